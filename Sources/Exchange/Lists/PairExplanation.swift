import Foundation
package import Linkage
import Tabular

/// One pair of a finished run, told level by level.
package struct PairExplanation: Sendable {
    package struct Field: Sendable, Equatable {
        package var column: String
        package var left: String
        package var right: String
    }
    package var fields: [Field]
    package var explanation: Explanation
    /// Weight and decision in pairs.csv, after the other candidates of both people were weighed; nil when the
    /// pair is not there; after `dedupe`, whether the two rows are one person.
    package var decided: (weight: String, decision: String)?

    /// - Throws: `TableProblem` when the run, its lists or one of the ids can't be found.
    package static func of(_ left: String, _ right: String, in folder: String) throws -> PairExplanation {
        let run = try LinkedRun(folder)
        let lists = run.loaded.lists
        let a = try record(left, 0, run.loaded), b = try record(right, lists.count - 1, run.loaded)
        var decided: (String, String)?
        if lists.count > 1 {
            try TruthTable.forEachRow(folder + "/pairs.csv", ["left_id", "right_id", "match_weight", "decision"]) {
                cells in
                if cells[0] == left, cells[1] == right { decided = (cells[2], cells[3]) }
            }
        } else {
            var persons: [String: String] = [:]
            try TruthTable.forEachRow(folder + "/duplicates.csv", ["id", "person_id", "match_weight"]) { cells in
                if cells[0] == left || cells[0] == right { persons[cells[0]] = cells[1] }
            }
            if let person = persons[left], person == persons[right] {
                decided = (LinkTables.weight(run.explanation(a, b).weight), "same person")
            }
        }
        return PairExplanation(
            fields: run.fields(a, b), explanation: run.explanation(a, b), decided: decided)
    }

    private static func record(_ id: String, _ list: Int, _ loaded: LoadedLists) throws -> Int {
        let text = RowText(loaded.lists[list])
        for record in 0..<loaded.table.count where Int(loaded.table.lists[record]) == list {
            if text.id(ofRow: Int(loaded.table.rows[record])) == id { return record }
        }
        throw TableProblem(
            file: loaded.lists[list].file.path, reason: "has no usable row with the id “\(id)”",
            advice: "Ids are case-sensitive; rejected.csv lists rows that can't be used")
    }
}
