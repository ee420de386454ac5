import Tabular

/// errors.csv (file, sheet, line, column, reason) and duplicates.csv (sheet, line, id, other, verdict, by).
final class ImportReports {
    private let errors: CSVWriter?
    private let duplicates: CSVWriter?
    private let staging: Staging?
    private let list: ListFile

    init(_ folder: String?, _ list: ListFile) throws {
        self.list = list
        staging = try folder.map { try Staging(target: $0) }
        errors = try staging.map { try CSVWriter(path: $0.path("errors.csv")) }
        duplicates = try staging.map { try CSVWriter(path: $0.path("duplicates.csv")) }
        try errors.map { try $0.record(["file", "sheet", "line", "column", "reason"]) }
        try duplicates.map { try $0.record(["sheet", "line", "id", "other", "verdict", "by"]) }
    }

    func write(_ problem: RowProblem) throws {
        let place = list.origins[problem.line]
        try errors.map {
            try $0.record([list.name, place.sheet ?? "", "\(place.line)", problem.column, problem.reason])
        }
    }

    /// - Parameter line: nil for somebody whom an earlier run entered.
    func write(_ line: Int?, _ id: String, _ other: String, _ verdict: String, _ by: String) throws {
        let place = line.map { list.origins[$0] }
        let shown = [place?.sheet ?? "", place.map { "\($0.line)" } ?? "", id, other, verdict, by]
        try duplicates.map { try $0.record(shown) }
    }

    func words(ofLine line: Int) -> String { list.origins.words(ofLine: line) }

    func close() throws {
        try errors?.close()
        try duplicates?.close()
        try staging?.finish()
    }
}
