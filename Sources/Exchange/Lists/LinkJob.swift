import Foundation
import Linkage
import Synchronization
import Tabular

/// A whole run: reads, links, and writes everything under its final name only when all of it is complete.
package struct LinkJob {
    private let request: LinkRequest
    private let output: String
    private let writesWorkbooks: Bool
    private let progress: (JobProgress) -> Void
    private let isCancelled: () -> Bool
    private static let results = [
        "districts", "pairs.csv", "left-out.csv", "duplicates.csv", "duplicates-left.csv", "duplicates-right.csv",
    ]
    /// Of a list's rows: more duplicates of each other than this is absurd, and the run stops.
    private static let absurdShare = 0.5

    /// - Parameter isCancelled: asked between phases and files, from any thread; true ends the run with `CancellationError`.
    package init(
        _ request: LinkRequest, output: String, writesWorkbooks: Bool, isCancelled: @escaping () -> Bool = { false },
        progress: @escaping (JobProgress) -> Void
    ) {
        (self.request, self.output, self.writesWorkbooks, self.progress) = (request, output, writesWorkbooks, progress)
        self.isCancelled = isCancelled
    }

    private func goOn() throws { if isCancelled() { throw CancellationError() } }

    /// - Parameter columns: called with each file's name, headings and what they were taken for, before reading.
    /// - Throws: `TableProblem`, `SettingsProblem`, `LinkProblem` or `CancellationError`.
    package func run(columns: (ListFile, ColumnMap) -> Void = { _, _ in }) throws -> Summary {
        let staging = try Staging(target: output)
        do {
            let summary = try run(staging, columns)
            try staging.finish(removing: Self.results)
            return summary
        } catch {
            staging.remove()
            throw error
        }
    }

    private func run(_ staging: Staging, _ columns: (ListFile, ColumnMap) -> Void) throws -> Summary {
        var clock = PhaseClock()
        let loader = try ListLoader(request, temporaryFolder: staging.folder)
        for (file, map) in zip(loader.files, loader.maps) { columns(file, map) }
        let loaded = try loader.load(progress: progress)
        let rows = loaded.table.count
        clock.end("reading", rows: rows)
        try goOn()
        let shares: [Linker.Phase: (Double, Double)] = [
            .blocking: (0.25, 0.35), .training: (0.35, 0.45), .scoring: (0.45, 0.8), .settling: (0.8, 0.85),
        ]
        let linker = Linker(loaded.table, loaded.settings, threads: request.threads) { step in
            let (from, to) = shares[step.phase] ?? (0, 1)
            progress(JobProgress(phase: step.phase.rawValue, done: step.done, whole: from + (to - from) * step.done))
        }
        let index = linker.index()
        clock.end("blocking", rows: rows)
        try goOn()
        let model = linker.train(index)
        clock.end("training", rows: model.sampledPairs)
        try goOn()
        let scored = linker.score(index, model, floor: linker.floor)
        clock.end("scoring", rows: scored.compared)
        try goOn()
        let sizes = index.sizes
        let people = linker.settle(scored.pairs, model)
        let outcome = Outcome(people)
        clock.end("settling", rows: rows)
        try goOn()
        var summary = summarise(loaded, outcome, sizes, compared: scored.compared)
        var notes = notes(loader, loaded, model, summary)
        try refuseAbsurd(summary, loaded.settings.thresholds.absurd ?? Self.absurdShare)
        try write(loaded, outcome, staging, &summary, &notes)
        (summary.notes, summary.warnings) = (notes, notes.map(\.sentence))
        try ModelFile(request: request, settings: loaded.settings, model: model, columns: loader.maps.map(\.columns))
            .write(to: staging.path("model.json"))
        clock.end("writing", rows: rows)
        summary.phases = clock.phases
        summary.seconds = clock.total
        summary.peakMemoryBytes = PhaseClock.peakMemory
        summary.threads = request.threads
        try (summary.json() + "\n").write(toFile: staging.path("summary.json"), atomically: false, encoding: .utf8)
        return summary
    }

    /// All files at once, as many as there are threads.
    private func write(
        _ loaded: LoadedLists, _ outcome: Outcome, _ staging: Staging, _ summary: inout Summary,
        _ notes: inout [LinkNote]
    ) throws {
        let tables = LinkTables(loaded, outcome, staging, threads: request.threads)
        var tasks: [() throws -> Void] = []
        if request.right != nil {
            let workbooks = DistrictWorkbooks(loaded, outcome, staging)
            let districts = workbooks.districts()
            summary.places = districts.flatMap { district in
                district.blocks.flatMap { workbooks.counts(district, $0, wardsOf: request.countedByWard ?? []) }
            }
            summary.districts = districts.count
            if writesWorkbooks, let absurdity = workbooks.absurdity(districts) {
                notes.append(absurdity)
            } else if writesWorkbooks {
                summary.workbooks = districts.count
                // A workbook has a file open for each of its sheets.
                OpenFiles.raise()
                try FileManager.default.createDirectory(
                    atPath: staging.path("districts"), withIntermediateDirectories: true)
                // The largest first, so that no thread is left with it at the end.
                tasks += districts.flatMap { workbooks.steps($0, temporaryFolder: staging.folder) }
                    .sorted { $0.rows > $1.rows }.map(\.run)
            }
            // They take all threads by themselves.
            try tables.writeLeftOut()
            try tables.writePairs()
            tasks.append { try tables.writeDuplicates(list: 0, to: "duplicates-left.csv") }
            tasks.append { try tables.writeDuplicates(list: 1, to: "duplicates-right.csv") }
        } else {
            tasks.append { try tables.writeDuplicates(list: 0, to: "duplicates.csv") }
        }
        tasks.append(tables.writeRejected)
        let problem = Mutex<(any Error)?>(nil)
        let done = Mutex(0)
        Parallel.forEach(tasks.count, threads: request.threads) { item, _ in
            do {
                try goOn()
                try tasks[item]()
            } catch { problem.withLock { $0 = $0 ?? error } }
            let finished = done.withLock { count in
                count += 1
                return count
            }
            let share = Double(finished) / Double(tasks.count)
            progress(JobProgress(phase: "writing", done: share, whole: 0.85 + 0.15 * share))
        }
        if let found = problem.withLock({ $0 }) { throw found }
    }

    private func summarise(_ loaded: LoadedLists, _ outcome: Outcome, _ sizes: [BlockIndex.RuleSize], compared: Int)
        -> Summary
    {
        var summary = Summary()
        let table = loaded.table, people = outcome.people
        var lists = loaded.lists.map { list in
            var counts = Summary.List()
            (counts.file, counts.rows, counts.used, counts.unusable) = (
                list.file.name, list.offsets.count, list.used, list.unusable
            )
            counts.columns = list.map.columns.merging(list.map.id.map { ["id": [$0]] } ?? [:]) { first, _ in first }
            counts.rejectedValues = list.rejections.count { !$0.column.isEmpty }
            return counts
        }
        for record in 0..<table.count {
            let list = Int(table.lists[record])
            let root = people.clusters.root(record)
            if root == record { lists[list].people += 1 } else { lists[list].duplicateRows += 1 }
            if list == 1 {
                let isMatched = outcome.isMatched(right: root)
                if isMatched { lists[1].rowsMatched += 1 } else { lists[1].rowsUnmatched += 1 }
                if root == record {
                    if isMatched { lists[1].peopleMatched += 1 } else { lists[1].peopleUnmatched += 1 }
                }
                continue
            }
            switch outcome.standing(of: record) {
            case .registered:
                lists[0].rowsMatched += 1
                if root == record { lists[0].peopleMatched += 1 }
            case .possible:
                lists[0].rowsPossible += 1
                if root == record {
                    lists[0].peopleUnmatched += 1
                    summary.leftOutWithPossible += 1
                }
            case .leftOut:
                lists[0].rowsUnmatched += 1
                if root == record { lists[0].peopleUnmatched += 1 }
            }
        }
        summary.left = lists[0]
        if lists.count > 1 { summary.right = lists[1] }
        summary.matches = people.matches.count
        summary.possiblePairs = people.possibles.count
        summary.leftOut = lists[0].peopleUnmatched
        summary.comparedPairs = compared
        summary.blocking = sizes.map {
            Summary.Rule(
                on: $0.rule, pairs: $0.pairs, refinedHubs: $0.refinedHubs, wholeHubs: $0.wholeHubs,
                largestBlock: $0.largestBlock, alike: $0.alike)
        }
        return summary
    }

    private func notes(
        _ loader: ListLoader, _ loaded: LoadedLists, _ model: Model, _ summary: Summary
    ) -> [LinkNote] {
        var notes: [LinkNote] = []
        if request.settings == nil, !loaded.settings.comparisons.contains(where: { $0.column == "name" }) {
            notes.append(LinkNote(kind: .noNames))
        }
        for (column, records) in loaded.table.sharedNumbers {
            let headings = Set(loaded.lists.flatMap { $0.map.columns[column] ?? [] }).sorted()
            notes.append(LinkNote(kind: .sharedNumbers, subject: headings.joined(separator: ", "), count: records))
        }
        for (list, map) in zip(loaded.lists, loader.maps) {
            guard list.idColumn == nil, let id = map.id else { continue }
            notes.append(LinkNote(kind: .serialRepeats, file: list.file.name, subject: id))
        }
        let hasAges = loader.maps.contains { ($0.columns["birth"] ?? []).contains { $0.lowercased().contains("age") } }
        if hasAges, request.leftAsOf == nil, request.rightAsOf == nil {
            notes.append(LinkNote(kind: .agesWithoutDay, subject: ListLoader.assumedDay))
        }
        if model.calibration.same < Calibration.enoughPairs { notes.append(LinkNote(kind: .fewNumbers)) }
        if model.sampledPairs < 2_000 { notes.append(LinkNote(kind: .fewPairs, count: model.sampledPairs)) }
        for list in [summary.left] + (summary.right.map { [$0] } ?? []) where list.unusable * 10 > list.rows {
            notes.append(LinkNote(kind: .unusable, file: list.file, count: list.unusable))
        }
        for file in loader.files where !file.skippedSheets.isEmpty {
            let sheets = file.skippedSheets.joined(separator: ", ")
            notes.append(LinkNote(kind: .sheetsSkipped, file: file.name, subject: sheets))
        }
        for file in loader.files where !file.skippedColumns.isEmpty {
            let columns = file.skippedColumns.joined(separator: ", ")
            notes.append(LinkNote(kind: .columnsSkipped, file: file.name, subject: columns))
        }
        return notes
    }

    private func refuseAbsurd(_ summary: Summary, _ share: Double) throws {
        for list in [summary.left] + (summary.right.map { [$0] } ?? []) where list.used >= 200 {
            if Double(list.duplicateRows) > share * Double(list.used) {
                throw LinkProblem(
                    "\(list.file): \(list.duplicateRows) of \(list.used) rows came out as duplicates of others, which can't be. "
                        + "Check the columns that were guessed, and name the right ones in a settings file; if it is so, raise “absurd” under “thresholds”."
                )
            }
        }
    }
}

/// A run that was stopped because its result can't be right.
package struct LinkProblem: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
