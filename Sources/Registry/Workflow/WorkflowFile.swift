package import Foundation
internal import Yams

/// Something in a file of rules that can't be: named so that whoever edits it finds it.
package struct RulesProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let file: String
    package let reason: String
    package var description: String { "\(file): \(reason)" }
}

extension Workflow {
    /// Reads the file and checks that its words exist, its states are reached and somebody can take what is waited for.
    ///
    /// Throws `RulesProblem`.
    package init(file: URL) throws { try self.init(yaml: try String(contentsOf: file, encoding: .utf8)) }

    package init(yaml: String) throws {
        let written: WrittenWorkflow
        do { written = try YAMLDecoder().decode(WrittenWorkflow.self, from: yaml) } catch {
            throw RulesProblem(file: "workflow.yaml", reason: "can't be read: \(error)")
        }
        applications = try written.applications.machine("applications")
        workers = try written.workers.machine("workers")
        appeals = try written.appeals.machine("appeals")
        validity = written.validity ?? [:]
        if let scheme = validity.filter({ $0.value < 1 }).keys.min() {
            throw RulesProblem(file: "workflow.yaml", reason: "validity.\(scheme): needs days above 0")
        }
        reasons = written.reasons
        let used = written.machines.flatMap(\.actions.values).flatMap { $0.reasons ?? [] }
        for reason in Set(used).union(reasons.keys).sorted() {
            for language in ["en", "bn", "hi", "ne"] where reasons[reason]?[language] == nil {
                throw RulesProblem(
                    file: "workflow.yaml", reason: "reasons.\(reason): no text in the language \(language)")
            }
        }
    }

    /// What a reason code says in a language; the code itself where it isn't known any more.
    package func text(ofReason code: String, in language: String) -> String {
        reasons[code].flatMap { $0[language] ?? $0["en"] } ?? code
    }
}

private struct WrittenWorkflow: Decodable {
    let applications: WrittenMachine
    let workers: WrittenMachine
    let appeals: WrittenMachine
    let reasons: [String: [String: String]]
    var validity: [String: Int]?
    var machines: [WrittenMachine] { [applications, workers, appeals] }
}

private struct WrittenMachine: Decodable {
    struct Written: Decodable {
        let from: [String]
        let to: String
        let roles: [String]
        var maker: Bool?
        var reasons: [String]?
        var note: Bool?
        var resolution: Bool?
        var back: Bool?
        var notBy: [String]?
        var family: Bool?
        var days: Int?
    }
    struct Wait: Decodable {
        let `for`: [String]
        let days: Int
        var then: Int?
    }
    let start: String
    let actions: [String: Written]
    var waits: [String: Wait]?

    func machine<State, Action>(_ name: String) throws -> Machine<State, Action> {
        var transitions: [Action: Machine<State, Action>.Transition] = [:]
        for (word, written) in actions.sorted(by: { $0.key < $1.key }) {
            let place = "\(name).actions.\(word)"
            let action: Action = try known(word, "\(name).actions")
            guard !written.from.isEmpty, !written.roles.isEmpty else {
                throw problem(place, "needs at least one state in `from` and one role")
            }
            transitions[action] = .init(
                from: Set(try written.from.map { try known($0, "\(place).from") }),
                to: try known(written.to, "\(place).to"),
                roles: Set(
                    try written.roles.filter { !["worker", "program"].contains($0) }.map {
                        try known($0, "\(place).roles")
                    }),
                byWorker: written.roles.contains("worker"), byProgram: written.roles.contains("program"),
                byMaker: written.maker ?? false, reasons: written.reasons ?? [], needsNote: written.note ?? false,
                needsResolution: written.resolution ?? false, leadsBack: written.back ?? false,
                notBy: Set(
                    try (written.notBy ?? []).filter { $0 != "make" }.map { try known($0, "\(place).notBy") }),
                notByMaker: written.notBy?.contains("make") ?? false, ownFamilyAllowed: written.family ?? false,
                earliest: written.days)
        }
        var waiting: [State: Machine<State, Action>.Wait] = [:]
        for (word, wait) in (waits ?? [:]).sorted(by: { $0.key < $1.key }) {
            let place = "\(name).waits.\(word)"
            guard !wait.for.isEmpty, wait.days > 0, wait.then.map({ $0 > 0 }) ?? true else {
                throw problem(place, "needs a role and days above 0")
            }
            waiting[try known(word, "\(name).waits")] = .init(
                roles: try wait.for.map { try known($0, "\(place).for") }, days: wait.days, then: wait.then)
        }
        let machine = Machine<State, Action>(
            start: try known(start, "\(name).start"), transitions: transitions, waits: waiting)
        try check(machine, name)
        return machine
    }

    private func check<State, Action>(_ machine: Machine<State, Action>, _ name: String) throws {
        var reached: Set<State> = [machine.start]
        var grew = true
        while grew {
            let next = reached.union(
                machine.transitions.values.filter { !$0.from.isDisjoint(with: reached) }.map(\.to))
            grew = next.count > reached.count
            reached = next
        }
        for (action, transition) in machine.transitions {
            if let lost = transition.from.subtracting(reached).map(\.rawValue).min() {
                throw problem("\(name).actions.\(action.rawValue).from", "nothing leads to the state \(lost)")
            }
        }
        for (state, wait) in machine.waits {
            let able = machine.transitions.values.contains {
                $0.from.contains(state) && !$0.roles.isDisjoint(with: wait.roles)
            }
            guard able else {
                throw problem("\(name).waits.\(state.rawValue)", "nobody who is waited for can take a step from there")
            }
        }
    }

    private func known<Word: RawRepresentable<String> & CaseIterable>(_ text: String, _ place: String) throws -> Word {
        guard let word = Word(rawValue: text) else {
            throw problem(
                place, "“\(text)” is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    private func problem(_ place: String, _ reason: String) -> RulesProblem {
        RulesProblem(file: "workflow.yaml", reason: "\(place): \(reason)")
    }
}
