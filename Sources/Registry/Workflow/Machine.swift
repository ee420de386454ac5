/// A machine of states: which action leads from where to where, and who may take it.
package struct Machine<State, Action>: Sendable
where
    State: RawRepresentable<String> & CaseIterable & Hashable & Sendable,
    Action: RawRepresentable<String> & CaseIterable & Hashable & Sendable
{
    package struct Transition: Sendable {
        package let from: Set<State>
        package let to: State
        package let roles: Set<Role>
        /// The person concerned, signed in with the mobile number of the record.
        package let byWorker: Bool
        /// Imports and scheduled runs.
        package let byProgram: Bool
        /// Whoever made the record, wherever it lies.
        package let byMaker: Bool
        /// Codes of which one must be given; none where empty.
        package let reasons: [String]
        package let needsNote: Bool
        /// A resolution of the board has to be named.
        package let needsResolution: Bool
        /// Leads back to where the record came from; `to` is meant where nothing is known of that.
        package let leadsBack: Bool
        /// Nobody who took one of these on the same record may take this one.
        package let notBy: Set<Action>
        package let notByMaker: Bool
        package let ownFamilyAllowed: Bool
        /// Days after the last step before which it may not be taken.
        package let earliest: Int?
    }

    /// Whom a state waits for.
    package struct Wait: Sendable {
        /// The officer whose desk it lies on, then those it is escalated to.
        package let roles: [Role]
        package let days: Int
        /// Days between one escalation and the next; nil where nobody else is asked.
        package let then: Int?
    }

    package let start: State
    package let transitions: [Action: Transition]
    package let waits: [State: Wait]

    /// The state that a row of actions leads to; nil if one of them does not fit, or leads back to somewhere else.
    package func fold(_ actions: some Sequence<Action>) -> State? {
        actions.reduce(start) { state, action in
            guard let state, let transition = transitions[action], !transition.leadsBack,
                transition.from.contains(state)
            else { return nil }
            return transition.to
        }
    }

    /// The actions that a state knows, in the order of the declaration.
    package func actions(from state: State) -> [Action] {
        Action.allCases.filter { transitions[$0]?.from.contains(state) ?? false }
    }

    /// The states that wait for a role first.
    package func desk(of role: Role) -> [State] { State.allCases.filter { waits[$0]?.roles.first == role } }

    /// The states that come to a role when others are late, with how many were asked before.
    package func escalations(to role: Role) -> [(state: State, level: Int)] {
        State.allCases.compactMap { state in
            guard let level = waits[state]?.roles.firstIndex(of: role), level > 0 else { return nil }
            return (state, level)
        }
    }

    /// When the next step should have been taken, in milliseconds; nil where nobody is waited for.
    func due(in state: State, from time: Int64) -> Int64? {
        waits[state].map { time + Int64($0.days) * Machine.day }
    }

    static var day: Int64 { 86_400_000 }
}
