import Foundation
package import Registry
import Tabular

/// A list of the people who work here, CSV or XLSX, with these headings in any order.
///
/// `sign_in, name, mobile, email, role, place, from, until`; only the first two, role and place have to be there.
package enum UserSheet {
    private typealias Field = WritableKeyPath<UserImport.Line, String>

    private static var columns: [String: Field] {
        [
            "sign_in": \.signIn, "name": \.name, "mobile": \.mobile, "email": \.email, "role": \.role, "place": \.place,
            "from": \.from, "until": \.until,
        ]
    }
    private static let needed = ["sign_in", "name", "role", "place"]
    /// More people than any state has offices: a longer file is the wrong one.
    private static let most = 100_000

    /// Throws `TableProblem` when the file can't be read or a heading is missing; blank rows are passed over.
    package static func read(_ path: String) throws -> [UserImport.Line] {
        var lines: [UserImport.Line] = []
        var fields: [(Int, Field)]?
        try TableFile(path).forEachRow(sheet: nil) { row in
            guard let known = fields else {
                fields = try headings(row, of: path)
                return true
            }
            var line = UserImport.Line(number: row.line)
            for (field, column) in known {
                line[keyPath: column] = row[field].precomposedStringWithCanonicalMapping
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            if known.contains(where: { !line[keyPath: $0.1].isEmpty }) { lines.append(line) }
            guard lines.count <= most else {
                throw TableProblem(file: path, line: row.line, reason: "has over \(most) rows")
            }
            return true
        }
        guard !lines.isEmpty else { throw TableProblem(file: path, reason: "has no rows below its headings") }
        return lines
    }

    /// The same for a file that was uploaded: it is written to a private temporary file, which is removed again.
    package static func read(_ bytes: [UInt8]) throws -> [UserImport.Line] {
        let file = FileManager.default.temporaryDirectory.appending(path: "shramik-\(UUID().uuidString)").path()
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw TableProblem(file: "upload", reason: "can't be kept for reading") }
        defer { try? FileManager.default.removeItem(atPath: file) }
        do { return try read(file) } catch var problem as TableProblem {
            problem.file = "upload"
            throw problem
        }
    }

    private static func headings(_ row: Row, of path: String) throws -> [(
        Int, WritableKeyPath<UserImport.Line, String>
    )] {
        let names = row.strings.map {
            $0.lowercased().trimmingCharacters(in: .whitespaces).replacing(/[\s-]+/, with: "_")
        }
        for name in needed where !names.contains(name) {
            throw TableProblem(
                file: path, line: row.line, reason: "there is no column “\(name)”",
                advice: "The headings are sign_in, name, mobile, email, role, place, from, until")
        }
        return names.enumerated().compactMap { field, name in columns[name].map { (field, $0) } }
    }
}
