import Linkage
import Tabular

/// Asks a list about people one by one, from memory: who of them stands on it already?
///
/// The model is learned from the lists as in a run. People are answered in the order of their rows, each by itself: nobody's answer
/// depends on who else is asked about, as it does where a run settles who is who.
package struct ListLookup {
    package struct Report: Codable, Sendable {
        /// Rows of the list, and rows that were asked about.
        package var listed = 0
        package var asked = 0
        /// Of these: with somebody who is likely the same, and with somebody who may be.
        package var found = 0
        package var possible = 0
        /// Rows of the list that were compared for each, on average.
        package var compared = 0.0
        /// From a row that is read and folded to its answer.
        package var times = ResponseTimes([])
        /// Until the first could be answered, memory warmed.
        package var secondsToBegin = 0.0
        package var peakMemoryBytes = 0
    }

    private let request: LinkRequest
    private let temporaryFolder: String

    /// - Parameter request: the list on the left, those to ask about on the right.
    package init(_ request: LinkRequest, temporaryFolder: String) {
        (self.request, self.temporaryFolder) = (request, temporaryFolder)
    }

    /// - Parameter path: where pairs are written, `left_id,right_id,match_weight,decision`; nowhere when nil.
    /// - Throws: `TableProblem` or `SettingsProblem`.
    package func run(
        to path: String?, columns: (ListFile, ColumnMap) -> Void, progress: @escaping (JobProgress) -> Void
    ) throws -> Report {
        let start = ContinuousClock().now
        let loader = try ListLoader(request, temporaryFolder: temporaryFolder)
        for (file, map) in zip(loader.files, loader.maps) { columns(file, map) }
        let loaded = try loader.load(progress: progress)
        let table = loaded.table, settings = loaded.settings
        let linker = Linker(table, settings, threads: request.threads) {
            progress(JobProgress(phase: $0.phase.rawValue, done: $0.done, whole: 0.4))
        }
        let model = linker.train(linker.index())
        progress(JobProgress(phase: "blocking", done: 0, whole: 0.7))
        let lookup = RecordLookup(table, settings, linker, model, threads: request.threads)
        let match = Linker.logOdds(settings.thresholds.match), possible = Linker.logOdds(settings.thresholds.possible)
        lookup.warm(rows: 2000, floor: possible)
        let asked = loaded.recordOfRow(1)
        let left = RowText(loaded.lists[0]), right = RowText(loaded.lists[1])
        let writer = try path.map { try CSVWriter(path: $0) }
        try writer?.record(["left_id", "right_id", "match_weight", "decision"])
        var report = Report(), milliseconds: [Double] = [], compared = 0
        report.secondsToBegin = Self.milliseconds(since: start) / 1000
        for row in 0..<asked.count where asked[row] != .max {
            let begin = ContinuousClock().now
            let candidates = lookup.candidates(of: Int(asked[row]))
            let found = lookup.matches(of: Int(asked[row]), among: candidates, floor: possible)
            milliseconds.append(Self.milliseconds(since: begin))
            compared += candidates.count
            if let best = found.first {
                if best.logOdds >= match { report.found += 1 } else { report.possible += 1 }
            }
            guard let writer else { continue }
            for pair in found {
                writer.field(left.id(ofRow: Int(table.rows[Int(pair.a)])), isID: true)
                writer.field(right.id(ofRow: row), isID: true)
                writer.field(LinkTables.weight(Double(pair.logOdds) / 0.693_147_180_56))
                writer.field(pair.logOdds >= match ? "match" : "possible")
                try writer.endRecord()
            }
        }
        try writer?.close()
        (report.listed, report.asked) = (table.counts[0], milliseconds.count)
        report.compared = Double(compared) / Double(max(1, milliseconds.count))
        report.times = ResponseTimes(milliseconds)
        report.peakMemoryBytes = PhaseClock.peakMemory
        return report
    }

    private static func milliseconds(since begin: ContinuousClock.Instant) -> Double {
        let (seconds, parts) = begin.duration(to: ContinuousClock().now).components
        return Double(seconds) * 1000 + Double(parts) / 1e15
    }
}
