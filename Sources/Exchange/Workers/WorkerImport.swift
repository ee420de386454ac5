import Foundation
import Linkage
package import Registry
import Tabular

/// Brings a registered base into the register from a list: read → errors by row → repetitions → commit, in
/// chunks; then all new ones are compared with the whole register.
///
/// It can be stopped at any moment, by force too, and repeated: a row has the same id whenever it is read, whoever is in the
/// register stays, and what was not yet filed or compared is done by the next run.
package struct WorkerImport {
    package struct Request: Sendable {
        package var file: String
        /// Under which name the rows' ids are made; another name makes other workers of the same rows.
        package var source: String
        package var scheme = "wb_migrant"
        /// Where rows without a place belong.
        package var place: PlaceID?
        /// `yyyy-mm-dd`: the day that ages were asked on.
        package var asOf: String
        /// Folder for errors.csv and duplicates.csv.
        package var reports: String?
        package var isDryRun = false
        /// Whether each row is compared with the whole register, or only by its numbers.
        package var comparesNames = true

        package init(file: String, source: String, asOf: String) {
            (self.file, self.source, self.asOf) = (file, source, asOf)
        }
    }

    package struct Report: Sendable, Codable, Equatable {
        package var rows = 0
        package var imported = 0
        /// In the register from an earlier run.
        package var already = 0
        /// Not taken: the row can't be used, or its number belongs to somebody else.
        package var refused = 0
        /// Not taken: the same person for certain is in the register or earlier in the list.
        package var repeated = 0
        /// Taken, and to be looked at beside somebody else.
        package var possible = 0
        package var rejectedValues = 0
        /// Sheets of a workbook that were not read: hidden, or with other headings than the first.
        package var skippedSheets: [String] = []
        /// All, and of them those that the keys took to be filed and the workers to be compared.
        package var seconds = 0.0
        package var filing = 0.0
        package var comparing = 0.0
        package var rowsPerSecond: Int { seconds > 0 ? Int(Double(rows) / seconds) : 0 }
    }

    private struct Prepared: Sendable {
        var line: Int
        var id: String
        /// Nil for a row that can't be used, and for one that is in the register.
        var entry: WorkerEntry?
        var isKnown = false
        var problems: [RowProblem] = []
    }

    private static let chunk = 4_000
    /// Lists of more bytes have their keys filed at the end.
    private static let large = 1_000_000
    private let registry: Registry
    private let request: Request

    package init(_ request: Request, into registry: Registry) { (self.request, self.registry) = (request, registry) }

    /// - Throws: `TableProblem` when the file can't be read or has no column of names.
    package func run(progress: (JobProgress) -> Void) async throws -> Report {
        let began = ContinuousClock.now
        // What an earlier run left unfiled when it was stopped.
        try await registry.fileKeys()
        let list = try ListFile(path: request.file, temporaryFolder: NSTemporaryDirectory())
        let size = max(1, list.csv.size)
        let states = (1...99).map { PlaceID(.state, $0) }.filter { registry.places[$0] != nil }
        let places = PlaceReader(registry.places, in: states, fallback: request.place)
        let reports = try ImportReports(request.reports, list)
        var state = State()
        state.report.skippedSheets = list.skippedSheets
        let chunks = RowChunks(list, size: Self.chunk)
        defer { chunks.stop() }
        let reader = WorkerRows(header: chunks.header, places: places, asOf: request.asOf)
        guard reader.hasName else {
            throw TableProblem(
                file: request.file, line: 1, reason: "there is no column of names",
                advice: "The columns are: " + chunks.header.map { "“\($0)”" }.joined(separator: ", "))
        }
        // How much of the work it is to enter the workers, by experience.
        let share = request.isDryRun ? 1 : request.comparesNames ? 0.2 : 0.8
        var next = try await prepare(chunks, reader)
        while let current = next {
            // The next chunk is prepared while this one is written.
            async let following = prepare(chunks, reader)
            try await commit(current.rows, isLarge: size > Self.large, &state, reports)
            next = try await following
            state.report.rows += current.rows.count
            let done = min(0.99, Double(current.bytes) / Double(size))
            progress(
                JobProgress(phase: request.isDryRun ? "reading" : "entering workers", done: done, whole: done * share))
        }
        let entered = ContinuousClock.now
        if !request.isDryRun {
            try await registry.fileKeys {
                progress(JobProgress(phase: "filing keys", done: $0, whole: share + $0 * min(0.2, 1 - share)))
            }
        }
        let filed = ContinuousClock.now
        state.report.filing = entered.seconds(to: filed)
        if request.comparesNames, !request.isDryRun {
            try await compare(&state, reports) {
                progress(JobProgress(phase: "comparing names", done: $0, whole: share + (1 - share) * $0))
            }
            state.report.comparing = filed.seconds(to: .now)
        }
        try reports.close()
        state.report.seconds = began.seconds(to: .now)
        return state.report
    }

    /// What a run knows of the rows behind it, in a few bytes a row.
    private struct State {
        var report = Report()
        /// The line of the row that bore a number of one person first.
        var lines: [WorkerKey: Int32] = [:]
        /// For each batch the lines of its workers, in the order of their serials.
        var batches: [(first: Int64, lines: [Int32])] = []

        func line(of serial: Int64) -> Int? {
            guard let batch = batches.last(where: { $0.first <= serial }) else { return nil }
            let place = Int(serial - batch.first)
            return place < batch.lines.count ? Int(batch.lines[place]) : nil
        }
    }

    private func prepare(_ chunks: RowChunks, _ reader: WorkerRows) async throws -> (rows: [Prepared], bytes: Int)? {
        guard let chunk = try chunks.next() else { return nil }
        let rows = chunk.rows, source = request.source, registry = registry
        let ids = rows.map { RecordID(ofRow: reader.id(of: $0.fields), source: source, in: registry) }
        let known = try await registry.read(as: .program("import")) { try WorkerEntry.registered(ids, in: $0) }
        let stretches = Parallel.ranges(of: rows.count, size: 250)
        let parts = Parallel.map(stretches.count, threads: ProcessInfo.processInfo.activeProcessorCount) { item, _ in
            Result {
                try stretches[item].map {
                    known.contains(ids[$0])
                        ? Prepared(line: rows[$0].line, id: "", isKnown: true) : try prepare(rows[$0], ids[$0], reader)
                }
            }
        }
        return (try parts.flatMap { try $0.get() }, chunk.bytes)
    }

    private func prepare(_ row: RowChunks.Row, _ id: RecordID, _ reader: WorkerRows) throws -> Prepared {
        let read = reader.read(row.fields, line: row.line)
        let entry =
            try read.isUsable
            ? WorkerEntry(
                read.person, id: id, number: read.number, scheme: request.scheme, at: read.location, in: registry)
            : nil
        return Prepared(line: row.line, id: read.id, entry: entry, problems: read.problems)
    }

    private func commit(
        _ rows: [Prepared], isLarge: Bool, _ state: inout State, _ reports: ImportReports
    ) async throws {
        let entries = rows.compactMap(\.entry)
        let known = try await registry.read(as: .program("import")) { try WorkerEntry.known(entries, in: $0) }
        var taken: [Prepared] = [], numbers: Set<String> = [], lines: [RecordID: Int] = [:]
        for row in rows {
            var problems = row.problems
            if row.isKnown {
                state.report.already += 1
            } else if let entry = row.entry, let number = entry.number, !known.ids.contains(entry.id),
                known.byNumber[number].map({ $0 != entry.id }) ?? !numbers.insert(number).inserted
            {
                problems.append(
                    RowProblem(line: row.line, column: "", reason: "its registration number belongs to another worker"))
                state.report.refused += 1
            } else if let entry = row.entry, let line = lines[entry.id] {
                let reason = "it is the row of \(reports.words(ofLine: line)) again, or bears its id"
                problems.append(RowProblem(line: row.line, column: "", reason: reason))
                state.report.refused += 1
            } else if let entry = row.entry {
                let before = taken.count
                try sort(row, entry, known.ids, known.byKey, &taken, &state, reports)
                if taken.count > before { lines[entry.id] = row.line }
            } else {
                state.report.refused += 1
            }
            state.report.rejectedValues += problems.count { !$0.column.isEmpty }
            for problem in problems { try reports.write(problem) }
        }
        guard !request.isDryRun, !taken.isEmpty else {
            state.report.imported += taken.count
            return
        }
        let (new, source) = (taken.compactMap(\.entry), request.source)
        let batch = try await registry.write(as: .program("import")) {
            try WorkerEntry.enter(new, source: source, spooled: isLarge, in: $0)
        }
        guard let batch else { return }
        state.report.imported += batch.count
        if batch.count == taken.count { state.batches.append((batch.first, taken.map { Int32($0.line) })) }
    }

    /// Whether a row is new, in the register already, or the same person again by a number that only one person has.
    private func sort(
        _ row: Prepared, _ entry: WorkerEntry, _ ids: Set<RecordID>, _ byKey: [WorkerKey: RecordID],
        _ taken: inout [Prepared], _ state: inout State, _ reports: ImportReports
    ) throws {
        if ids.contains(entry.id) {
            state.report.already += 1
            return
        }
        for key in entry.unique {
            let earlier = state.lines[key].map { reports.words(ofLine: Int($0)) } ?? byKey[key].map { "\($0)" }
            guard let earlier else { continue }
            if key.kind == .aadhaar {
                state.report.repeated += 1
                return try reports.write(row.line, row.id, earlier, "certain", "\(key.kind)")
            }
            // The comparison of names weighs the others.
            guard !request.comparesNames || request.isDryRun else { continue }
            state.report.possible += 1
            try reports.write(row.line, row.id, earlier, "possible", "\(key.kind)")
        }
        for key in entry.unique { state.lines[key] = Int32(row.line) }
        taken.append(row)
    }

    /// The duplicate check of every other channel, once all rows can be found, so that they meet each other too.
    private func compare(
        _ state: inout State, _ reports: ImportReports, progress: (Double) -> Void
    ) async throws {
        let registry = registry, source = request.source
        let batches = try await registry.read(as: .program("import")) {
            try WorkerBatch.toCompare(source: source, in: $0)
        }
        for (done, batch) in batches.enumerated() {
            let stretches = stride(from: batch.first, through: batch.last, by: 250).map {
                $0...min($0 + 249, batch.last)
            }
            let found = try await withThrowingTaskGroup(of: [(Int64, Worker, DuplicateFinding)].self) { group in
                for stretch in stretches {
                    group.addTask {
                        try await registry.read(as: .program("import")) { try batch.compare(stretch, in: $0) }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }.sorted { $0.0 < $1.0 }
            }
            for (serial, worker, finding) in found {
                state.report.possible += 1
                let line = state.line(of: serial)
                for candidate in finding.candidates {
                    try reports.write(
                        line, worker.number, "\(candidate.worker)", candidate.isCertain ? "certain" : "possible",
                        "\((candidate.weight * 10).rounded() / 10)")
                }
            }
            let pairs = found.flatMap { _, worker, finding in finding.candidates.map { (worker, $0) } }
            try await registry.write(as: .program("import")) { try batch.finish(pairs, in: $0) }
            progress(Double(done + 1) / Double(batches.count))
        }
    }
}

extension ContinuousClock.Instant {
    fileprivate func seconds(to end: ContinuousClock.Instant) -> Double { duration(to: end) / .seconds(1) }
}
