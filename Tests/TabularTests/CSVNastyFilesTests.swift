import Foundation
import Testing

@testable import Tabular

/// The collection of odd files that came from other readers' tests; it is not part of the package.
private enum NastyTables {
    /// `SHRAMIK_DATA`, or `shared/data` beside a folder above this file.
    static let folder: URL? = {
        let manager = FileManager.default
        if let set = ProcessInfo.processInfo.environment["SHRAMIK_DATA"] {
            let nasty = URL(filePath: set).appending(path: "nasty")
            return manager.fileExists(atPath: nasty.path) ? nasty : nil
        }
        var folder = URL(filePath: #filePath)
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            let nasty = folder.appending(path: "shared/data/nasty")
            if manager.fileExists(atPath: nasty.path) { return nasty }
        }
        return nil
    }()

    static func named(_ ending: String, in part: String = "") -> [URL] {
        guard let folder, let all = FileManager.default.enumerator(atPath: folder.appending(path: part).path) else {
            return []
        }
        return all.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().map {
            folder.appending(path: part).appending(path: $0)
        }
    }
}

@Suite("The CSV files of other readers' tests", .timeLimit(.minutes(3)))
struct CSVNastyFilesTests {
    @Test(
        "Every file is read, or refused in words",
        .enabled(if: NastyTables.folder != nil, "no folder shared/data/nasty; set SHRAMIK_DATA"))
    func allFiles() throws {
        let files = NastyTables.named(".csv")
        #expect(files.count > 150)
        var read = 0, refused = 0
        for file in files {
            do {
                let table = try CSVFile(path: file.path)
                _ = try table.header()
                try table.forEachRow { _ in true }
                read += 1
            } catch let problem as TableProblem {
                #expect(!problem.reason.isEmpty, "\(file.lastPathComponent)")
                refused += 1
            }
        }
        #expect(read > 150)
        #expect(refused < 25)
    }

    @Test(
        "The acid tests of csv-spectrum give the rows that its JSON files hold",
        .enabled(if: NastyTables.folder != nil, "no folder shared/data/nasty; set SHRAMIK_DATA"))
    func spectrum() throws {
        let expectations = NastyTables.named(".json", in: "csv-spectrum/json")
        #expect(expectations.count >= 12)
        for expectation in expectations {
            let name = expectation.deletingPathExtension().lastPathComponent
            let json = try JSONSerialization.jsonObject(with: Data(contentsOf: expectation))
            let expected = try #require(
                json as? [[String: String]] ?? (json as? [String: String]).map { [$0] }, "\(name)")
            let table = expectation.deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "csvs/\(name).csv")
            var rows: [[String]] = []
            try CSVFile(path: table.path).forEachRow { row in
                rows.append(row.strings)
                return true
            }
            let header = try #require(rows.first, "\(name)")
            let found = rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
            // The JSON of this one has another phone number than the CSV: what it is about is the degree sign.
            let differs = expectation.lastPathComponent.hasPrefix("location") ? ["Contact Phone Number"] : []
            #expect(
                found.map { $0.filter { !differs.contains($0.key) } }
                    == expected.map { $0.filter { !differs.contains($0.key) } })
        }
    }
}
