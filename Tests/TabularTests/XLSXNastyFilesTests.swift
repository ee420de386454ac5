import Foundation
import Testing

@testable import Tabular

/// The collection of odd files that came from other readers' tests; it is not part of the package.
private enum NastyFiles {
    /// `SHRAMIK_DATA`, or `shared/data` beside a folder above this file.
    static let folder: URL? = {
        let manager = FileManager.default
        if let set = ProcessInfo.processInfo.environment["SHRAMIK_DATA"] {
            return URL(filePath: set).appending(path: "nasty")
        }
        var folder = URL(filePath: #filePath)
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            let nasty = folder.appending(path: "shared/data/nasty")
            if manager.fileExists(atPath: nasty.path) { return nasty }
        }
        return nil
    }()

    static func named(_ endings: Set<String>) -> [String] {
        guard let folder, let all = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        return all.compactMap { $0 as? String }.filter { endings.contains(URL(filePath: $0).pathExtension) }.sorted()
    }

    static func path(_ name: String) -> String { folder?.appending(path: name).path ?? name }
}

@Suite("The files of other readers' tests", .timeLimit(.minutes(3)))
struct XLSXNastyFilesTests {
    @Test(
        "Every workbook is read, but for one that is locked and one that is damaged",
        .enabled(if: NastyFiles.folder != nil, "no folder shared/data/nasty; set SHRAMIK_DATA"))
    func workbooks() throws {
        var refused: Set<String> = []
        let clock = ContinuousClock()
        for name in NastyFiles.named(["xlsx", "xlsm"]) {
            let time = try clock.measure {
                do {
                    let reader = try XLSXReader(path: NastyFiles.path(name))
                    for sheet in reader.sheets.indices { try reader.forEachRow(ofSheet: sheet) { _ in true } }
                } catch is TableProblem {
                    refused.insert(URL(filePath: name).lastPathComponent)
                }
            }
            #expect(time < .seconds(10), "\(name)")
        }
        #expect(refused == ["pass_protected.xlsx", "issue252.xlsx"])
    }

    @Test(
        "Files of other kinds are refused by their names",
        .enabled(if: NastyFiles.folder != nil, "no folder shared/data/nasty; set SHRAMIK_DATA"),
        arguments: [("ods", ["OpenDocument"]), ("xlsb", ["xlsb", "password"]), ("xls", [".xls", "not an Excel"])])
    func otherKinds(ending: String, reasons: [String]) throws {
        for name in NastyFiles.named([ending]) {
            let problem = #expect(throws: TableProblem.self) { try XLSXReader(path: NastyFiles.path(name)) }
            #expect(reasons.contains { problem?.reason.contains($0) == true }, "\(name)")
        }
    }

    @Test(
        "Single rows come out as the programs show them",
        .enabled(if: NastyFiles.folder != nil, "no folder shared/data/nasty; set SHRAMIK_DATA"),
        arguments: [
            ("date.xlsx", 0, ["1", "2021-01-01", "15"]), ("date_1904.xlsx", 0, ["1", "2021-01-01", "15"]),
            ("date.xlsx", 2, ["3", "255:10:10", "17"]), ("errors.xlsx", 0, ["1", "#DIV/0!"]),
            ("has_x000D_.xlsx", 0, ["1", "ABC\r\nDEF"]), ("inlineStr_cdata.xlsx", 0, []),
        ])
    func rows(file: String, row: Int, expected: [String]) throws {
        let name = "calamine/tests/\(file)"
        let rows = try allRows(NastyFiles.path(name))
        if !expected.isEmpty { #expect(rows[row] == expected) }
    }
}
