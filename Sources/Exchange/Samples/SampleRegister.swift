import Foundation
package import Registry

/// Fills a register with made-up people at work: applications of the last weeks on every desk, and registered workers.
///
/// Everything goes through the same steps as real applications, by members of the sample cast, so every record has its
/// history. The clock starts weeks ago and moves on with the applications; the same seed makes the same people.
package struct SampleRegister {
    private let registry: Registry
    private let clock: SampleClock
    private var random: SampleRandom
    private let forms: SampleForms
    private let homes: [PlaceID]

    /// - Parameters:
    ///   - registry: opened with `clock.environment`, with the sample cast installed.
    package init(_ registry: Registry, clock: SampleClock, seed: UInt64) {
        self.registry = registry
        self.clock = clock
        random = SampleRandom(seed: seed, stream: 77)
        forms = SampleForms(seed: seed)
        let below = registry.places.places(below: SampleCast.block, level: .panchayat).map(\.id)
        homes = below.isEmpty ? [SampleCast.block] : below
    }

    /// Makes as many workers and undecided applications; calls `progress` with the share done.
    package mutating func fill(workers: Int, applications: Int, progress: (Double) -> Void = { _ in }) async throws {
        let maker = try await registry.sampleActor(.counterOperator)
        let verifier = try await registry.sampleActor(.verifier)
        let officer = try await registry.sampleActor(.designatedOfficer)
        let total = workers + applications
        for number in 0..<total {
            clock.move(to: Double(number) / Double(max(1, total)))
            let draft = draft(number)
            // Sample people may be alike enough to be taken for one; the register refuses them as it should.
            guard
                let application = try? await registry.write(as: maker, { try Application.submit(draft, in: $0).get() })
            else { continue }
            // The last ones are still on the way: a third each submitted and verified, some sent back or refused.
            let fate = number < workers ? 9 : number % 9
            try await take(application, fate: fate, verifier, officer)
            if number % 20 == 0 { progress(Double(number) / Double(total)) }
        }
    }

    private func take(_ application: Application, fate: Int, _ verifier: Actor, _ officer: Actor) async throws {
        func step(_ actor: Actor, _ action: Workflow.Action, reason: String? = nil, note: String? = nil) async throws {
            try await registry.write(as: actor) { scope in
                var current = try Application.find(application.id, in: scope)
                try current.take(action, reason: reason, note: note, in: scope)
            }
        }
        switch fate {
        case 0...3: return
        case 4...6: try await step(verifier, .verify)
        case 7: try await step(verifier, .return, reason: "photo_unsuitable", note: "The face can't be seen.")
        case 8:
            try await step(verifier, .verify)
            try await step(officer, .reject, reason: "not_resident", note: "Lives in another state since 2010.")
        default:
            try await step(verifier, .verify)
            try? await step(officer, .approve)
        }
    }

    private mutating func draft(_ number: Int) -> Draft {
        let home = forms.household(number, &random)
        let who = random.below(home.people.count)
        var draft = Draft(
            id: registry.environment.newID(), channel: random.chance(0.6) ? .counter : .field, scheme: "wb_migrant",
            place: homes[number % homes.count], language: random.chance(0.8) ? "bn" : "hi",
            person: forms.person(
                home.people[who], guardian: home.guardians[who].first, on: clock.now, &random))
        draft.person.familyNumber = String(10_000_000 + number)
        return draft
    }
}

extension Registry {
    /// A member of the sample cast at work.
    func sampleActor(_ role: Role) async throws -> Actor {
        try await read(as: .program("sample")) { try SampleCast.actor(role, in: $0) }
    }
}
