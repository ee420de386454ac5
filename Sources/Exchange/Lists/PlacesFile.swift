import Foundation
import Linkage
import Tabular

/// A register of places as a table: columns code, level, parent, name and aliases (parted by `|`), other columns of
/// names (bengali, hindi, local_name …) counting as aliases. CSV, XLSX, or tab-separated with `#` remarks.
enum PlacesFile {
    static func read(_ path: String) throws -> Gazetteer {
        let file = try ListFile(
            path: try withoutRemarks(path), temporaryFolder: NSTemporaryDirectory(), hasTitles: false)
        func index(_ names: [String]) -> Int? { file.header.firstIndex { names.contains($0.lowercased()) } }
        guard let code = index(["code", "lgd_code"]), let level = index(["level"]), let name = index(["name"]) else {
            throw TableProblem(
                file: path, line: 1, reason: "a places file needs the columns code, level and name",
                advice: "Level is district, block, ulb, gp, ward or village; parent holds the code of the place above")
        }
        let parent = index(["parent", "parent_code"])
        let others = file.header.indices.filter { ![code, level, name, parent].contains($0) }
        var entries: [Gazetteer.Entry] = []
        var isHeader = true
        try file.csv.forEachRow { row in
            if isHeader {
                isHeader = false
                return true
            }
            let aliases = others.flatMap { row[$0].split(separator: "|") }.map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            entries.append(
                Gazetteer.Entry(
                    code: row[code], level: row[level].lowercased(),
                    parent: parent.map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 },
                    name: row[name], aliases: aliases.filter { !$0.isEmpty }))
            return true
        }
        return Gazetteer(entries)
    }

    /// A path to the same table without its `#` lines: the file itself, or a copy among the temporary files.
    private static func withoutRemarks(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), data.first == 0x23 else { return path }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        let copy = NSTemporaryDirectory() + "/shramik-places-" + UUID().uuidString
        try lines.joined(separator: "\n").write(toFile: copy, atomically: true, encoding: .utf8)
        return copy
    }
}
