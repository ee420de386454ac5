import Foundation
internal import Linkage
internal import Store

/// Whether a person is registered already: the linkage model against the few workers who share a key.
package enum DuplicateCheck {
    /// Pairs less likely than this are not shown: the built-in settings' threshold for a review.
    private static let possible = 0.05
    /// Candidates that are opened and compared; more share too little to be worth it.
    private static let mostCompared = 48
    /// The most that an operator is shown.
    private static let mostShown = 8

    /// Looks the person up in the whole register, whatever the actor's area is: a page must not show more of a worker of
    /// another area than that there is one, and which office to ask.
    ///
    /// `certain`: the same Aadhaar, or another number of one person and a name that agrees. `unknown`: nothing was found, but
    /// no number was given by which a person can be told for sure, or a large import is still being filed. `excluding` is the id of the record that is checked; decisions
    /// about its pairs are taken from it.
    package static func check(
        _ person: Person, at location: Location, excluding: RecordID? = nil, in scope: Scope
    ) throws -> DuplicateFinding {
        let model = try IntakeModel.shipped()
        let signature = WorkerSignature(
            person, at: location, today: scope.environment.now(), model: model, vault: scope.vault)
        let found = try Candidates(of: signature, model, most: mostCompared, in: scope)
        let others = found.opened.filter { $0.worker != excluding }
        let names = Set(([signature] + others.map(\.signature)).flatMap { $0.tokens(model) })
        let uses = try NameUses(names, model, in: scope)
        let explained = model.scorer.explain(
            signature.record, others.map(\.signature.record), uses: uses.uses, names: uses.names,
            common: commonNumbers(signature, found, model))
        let decisions = try excluding.map { try PairDecision.all(of: $0, in: scope) } ?? [:]
        var candidates: [DuplicateFinding.Candidate] = []
        for (other, match) in zip(others, explained) {
            let explanation = match.explanation
            let shared = sharedIdentifiers(signature, other.signature)
            let isCertain = isCertain(shared, match)
            guard isCertain || explanation.weight >= log2(possible / (1 - possible)) else { continue }
            candidates.append(
                DuplicateFinding.Candidate(
                    worker: other.worker, weight: explanation.weight, parts: parts(match, model),
                    shared: shared.map { "\($0)" },
                    office: other.signature.place("block", model) ?? other.signature.place("district", model),
                    decision: decisions[other.worker], isCertain: isCertain))
        }
        candidates.sort { ($0.isCertain ? 1 : 0, $0.weight) > ($1.isCertain ? 1 : 0, $1.weight) }
        return finding(Array(candidates.prefix(mostShown)), signature, isComplete: try KeySpool.isEmpty(in: scope))
    }

    /// How likely a worker is to be the person by the model alone, whether or not the check would have come upon the two.
    ///
    /// In bits: log₂ of the odds. True beside it where that is enough for an operator to be shown the worker.
    package static func likeness(
        of person: Person, at location: Location, to worker: RecordID, in scope: Scope
    ) throws -> (weight: Double, isShown: Bool)? {
        let model = try IntakeModel.shipped()
        let signature = WorkerSignature(
            person, at: location, today: scope.environment.now(), model: model, vault: scope.vault)
        let row = try scope.transaction.row(
            """
            SELECT s.serial, s.worker, s.content FROM workers w JOIN worker_signatures s ON s.serial = w.serial
            WHERE w.id = \(worker)
            """)
        guard let other = try row.map({ try WorkerSignature.open($0, scope.vault) })?.signature else { return nil }
        let uses = try NameUses(Set(signature.tokens(model) + other.tokens(model)), model, in: scope)
        let weight = model.scorer.explain(
            signature.record, [other.record], uses: uses.uses, names: uses.names, common: []
        ).first?.explanation.weight
        return weight.map { ($0, $0 >= log2(possible / (1 - possible))) }
    }

    private static func finding(
        _ candidates: [DuplicateFinding.Candidate], _ signature: WorkerSignature, isComplete: Bool
    ) -> DuplicateFinding {
        let unchecked = [WorkerKey.Kind.aadhaar, .epic, .uan, .mobile].filter { signature.identifier($0) == nil }
        let open = candidates.filter { $0.decision != .different }
        let verdict: Application.Duplicate =
            if open.contains(where: { $0.isCertain || $0.decision == .same }) {
                .certain
            } else if !open.isEmpty {
                .possible
            } else {
                !isComplete || Set(unchecked).isSuperset(of: [.aadhaar, .epic, .uan]) ? .unknown : .none
            }
        return DuplicateFinding(verdict: verdict, candidates: candidates, unchecked: unchecked.map { "\($0)" })
    }

    private static func sharedIdentifiers(_ a: WorkerSignature, _ b: WorkerSignature) -> [WorkerKey.Kind] {
        Set(a.identifiers).intersection(b.identifiers).map(\.kind).sorted { $0.rawValue < $1.rawValue }
    }

    /// A family shares its phone, card and account; a number of one person is certain only with a name beside it, for it may
    /// have been written down wrongly.
    private static func isCertain(_ shared: [WorkerKey.Kind], _ match: SingleScorer.Match) -> Bool {
        if shared.contains(.aadhaar) { return true }
        guard !Set(shared).isDisjoint(with: [.epic, .uan, .memberNumber]) else { return false }
        return match.agreement["name"] == .same || match.agreement["name"] == .alike
    }

    /// Phones that more people share than a family, as packed numbers.
    private static func commonNumbers(
        _ signature: WorkerSignature, _ found: Candidates, _ model: IntakeModel
    ) -> Set<UInt64> {
        guard found.largest[.mobile, default: 0] > 6,
            case .numbers(let phones)? = model.place("mobile").flatMap({ signature.record.values[$0] })
        else { return [] }
        return Set(phones)
    }

    /// The parts that say something, each comparison once: a name's three aspects are one reason.
    private static func parts(_ match: SingleScorer.Match, _ model: IntakeModel) -> [DuplicateFinding.Candidate.Part] {
        var parts: [DuplicateFinding.Candidate.Part] = []
        for (part, group) in zip(match.explanation.parts, model.scorer.model.groups) {
            guard let agreement = match.agreement[group.column] else { continue }
            if let last = parts.indices.last, parts[last].name == group.column {
                parts[last].weight += part.weight
            } else {
                parts.append((name: group.column, level: agreement.rawValue, weight: part.weight))
            }
        }
        return parts
    }
}
