/// Who of the left list a record may be, one record at a time and from memory: with the keys, comparisons and model of a run.
///
/// Not safe to use from two threads at once, for its scorer keeps caches.
package final class RecordLookup {
    private let table: RecordTable
    private let rules: [(keys: BlockingKeys, records: KeyedRecords)]
    private let scorer: PairScorer

    /// - Parameters:
    ///   - table: holds the records that are looked up on its right list.
    ///   - linker: of the table.
    package init(_ table: RecordTable, _ settings: Settings, _ linker: Linker, _ model: Model, threads: Int) {
        self.table = table
        rules = settings.blockingRules.map { rule in
            (BlockingKeys(rule.on, table), KeyedRecords(rule, table, threads: threads))
        }
        scorer = linker.scorer(model)
    }

    /// The records of the left list that share a key with `record`, each once.
    package func candidates(of record: Int) -> [UInt32] {
        var found: [UInt32] = [], keys: [UInt32] = []
        for rule in rules {
            keys.removeAll(keepingCapacity: true)
            rule.keys.append(record, to: &keys)
            rule.records.append(sharing: keys, with: record, to: &found)
        }
        found.sort()
        var kept = 0
        for candidate in found where kept == 0 || found[kept - 1] != candidate {
            found[kept] = candidate
            kept += 1
        }
        found.removeLast(found.count - kept)
        return found
    }

    /// Those of the candidates whose log-odds reach `floor`, the likeliest first.
    package func matches(of record: Int, among candidates: [UInt32], floor: Float) -> [ScoredPair] {
        var found: [ScoredPair] = []
        scorer.score(candidates, with: record, floor: floor) { found.append($0) }
        return found.sorted { ($1.logOdds, $0.a) < ($0.logOdds, $1.a) }
    }

    /// Asks about rows of the left list itself, evenly over it, so that nobody waits later for memory that nothing has touched yet.
    ///
    /// Where a list takes gigabytes, the first few dozen people wait ten times as long as those after them.
    package func warm(rows: Int, floor: Float) {
        let step = max(1, table.count / max(1, rows))
        for record in stride(from: 0, to: table.count, by: step) where table.lists[record] == 0 {
            _ = matches(of: record, among: candidates(of: record), floor: floor)
        }
    }
}
