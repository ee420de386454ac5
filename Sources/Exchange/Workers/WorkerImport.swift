import Foundation
import Linkage
package import Registry
import Tabular

/// Brings a registered base into the register from a list: read → errors by row → repetitions → commit, in chunks.
///
/// It can be stopped and repeated: a row has the same id whenever it is read, and whoever is in the register stays.
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
        package var seconds = 0.0
        package var rowsPerSecond: Int { seconds > 0 ? Int(Double(rows) / seconds) : 0 }
    }

    private struct Row: Sendable {
        var line: Int
        var fields: [String]
    }
    private struct Prepared: Sendable {
        var line: Int
        var id: String
        var person: Person
        var entry: WorkerEntry?
        var problems: [RowProblem]
    }

    private static let chunk = 4_000
    private let registry: Registry
    private let request: Request

    package init(_ request: Request, into registry: Registry) { (self.request, self.registry) = (request, registry) }

    /// - Throws: `TableProblem` when the file can't be read or has no column of names.
    package func run(progress: (JobProgress) -> Void) async throws -> Report {
        let clock = ContinuousClock(), began = clock.now
        let file = TableFile(request.file)
        let states = (1...99).map { PlaceID(.state, $0) }.filter { registry.places[$0] != nil }
        let places = PlaceReader(registry.places, in: states, fallback: request.place)
        let reports = try ImportReports(request.reports, file: request.file)
        var report = Report(), first: [WorkerKey: String] = [:]
        let (header, chunks) = try chunks(of: file)
        let reader = WorkerRows(header: header, places: places, asOf: request.asOf)
        guard reader.hasName else {
            throw TableProblem(
                file: request.file, line: 1, reason: "there is no column of names",
                advice: "The columns are: " + header.map { "“\($0)”" }.joined(separator: ", "))
        }
        let total = chunks.reduce(0) { $0 + $1.count }
        var next = try prepare(chunks.first ?? [], reader)
        for place in chunks.indices {
            let current = next
            // The next chunk is prepared while this one is written.
            async let following = place + 1 < chunks.count ? prepare(chunks[place + 1], reader) : []
            try await commit(current, &report, &first, reports)
            next = try await following
            report.rows += current.count
            let done = Double(report.rows) / Double(max(1, total))
            progress(JobProgress(phase: request.isDryRun ? "reading" : "importing", done: done))
        }
        try reports.close()
        let elapsed = began.duration(to: clock.now)
        report.seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        return report
    }

    private func chunks(of file: TableFile) throws -> (header: [String], chunks: [[Row]]) {
        var header: [String] = [], chunks: [[Row]] = []
        try file.forEachRow(sheet: nil) { row in
            if header.isEmpty {
                header = row.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                return true
            }
            if (chunks.last?.count ?? Self.chunk) == Self.chunk { chunks.append([]) }
            chunks[chunks.count - 1].append(Row(line: row.line, fields: row.strings))
            return true
        }
        return (header, chunks)
    }

    private func prepare(_ rows: [Row], _ reader: WorkerRows) throws -> [Prepared] {
        let stretches = Parallel.ranges(of: rows.count, size: 250)
        let parts = Parallel.map(stretches.count, threads: ProcessInfo.processInfo.activeProcessorCount) { item, _ in
            Result { try rows[stretches[item]].map { try prepare($0, reader) } }
        }
        return try parts.flatMap { try $0.get() }
    }

    private func prepare(_ row: Row, _ reader: WorkerRows) throws -> Prepared {
        let read = reader.read(row.fields, line: row.line)
        let entry =
            try read.isUsable
            ? WorkerEntry(
                read.person, id: RecordID(ofRow: read.id, source: request.source, in: registry), number: read.number,
                scheme: request.scheme, at: read.location, in: registry) : nil
        return Prepared(line: row.line, id: read.id, person: read.person, entry: entry, problems: read.problems)
    }

    private func commit(
        _ rows: [Prepared], _ report: inout Report, _ first: inout [WorkerKey: String], _ reports: ImportReports
    ) async throws {
        let entries = rows.compactMap(\.entry)
        let known = try await registry.read(as: .program("import")) { try WorkerEntry.known(entries, in: $0) }
        var taken: [Prepared] = [], numbers: Set<String> = []
        for row in rows {
            var problems = row.problems
            if let entry = row.entry, let number = entry.number, !known.ids.contains(entry.id),
                known.byNumber[number].map({ $0 != entry.id }) ?? !numbers.insert(number).inserted
            {
                problems.append(
                    RowProblem(line: row.line, column: "", reason: "its registration number belongs to another worker"))
                report.refused += 1
            } else if let entry = row.entry {
                try sort(row, entry, known.ids, known.byKey, &taken, &first, &report, reports)
            } else {
                report.refused += 1
            }
            report.rejectedValues += problems.count { !$0.column.isEmpty }
            for problem in problems { try reports.write(problem) }
        }
        guard !request.isDryRun, !taken.isEmpty else {
            report.imported += taken.count
            return
        }
        let (new, source) = (taken.compactMap(\.entry), request.source)
        let entered = try await registry.write(as: .program("import")) {
            try WorkerEntry.enter(new, source: source, in: $0)
        }
        report.imported += entered.count
        if request.comparesNames { try await compare(taken, &report, reports) }
    }

    /// Whether a row is new, in the register already, or the same person again by a number that only one person has.
    private func sort(
        _ row: Prepared, _ entry: WorkerEntry, _ ids: Set<RecordID>, _ byKey: [WorkerKey: RecordID],
        _ taken: inout [Prepared], _ first: inout [WorkerKey: String], _ report: inout Report, _ reports: ImportReports
    ) throws {
        if ids.contains(entry.id) {
            report.already += 1
            return
        }
        for key in entry.unique {
            let earlier = first[key] ?? byKey[key].map { "\($0)" }
            guard let earlier else { continue }
            if key.kind == .aadhaar {
                report.repeated += 1
                return try reports.write(row.line, row.id, earlier, "certain", "\(key.kind)")
            }
            // The comparison of names weighs the others.
            guard !request.comparesNames || request.isDryRun else { continue }
            report.possible += 1
            try reports.write(row.line, row.id, earlier, "possible", "\(key.kind)")
        }
        for key in entry.unique { first[key] = row.id }
        taken.append(row)
    }

    /// The duplicate check of every other channel, after the chunk is in the register so that its rows meet each other too.
    private func compare(_ taken: [Prepared], _ report: inout Report, _ reports: ImportReports) async throws {
        let registry = registry
        let findings = try await withThrowingTaskGroup(of: [(Int, DuplicateFinding)].self) { group in
            let stretches = Parallel.ranges(of: taken.count, size: 200)
            for stretch in stretches {
                group.addTask {
                    try await registry.read(as: .program("import")) { scope in
                        try stretch.compactMap { place in
                            guard let entry = taken[place].entry else { return nil }
                            let finding = try DuplicateCheck.check(
                                taken[place].person, at: entry.location, excluding: entry.id, in: scope)
                            return finding.candidates.isEmpty ? nil : (place, finding)
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        for (place, finding) in findings.sorted(by: { $0.0 < $1.0 }) {
            report.possible += 1
            for candidate in finding.candidates {
                let weight = "\((candidate.weight * 10).rounded() / 10)"
                try reports.write(
                    taken[place].line, taken[place].id, "\(candidate.worker)",
                    candidate.isCertain ? "certain" : "possible", weight)
            }
        }
        let pairs = findings.flatMap { place, finding in
            finding.candidates.compactMap { candidate in
                taken[place].entry.map { (taken[place].person, $0.id, $0.location, candidate) }
            }
        }
        guard !pairs.isEmpty else { return }
        try await registry.write(as: .program("import")) { scope in
            for (person, id, location, candidate) in pairs {
                try ReviewPair.queue(person, id, beside: candidate, at: location, in: scope)
            }
        }
    }
}

/// errors.csv (file, line, column, reason) and duplicates.csv (line, id, other, verdict, by).
private final class ImportReports {
    private let errors: CSVWriter?
    private let duplicates: CSVWriter?
    private let staging: Staging?
    private let file: String

    init(_ folder: String?, file: String) throws {
        self.file = (file as NSString).lastPathComponent
        staging = try folder.map { try Staging(target: $0) }
        errors = try staging.map { try CSVWriter(path: $0.path("errors.csv")) }
        duplicates = try staging.map { try CSVWriter(path: $0.path("duplicates.csv")) }
        try errors.map { try Self.write(["file", "line", "column", "reason"], $0) }
        try duplicates.map { try Self.write(["line", "id", "other", "verdict", "by"], $0) }
    }

    func write(_ problem: RowProblem) throws {
        try errors.map { try Self.write([file, "\(problem.line)", problem.column, problem.reason], $0) }
    }

    func write(_ line: Int, _ id: String, _ other: String, _ verdict: String, _ by: String) throws {
        try duplicates.map { try Self.write(["\(line)", id, other, verdict, by], $0) }
    }

    func close() throws {
        try errors?.close()
        try duplicates?.close()
        try staging?.finish()
    }

    private static func write(_ fields: [String], _ writer: CSVWriter) throws {
        for field in fields { Array(field.utf8).withUnsafeBufferPointer { writer.field($0) } }
        try writer.endRecord()
    }
}
