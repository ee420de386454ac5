import Foundation
import Registry
import Tabular

extension ListWork {
    /// Enough to see what a column holds; the page shows the first few.
    private static let sampled = 40
    /// What a heading or a sample shows of a longer text.
    private static let shown = 200
    private static let mostColumns = 500

    /// Reads a list for the first time: headings, first rows, how many there are; or why it is no list.
    func check(_ list: UploadedList) async throws -> Ending {
        let workspace = try folder.workspace(registry.environment.newID())
        defer { workspace.remove() }
        let path = workspace.path + "/list"
        return try await ListWork.onThread { [folder] in
            try folder.open(list, to: path)
            do {
                let (head, rows) = try ListWork.read(path, in: workspace.path)
                return Ending { try UploadedList.find(list.id, in: $0).checked(head, rows: rows, problem: nil, in: $0) }
            } catch var problem as TableProblem {
                problem.file = list.name
                let head = UploadedList.Head(headings: [], samples: [], problem: problem.description)
                return Ending { scope in
                    try UploadedList.find(list.id, in: scope).checked(head, rows: 0, problem: "notTable", in: scope)
                }
            }
        }
    }

    private static func read(_ path: String, in folder: String) throws -> (UploadedList.Head, rows: Int) {
        if let file = FileHandle(forReadingAtPath: path), !TableFile.isWorkbook(path),
            let start = try file.read(upToCount: 1 << 16), start.contains(0), ![0xFE, 0xFF].contains(start.first)
        {
            throw TableProblem(file: path, reason: "is no text", advice: "Send a CSV file or an Excel workbook")
        }
        let file = try ListFile(path: path, temporaryFolder: folder)
        guard (2...mostColumns).contains(file.header.count) else {
            throw TableProblem(
                file: path, reason: "has \(file.header.count) columns",
                advice: "The first row must hold the headings, the others one worker each")
        }
        var rows = -1
        var samples: [[String]] = []
        try file.csv.forEachRow { row in
            rows += 1
            if rows > 0, samples.count < sampled {
                samples.append(file.header.indices.map { $0 < row.count ? String(row[$0].prefix(shown)) : "" })
            }
            return true
        }
        guard rows > 0 else {
            throw TableProblem(
                file: path, reason: "has headings but no rows",
                advice: "Check that the right sheet or file was given")
        }
        return (.init(headings: file.header, samples: samples), rows)
    }
}
