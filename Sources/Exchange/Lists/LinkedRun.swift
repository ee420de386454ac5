import Foundation
import Linkage
import Tabular

/// A finished run with its lists read again: any two of its rows can be shown side by side and explained.
final class LinkedRun {
    let loaded: LoadedLists
    private let model: Model
    private let scorer: PairScorer
    private let texts: [RowText]

    /// - Parameter request: where its lists lie now, if not where they lay then.
    /// - Throws: `TableProblem` when the folder holds no finished run or its lists are gone.
    init(_ folder: String, reading request: LinkRequest? = nil) throws {
        let file = try ModelFile.read(folder)
        let temporary = request == nil ? NSTemporaryDirectory() : folder
        loaded = try ListLoader(request ?? file.request, temporaryFolder: temporary).load { _ in }
        model = file.model
        scorer = Linker(loaded.table, loaded.settings, threads: 1).scorer(model)
        texts = [RowText(loaded.lists[0]), RowText(loaded.lists[loaded.lists.count - 1])]
    }

    func explanation(_ a: Int, _ b: Int) -> Explanation { Explanation(scorer.levels(a, b), model) }

    /// What each comparison read of a left and a right row, in their original spelling.
    func fields(_ a: Int, _ b: Int) -> [PairExplanation.Field] {
        let other = loaded.lists.count - 1
        return loaded.settings.comparisons.map { comparison in
            func value(_ list: Int, _ record: Int) -> String {
                let row = texts[list == 0 ? 0 : 1].fields(ofRow: Int(loaded.table.rows[record]))
                return loaded.lists[list].text(comparison.column, row)
            }
            return PairExplanation.Field(column: comparison.column, left: value(0, a), right: value(other, b))
        }
    }

    /// Records of a list by their ids, of those that are wanted.
    func records(_ ids: Set<String>, list: Int) -> [String: Int] {
        let text = texts[list == 0 ? 0 : 1]
        var found: [String: Int] = [:]
        for record in 0..<loaded.table.count where Int(loaded.table.lists[record]) == list {
            let id = text.id(ofRow: Int(loaded.table.rows[record]))
            if ids.contains(id) { found[id] = record }
        }
        return found
    }
}
