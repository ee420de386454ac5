import Glibc

/// Links one or two lists: trains a model on them, scores all candidates, and settles who is who.
package struct Linker {
    package enum Phase: String, Sendable, CaseIterable { case blocking, training, scoring, settling }
    package struct Progress: Sendable {
        package var phase: Phase
        /// Share of the phase that is done, 0…1.
        package var done: Double
    }

    private let table: RecordTable
    private let packed: PackedRecords
    private let settings: Settings
    private let threads: Int
    private let progress: (Progress) -> Void
    /// Candidates whose two rows may both bear an identifier, looked at for calibration; more tell nothing new.
    private static let mostWitnesses = 400_000

    package init(
        _ table: RecordTable, _ settings: Settings, threads: Int, progress: @escaping (Progress) -> Void = { _ in }
    ) {
        (self.table, self.settings, self.threads, self.progress) = (table, settings, threads, progress)
        packed = PackedRecords(table, threads: threads)
    }

    /// The groups of levels of a table, the last one telling which lists the two rows are of.
    package static func groups(_ schema: Schema) -> [LevelGroup] {
        LevelGroup.all(schema) + [
            LevelGroup(
                column: LevelGroup.lists, aspect: .value, kind: .category,
                labels: ["both on the left", "one on each", "both on the right"])
        ]
    }

    package func index() -> BlockIndex {
        progress(Progress(phase: .blocking, done: 0))
        return BlockIndex(settings.blockingRules, table, threads: threads)
    }

    package func train(_ index: BlockIndex) -> Model {
        progress(Progress(phase: .training, done: 0))
        let groups = Self.groups(table.schema)
        let blank = Score(Model(groups: groups, classes: []))
        let pairs = index.sizes.reduce(0) { $0 + $1.pairs }
        let every = max(1, pairs / settings.training.sampledPairs)
        let sample = levels(index, blank) { Mix.scramble($0 ^ settings.training.seed) % UInt64(every) == 0 }
        let uniques = settings.comparisons.filter { $0.unique == true }.map {
            BlockingRule(on: [$0.column], limit: Int(Levels.manyShare))
        }
        var anchors: [PairLevels] = []
        if !uniques.isEmpty {
            let sharing = BlockIndex(uniques, table, threads: threads)
            let anchorPairs = sharing.sizes.reduce(0) { $0 + $1.pairs }
            let everyAnchor = UInt64(max(1, anchorPairs / 50_000))
            anchors = levels(sharing, blank) { Mix.scramble($0 &+ settings.training.seed) % everyAnchor == 0 }
        }
        var model = ModelTraining(
            groups, settings, sample: sample, ownAgreement: ownAgreement(groups, blank), threads: threads
        ).train(anchors: anchors) {
            iteration in
            progress(Progress(phase: .training, done: Double(iteration) / Double(settings.training.iterations)))
        }
        model.calibration = calibration(model, groups, index)
        return model
    }

    /// How far names agree with themselves, on some thousands of records.
    private func ownAgreement(_ groups: [LevelGroup], _ score: Score) -> [Int: [Double]] {
        let scorer = PairScorer(table, packed, score)
        let names = groups.indices.filter { groups[$0].aspect == .agreement }
        var counts = Dictionary(
            uniqueKeysWithValues: names.map { ($0, [Double](repeating: 0, count: groups[$0].levels)) })
        for record in stride(from: 0, to: table.count, by: max(1, table.count / 20_000)) {
            let levels = scorer.levels(record, record)
            for group in names where levels[group] > 0 { counts[group]?[Int(levels[group])] += 1 }
        }
        return counts
    }

    /// Looks at candidates whose two rows both bear the same kind of unique identifier.
    private func calibration(_ model: Model, _ groups: [LevelGroup], _ index: BlockIndex) -> Calibration {
        let score = Score(model)
        let uniques = Set(settings.comparisons.filter { $0.unique == true }.map(\.column))
        let unique = groups.indices.filter { uniques.contains(groups[$0].column) }
        let columns = uniques.compactMap { table.schema.identifier($0) }
        func isBearer(_ record: Int) -> Bool {
            columns.contains { table.identifiers[$0][record] != Identifier.missing }
        }
        let bearers = (0..<table.count).count(where: isBearer)
        guard bearers > 0 else { return Calibration(groups: groups) }
        let pairs = Double(index.sizes.reduce(0) { $0 + $1.pairs }) * Double(bearers) / Double(table.count)
        let every = UInt64(max(1, pairs / Double(Self.mostWitnesses)))
        let chosen = RecordSet(table.count) {
            isBearer($0) && Mix.scramble(table.identities[$0] &+ 17 &* settings.training.seed) % every == 0
        }
        let witnesses = levels(of: chosen, index, score) { levels in
            unique.contains { levels[$0] > 0 }
        }.compactMap { levels -> Calibration.Witness? in
            let known = unique.filter { levels[$0] > 0 }
            let isSame = known.contains { levels[$0] == 4 }
            // One slip apart, or shared by many, says nothing certain.
            guard isSame || known.allSatisfy({ levels[$0] == 1 }) else { return nil }
            var rest = levels
            for group in unique { rest[group] = 0 }
            return Calibration.Witness(levels: rest, logOdds: Double(score.logOdds(rest)), isSame: isSame)
        }
        return Calibration(
            groups: groups, witnesses, isUsed: groups.indices.map { !unique.contains($0) }, threads: threads)
    }

    /// Levels of the candidates of chosen records; the choice is by the hash of the record's id.
    private func levels(_ index: BlockIndex, _ score: Score, where isChosen: (UInt64) -> Bool) -> [PairLevels] {
        let chosen = RecordSet(table.count) { isChosen(table.identities[$0] &+ UInt64(table.lists[$0])) }
        return levels(of: chosen, index, score) { _ in true }
    }

    private func levels(
        of chosen: RecordSet, _ index: BlockIndex, _ score: Score, where isWanted: (PairLevels) -> Bool
    ) -> [PairLevels] {
        let scorers = scorers(score)
        return index.map(of: chosen) { pairs, worker -> [PairLevels] in
            (0..<pairs.count).map { scorers[worker].levels(pairs[$0].a, pairs[$0].b) }.filter(isWanted)
        }.flatMap { $0 }
    }

    /// A scorer of this table's pairs under a model.
    package func scorer(_ model: Model) -> PairScorer { PairScorer(table, packed, Score(model)) }

    private func scorers(_ score: Score) -> [PairScorer] {
        (0..<threads).map { _ in PairScorer(table, packed, score) }
    }

    /// All candidate pairs whose log-odds reach `floor`, by record.
    package func score(_ index: BlockIndex, _ model: Model, floor: Float) -> (pairs: [ScoredPair], compared: Int) {
        let scorers = scorers(Score(model))
        let parts = index.map(of: RecordSet(table.count) { _ in true }) { pairs, worker in
            var kept: [ScoredPair] = []
            scorers[worker].score(pairs, floor: floor) { kept.append($0) }
            if pairs.firstRecord % (1 << 15) == 0 {
                progress(Progress(phase: .scoring, done: Double(pairs.firstRecord) / Double(table.count)))
            }
            return (pairs: kept, compared: pairs.count)
        }
        return (parts.flatMap(\.pairs), parts.reduce(0) { $0 + $1.compared })
    }

    /// Settles scored pairs into people.
    package func settle(_ scored: [ScoredPair], _ model: Model) -> LinkedLists {
        progress(Progress(phase: .settling, done: 0))
        let match = Self.logOdds(settings.thresholds.match), possible = Self.logOdds(settings.thresholds.possible)
        let scorer = scorer(model)
        let within = scored.filter { table.lists[Int($0.a)] == table.lists[Int($0.b)] }
        let (clusters, members) = Deduplication(table, scorer).clusters(within, threshold: match)
        let (matches, possibles) = OneToOne.settle(scored, table, clusters, match: match, possible: possible)
        return LinkedLists(
            table: table, scorer: scorer, clusters: clusters, members: members, within: within, matches: matches,
            possibles: possibles)
    }

    package static func logOdds(_ probability: Double) -> Float {
        let p = min(max(probability, 1e-9), 1 - 1e-9)
        return Float(log(p / (1 - p)))
    }

    /// Pairs below this are not kept: far enough under "possible" that their odds do not count as rivals.
    package var floor: Float { Self.logOdds(settings.thresholds.possible) - 1 }
}

/// The outcome: people within each list, and who is on both.
package struct LinkedLists {
    package let table: RecordTable
    package let scorer: PairScorer
    package let clusters: Clusters
    /// Rows of each person that has more than one, by its lowest record.
    package let members: [Int: [Int]]
    /// Scored pairs of rows of the same list.
    package let within: [ScoredPair]
    package let matches: [PersonPair]
    package let possibles: [PersonPair]

    /// The records of the person whose lowest record is `root`.
    package func rows(of root: Int) -> [Int] { members[root] ?? [root] }
}
