/// Scores one record against many under a trained model, without a list around them: the check at a counter.
///
/// The comparisons and levels are those of a linkage run. What a run counts in its lists, how common a name token is and
/// which numbers many share, is told from outside.
package struct SingleScorer: Sendable {
    package let schema: Schema
    package let model: Model
    private let groups: [LevelGroup]

    /// - Throws: `SettingsProblem` when the model was trained with other comparisons.
    package init(_ settings: Settings, _ model: Model) throws(SettingsProblem) {
        schema = Schema(settings)
        groups = Linker.groups(schema)
        self.model = model
        guard model.groups.map(\.title) == groups.map(\.title), model.groups.map(\.levels) == groups.map(\.levels)
        else {
            throw SettingsProblem("The model was trained with other comparisons than the settings have.")
        }
    }

    /// How far a comparison agrees, in the few words that an officer reads.
    package enum Agreement: String, Sendable { case same, alike, different, sharedByMany }

    package struct Match: Sendable {
        package let explanation: Explanation
        /// By column; columns that one side lacks are left out.
        package let agreement: [String: Agreement]
    }

    /// Why each candidate has its weight, in their order.
    /// - Parameters:
    ///   - uses: how many names hold a token, by its fold.
    ///   - names: how many names there are.
    ///   - common: numbers that more people share than a family.
    package func explain(
        _ record: SingleRecord, _ candidates: [SingleRecord], uses: [[UInt8]: Int], names: Int, common: Set<UInt64>
    ) -> [Match] {
        var tokens: Set<[UInt8]> = []
        for value in ([record] + candidates).flatMap(\.values) {
            if case .names(let variants) = value { for token in variants.joined() { tokens.insert(token) } }
        }
        let vocabulary = NameVocabulary(tokens: tokens.map { ($0, max(1, uses[$0] ?? 1)) }, names: max(names, 2))
        let aligner = NameAligner(vocabulary, records: candidates.count)
        return candidates.map { candidate in
            let levels = levels(record, candidate, vocabulary, aligner, common)
            return Match(explanation: Explanation(levels, model), agreement: agreement(levels))
        }
    }

    private func agreement(_ levels: PairLevels) -> [String: Agreement] {
        var found: [String: Agreement] = [:]
        for (index, group) in groups.enumerated() where levels[index] > 0 && group.column != LevelGroup.lists {
            let level = levels[index]
            switch (group.kind, group.aspect) {
            case (.name, .agreement): if level == 1 { found[group.column] = .different }
            case (.name, .conflict):
                found[group.column] = found[group.column] ?? (level == 8 ? .same : level >= 5 ? .alike : .different)
            case (.name, _): continue
            case (.birth, _): found[group.column] = level == 10 ? .same : level >= 6 ? .alike : .different
            case (.identifier, _), (.phone, _):
                found[group.column] = [.different, .alike, .sharedByMany, .same][Int(level) - 1]
            case (.category, _): found[group.column] = level >= 3 ? .same : level == 2 ? .alike : .different
            case (.place, _): found[group.column] = level == 6 ? .same : level >= 3 ? .alike : .different
            }
        }
        return found
    }

    private func levels(
        _ a: SingleRecord, _ b: SingleRecord, _ vocabulary: NameVocabulary, _ aligner: NameAligner,
        _ common: Set<UInt64>
    ) -> PairLevels {
        var levels = PairLevels()
        var group = 0
        for (index, comparison) in schema.comparisons.enumerated() {
            defer { group += comparison.kind == .name ? 3 : 1 }
            guard let first = a.values[index], let second = b.values[index] else { continue }
            switch (first, second) {
            case (.names(let first), .names(let second)):
                guard let agreement = best(first, second, vocabulary, aligner) else { continue }
                levels[group] = Levels.agreement(agreement.agreement)
                levels[group + 1] = Levels.conflict(agreement.conflict)
                levels[group + 2] = Levels.extra(agreement.extra)
            case (.birth(let first), .birth(let second)):
                guard first.precision != .missing, second.precision != .missing else { continue }
                levels[group] = Levels.birth(
                    first.day, second.day, areDays: first.precision == .day && second.precision == .day)
            case (.numbers(let first), .numbers(let second)):
                levels[group] = first.flatMap { one in second.map { numberLevel(one, $0, common) } }.max() ?? 0
            case (.text(let first), .text(let second)):
                levels[group] = textLevel(comparison.kind, first, second)
            default: continue
            }
        }
        // The new record stands on one list, the register on the other.
        levels[group] = 2
        return levels
    }

    /// Of all pairs of variants the one that agrees most for what stands against it.
    private func best(
        _ a: [[[UInt8]]], _ b: [[[UInt8]]], _ vocabulary: NameVocabulary, _ aligner: NameAligner
    ) -> NameAgreement? {
        var best: NameAgreement?
        for one in a where !one.isEmpty {
            for other in b where !other.isEmpty {
                let found = one.compactMap(vocabulary.form).withUnsafeBufferPointer { first in
                    other.compactMap(vocabulary.form).withUnsafeBufferPointer { aligner.align(first, $0) }
                }
                guard let known = best else {
                    best = found
                    continue
                }
                if found.agreement - found.conflict > known.agreement - known.conflict { best = found }
            }
        }
        return best
    }

    private func numberLevel(_ a: UInt64, _ b: UInt64, _ common: Set<UInt64>) -> UInt8 {
        if a == b { return common.contains(a) ? 3 : 4 }
        return Identifier.isOneSlip(a, b) ? 2 : 1
    }

    private func textLevel(_ kind: ComparisonSetting.Kind, _ a: [UInt8], _ b: [UInt8]) -> UInt8 {
        if kind == .place { return a == b ? 6 : Levels.place(PlaceFold.similarity(a, b)) }
        if a == b { return 3 }
        return PlaceFold.similarity(a, b) >= Levels.categoryAlike ? 2 : 1
    }
}
