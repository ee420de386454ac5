/// A linkage model as it is written down: what is compared, by which rules candidates are found, what pairs that are
/// not one person look like, and where the thresholds lie. Reads from YAML and JSON; see docs/settings.md.
package struct Settings: Codable, Equatable, Sendable {
    package var name: String
    package var comparisons: [ComparisonSetting]
    package var blockingRules: [BlockingRule]
    /// The latent classes beside "match"; without them a single class "different people" is used.
    package var nonMatches: [NonMatchClass]
    package var training: Training
    package var thresholds: Thresholds

    enum CodingKeys: String, CodingKey {
        case name, comparisons, training, thresholds
        case blockingRules = "blocking_rules"
        case nonMatches = "non_matches"
    }
}

/// One column to compare, and how.
package struct ComparisonSetting: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable, BitwiseCopyable {
        case name, birth, identifier, phone, category, place
    }
    package var column: String
    package var kind: Kind
    /// The column names one person: a voter id, an Aadhaar token. Pairs that share it show what a match looks like.
    package var unique: Bool?
    /// Misspelt values are read as the frequent value that they resemble (places of which there are few).
    package var resolve: Bool?
    /// The column whose value holds this place: a block's district.
    package var within: String?
    /// Spellings that mean the same value: `m: [male, পুরুষ]`.
    package var sameAs: [String: [String]]?

    enum CodingKeys: String, CodingKey {
        case column, kind, unique, resolve, within
        case sameAs = "same_as"
    }

    package init(
        column: String, kind: Kind, unique: Bool? = nil, resolve: Bool? = nil, within: String? = nil,
        sameAs: [String: [String]]? = nil
    ) {
        (self.column, self.kind, self.unique, self.resolve) = (column, kind, unique, resolve)
        (self.within, self.sameAs) = (within, sameAs)
    }
}

/// Records that agree on every part are candidates: `[district, two name tokens, sex]`.
///
/// A block with more than `limit` records is a hub; it is replaced by the union of its finer blocks, one for each entry
/// of `refine` (more parts to agree on), again and again while entries are left. It is never cut off.
package struct BlockingRule: Codable, Equatable, Sendable {
    package var on: [String]
    package var refine: [[String]]?
    package var limit: Int?

    package init(on: [String], refine: [[String]]? = nil, limit: Int? = nil) {
        (self.on, self.refine, self.limit) = (on, refine, limit)
    }

    /// A block with more records is a hub.
    var most: Int { limit ?? 200 }
}

/// A kind of pair that is not one person: in which columns such pairs tend to agree, and in which to differ.
package struct NonMatchClass: Codable, Equatable, Sendable {
    package var name: String
    package var agree: [String]?
    package var differ: [String]?

    package init(name: String, agree: [String]? = nil, differ: [String]? = nil) {
        (self.name, self.agree, self.differ) = (name, agree, differ)
    }
}

package struct Training: Codable, Equatable, Sendable {
    /// Candidate pairs sampled for expectation–maximisation.
    package var sampledPairs: Int
    package var iterations: Int
    /// Pairs that the built-in experience of each comparison counts as, beside the lists' own.
    package var priorPairs: Double
    package var seed: UInt64

    enum CodingKeys: String, CodingKey {
        case iterations, seed
        case sampledPairs = "sampled_pairs"
        case priorPairs = "prior_pairs"
    }
}

/// Probabilities that two rows are one person, after the other candidates of both have been weighed.
package struct Thresholds: Codable, Equatable, Sendable {
    package var match: Double
    package var possible: Double
    /// Share of a list's rows that may be duplicates of others before a run is refused as absurd; half when nil.
    package var absurd: Double?
}

/// What is wrong with a settings file, in words for the person who wrote it.
package struct SettingsProblem: Error, CustomStringConvertible, Equatable {
    package var description: String
    package init(_ description: String) { self.description = description }
}

extension Settings {
    /// Only the comparisons, rules and classes that can be used with these columns.
    package func limited(to columns: Set<String>) -> Settings {
        var limited = self
        limited.comparisons = comparisons.filter { columns.contains($0.column) }
        let columns = Set(limited.comparisons.map(\.column))
        func usable(_ parts: [String]) -> [String]? {
            var kept: [String] = []
            for text in parts {
                guard let part = BlockingPart(text) else { return nil }
                if columns.contains(part.column) { kept.append(text) } else if !part.isOptional { return nil }
            }
            return kept.isEmpty ? nil : kept
        }
        limited.blockingRules = blockingRules.compactMap { rule in
            usable(rule.on).map {
                BlockingRule(on: $0, refine: rule.refine?.compactMap(usable), limit: rule.limit)
            }
        }
        limited.nonMatches = nonMatches.compactMap { pattern in
            let differ = pattern.differ?.filter(columns.contains)
            // Where nothing is left in which such pairs differ, the class would take in the matches.
            if pattern.differ?.isEmpty == false, differ?.isEmpty == true { return nil }
            return NonMatchClass(name: pattern.name, agree: pattern.agree?.filter(columns.contains), differ: differ)
        }
        return limited
    }

    /// Without the optional parts of blocking rules that would keep rows apart for what is not known of them.
    package func limited(toWhatParts table: RecordTable) -> Settings {
        var known: [String: Bool] = [:]
        func kept(_ parts: [String]) -> [String] {
            parts.filter { text in
                guard let part = BlockingPart(text), part.isOptional else { return true }
                let outer = comparisons.first { $0.column == part.column }?.within
                let parts =
                    known[part.column] ?? (table.parts(part.column) && (outer.map { table.parts($0) } ?? true))
                known[part.column] = parts
                return parts
            }
        }
        var limited = self
        limited.blockingRules = blockingRules.map {
            let on = kept($0.on)
            return on.isEmpty
                ? $0 : BlockingRule(on: on, refine: $0.refine?.map(kept).filter { !$0.isEmpty }, limit: $0.limit)
        }
        return limited
    }

    /// - Throws: `SettingsProblem` naming the first thing that cannot work.
    package func validate() throws(SettingsProblem) {
        guard !comparisons.isEmpty else {
            throw SettingsProblem("No comparison is left: no column of the lists is mapped.")
        }
        guard !blockingRules.isEmpty else {
            throw SettingsProblem("No blocking rule can be used with the mapped columns; every rule needs others.")
        }
        let columns = Set(comparisons.map(\.column))
        guard columns.count == comparisons.count else { throw SettingsProblem("A column is compared twice.") }
        for rule in blockingRules {
            for text in rule.on + (rule.refine ?? []).flatMap({ $0 }) { try validate(part: text) }
        }
        for comparison in comparisons {
            guard let outer = comparison.within else { continue }
            guard comparison.kind == .place, let holder = comparisons.first(where: { $0.column == outer }) else {
                continue
            }
            guard holder.kind == .place, holder.within == nil else {
                throw SettingsProblem(
                    "“\(comparison.column)” can't lie within “\(outer)”: that must be a place that lies in no other.")
            }
        }
        guard Linker.groups(Schema(self)).count <= Score.mostGroups else {
            throw SettingsProblem(
                "Too many comparisons: a name counts three times, the others once, and \(Score.mostGroups - 1) is the most."
            )
        }
        guard nonMatches.count <= Score.mostClasses - 1 else {
            throw SettingsProblem("At most \(Score.mostClasses - 1) non-match classes are possible.")
        }
        guard (0...1).contains(thresholds.match), (0...1).contains(thresholds.possible),
            thresholds.possible <= thresholds.match
        else { throw SettingsProblem("Thresholds are probabilities, “possible” not above “match”.") }
        guard training.sampledPairs >= 1000, training.iterations >= 1 else {
            throw SettingsProblem("Training needs at least 1000 sampled pairs and one iteration.")
        }
    }

    /// A part must suit the kind of its column: tokens are parts of names, years of dates of birth.
    private func validate(part text: String) throws(SettingsProblem) {
        guard let part = BlockingPart(text) else {
            throw SettingsProblem(
                "Blocking rule part “\(text)” is not understood: write a column, “<column> token”, “<column> two tokens”, or "
                    + "“<column> within N years”.")
        }
        guard let comparison = comparisons.first(where: { $0.column == part.column }) else {
            throw SettingsProblem("Blocking rule part “\(text)”: no comparison has the column “\(part.column)”.")
        }
        let suits =
            switch part.share {
            case .token, .twoTokens: comparison.kind == .name
            case .within: comparison.kind == .birth
            case .value: comparison.kind != .name && comparison.kind != .birth
            }
        guard suits else {
            throw SettingsProblem(
                "Blocking rule part “\(text)” does not suit a \(comparison.kind.rawValue): names are blocked by “token” or “two "
                    + "tokens”, dates of birth by “within N years”, everything else by the column alone.")
        }
    }
}
