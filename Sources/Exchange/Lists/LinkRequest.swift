import Foundation
package import Linkage
import Tabular

/// What a linkage run is asked for; also kept in `model.json`, so that `explain` and `evaluate` can repeat its reading.
package struct LinkRequest: Codable, Sendable, Equatable {
    package var left: String
    /// Nil for the deduplication of one list.
    package var right: String?
    package var settings: String?
    package var leftID: String?
    package var rightID: String?
    /// Days on which ages were asked, yyyy-mm-dd.
    package var leftAsOf: String?
    package var rightAsOf: String?
    package var places: String?
    /// For each list, headings by what they hold, where somebody chose them; `age` stands for ages. Guessed where nil.
    package var columns: [[String: [String]]]?
    /// Codes of municipalities whose rows are counted by the ward that they name.
    package var countedByWard: [String]?
    package var threads: Int

    package init(
        left: String, right: String?, settings: String? = nil, leftID: String? = nil, rightID: String? = nil,
        leftAsOf: String? = nil, rightAsOf: String? = nil, places: String? = nil, threads: Int = 2
    ) {
        (self.left, self.right, self.settings) = (left, right, settings)
        (self.leftID, self.rightID, self.leftAsOf, self.rightAsOf) = (leftID, rightID, leftAsOf, rightAsOf)
        (self.places, self.threads) = (places, max(1, threads))
    }
}

/// How far a run is.
package struct JobProgress: Sendable {
    package var phase: String
    /// Share of the phase, 0…1.
    package var done: Double
    /// Share of the whole run by experience of how long phases take, 0…1.
    package var whole: Double

    package init(phase: String, done: Double, whole: Double? = nil) {
        (self.phase, self.done, self.whole) = (phase, done, whole ?? done)
    }
}

/// The lists of a request, read and assembled into one table.
package final class LoadedLists {
    package let table: RecordTable
    package let lists: [ReadList]
    package let settings: Settings

    init(table: RecordTable, lists: [ReadList], settings: Settings) {
        (self.table, self.lists, self.settings) = (table, lists, settings)
    }

    /// Record of each row of a list, or `UInt32.max` where the row can't be used.
    func recordOfRow(_ list: Int) -> Column<UInt32> {
        let records = Column<UInt32>(repeating: .max, count: lists[list].offsets.count)
        for record in 0..<table.count where Int(table.lists[record]) == list {
            records[Int(table.rows[record])] = UInt32(record)
        }
        return records
    }
}

/// Opens lists and shows what their columns were taken for, then reads them.
package struct ListLoader {
    package let request: LinkRequest
    package let files: [ListFile]
    package let maps: [ColumnMap]
    package let settings: Settings
    private let gazetteer: Gazetteer?
    static let assumedDay = "2020-01-01"

    /// - Throws: `TableProblem` or `SettingsProblem`, each a sentence that says what to do.
    package init(_ request: LinkRequest, temporaryFolder: String) throws {
        self.request = request
        let written = try request.settings.map { try SettingsFile.read($0) } ?? SettingsFile.standard()
        let paths = [request.left] + (request.right.map { [$0] } ?? [])
        files = try paths.map { try ListFile(path: $0, temporaryFolder: temporaryFolder) }
        var maps: [ColumnMap] = []
        for (index, file) in files.enumerated() {
            var map = ColumnMap.guess(file.header).completed(file.header, rows: try file.rows(ColumnMap.looked))
                .overridden(by: written.columns[index])
            let id = index == 0 ? request.leftID : request.rightID
            if let chosen = request.columns?[index] {
                map = ColumnMap(chosen: chosen, id: id)
            } else if let id {
                map.id = id
            }
            if let id = map.id { _ = try file.column(id) }
            // As the file spells them: two columns may be told to be of one heading.
            map.columns = try map.columns.mapValues { try $0.map { file.header[try file.column($0)] } }
            maps.append(map)
        }
        self.maps = maps
        let shared = maps.dropFirst().reduce(Set(maps[0].columns.keys)) { $0.intersection($1.columns.keys) }
        settings = written.settings.limited(to: shared)
        if settings.comparisons.isEmpty {
            let seen = zip(files, maps).map { file, map in
                "\(file.name) has " + file.header.map { "“\($0)”" }.joined(separator: ", ")
            }
            throw SettingsProblem(
                "No column was recognised in every list: \(seen.joined(separator: "; ")). Name them in a settings file under “columns”."
            )
        }
        try settings.validate()
        gazetteer = try request.places.map { try PlacesFile.read($0) }
    }

    /// Lists whose serial numbers begin again, as on each page, are read as lists without ids.
    package func load(progress: @escaping (JobProgress) -> Void) throws -> LoadedLists {
        try load(maps, progress)
    }

    private func load(_ maps: [ColumnMap], _ progress: @escaping (JobProgress) -> Void) throws -> LoadedLists {
        let schema = Schema(settings)
        let reader = ListReader(schema, threads: request.threads)
        var batches: [RecordBatch] = [], lists: [ReadList] = []
        let total = Double(max(1, files.reduce(0) { $0 + $1.csv.size }))
        for (index, file) in files.enumerated() {
            let before = Double(files.prefix(index).reduce(0) { $0 + $1.csv.size })
            let day = index == 0 ? request.leftAsOf : request.rightAsOf
            let read = try reader.read(file, maps[index], list: index, asOf: try asOf(day)) { offset in
                let done = (before + Double(offset)) / total
                progress(JobProgress(phase: "reading", done: done, whole: done * 0.2))
            }
            lists.append(read.list)
            batches += read.batches
        }
        progress(JobProgress(phase: "folding names and places", done: 0, whole: 0.2))
        let table = RecordAssembly(schema, desks: reader.readingDesks, batches: batches, threads: request.threads)
            .table(gazetteer: gazetteer)
        if let (list, problem) = RepeatedIDs.first(table, lists, threads: request.threads) {
            guard let id = maps[list].id, Headings.standard.role(of: id) == "serial" else { throw problem }
            var others = maps
            others[list].id = nil
            return try load(others, progress)
        }
        return LoadedLists(table: table, lists: lists, settings: settings.limited(toWhatParts: table))
    }

    /// Ages without a day take the other list's, or a day that `LinkJob` warns of; training learns what differences remain.
    private func asOf(_ day: String?) throws -> Int32 {
        let text = day ?? request.leftAsOf ?? request.rightAsOf ?? Self.assumedDay
        guard let number = FieldValues.day(text) else {
            throw SettingsProblem("“\(text)” is not a day: write it as yyyy-mm-dd, such as 2020-06-30.")
        }
        return number
    }
}

/// Ids must be unique in their list; hashes find repeats, the text decides.
enum RepeatedIDs {
    static func first(
        _ table: RecordTable, _ lists: [ReadList], threads: Int
    ) -> (list: Int, problem: TableProblem)? {
        let repeated = Parallel.map(lists.count, threads: threads) { list, _ in
            lists[list].idColumn == nil ? nil : table.firstRepeatedIdentity(list: list)
        }
        for (list, found) in repeated.enumerated() {
            guard let (first, second) = found else { continue }
            let text = RowText(lists[list])
            let rows = [Int(table.rows[first]), Int(table.rows[second])].sorted()
            let id = text.id(ofRow: rows[1])
            guard id == text.id(ofRow: rows[0]) else { continue }
            let file = lists[list].file
            let lines = rows.map { file.csv.line(of: Int(lists[list].offsets[$0])) }
            let place = file.origins[lines[1]]
            let problem = TableProblem(
                file: file.path, sheet: place.sheet, line: place.line, column: "“\(lists[list].map.id ?? "")”",
                reason: "the id “\(id)” is repeated; it was used in \(file.origins.words(ofLine: lines[0])) already",
                advice:
                    "Ids must be unique in a list: correct it, or name another column with --left-id, --right-id or --id"
            )
            return (list, problem)
        }
        return nil
    }
}

/// Reads single rows of a list again, for output; one per thread.
final class RowText {
    private let list: ReadList
    private let fields: CSVFields

    init(_ list: ReadList) {
        self.list = list
        fields = CSVFields(list.file.csv)
    }

    /// The row's fields, valid until the next call.
    func fields(ofRow row: Int) -> CSVFields {
        let end = row + 1 < list.offsets.count ? Int(list.offsets[row + 1]) : list.file.csv.size
        fields.parseAgain(Int(list.offsets[row])..<end)
        return fields
    }

    /// The row's id; where it stands, in a list without ids.
    func id(ofRow row: Int) -> String {
        guard let column = list.idColumn else { return lineID(ofRow: row) }
        return String(decoding: fields(ofRow: row).field(0, column).trimmed, as: UTF8.self)
    }

    /// Adds the row's id as a field.
    func appendID(ofRow row: Int, to text: inout CSVText) { appendID(ofRow: row, in: fields(ofRow: row), to: &text) }

    /// - Parameter fields: the row's, found before.
    func appendID(ofRow row: Int, in fields: CSVFields, to text: inout CSVText) {
        guard let column = list.idColumn else { return text.field(lineID(ofRow: row), isID: true) }
        text.field(fields.field(0, column).trimmed, isID: true)
    }

    /// Gives the pages of these rows' text back to the system; they are read again when asked for.
    func release(_ rows: Range<Int>) {
        list.file.csv.release(Int(list.offsets[rows.lowerBound])..<Int(list.offsets[rows.upperBound]))
    }

    func releaseAll() { list.file.csv.release(0..<list.file.csv.size) }

    private func lineID(ofRow row: Int) -> String { list.file.origins.id(ofLine: list.lines?[row] ?? 0) }
}
