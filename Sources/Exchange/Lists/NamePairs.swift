import Foundation
import Linkage
import Tabular

/// Compares a file of name pairs.
package enum NamePairs {
    /// - Parameters:
    ///   - path: CSV or XLSX with columns `a` and `b`.
    ///   - output: gets `a,b,similarity,match` as CSV text, a piece at a time.
    /// - Throws: `TableProblem` when a column is missing or the file can't be read.
    package static func compare(_ path: String, _ output: (String) -> Void) throws {
        let file = try ListFile(path: path, temporaryFolder: NSTemporaryDirectory(), hasTitles: false)
        let a = try file.column("a"), b = try file.column("b")
        output("a,b,similarity,match\n")
        var isHeader = true
        try file.csv.forEachRow { row in
            if !isHeader {
                let verdict = NameComparison.standard.compare(row[a], row[b])
                output(
                    "\(quoted(row[a])),\(quoted(row[b])),\(String(format: "%.3f", verdict.similarity)),\(verdict.isMatch ? "yes" : "no")\n"
                )
            }
            isHeader = false
            return true
        }
    }

    private static func quoted(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) }
            ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }
}
