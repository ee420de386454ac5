import Foundation
import Linkage
import Tabular

/// How well a run did against the truth.
package struct Evaluation: Codable, Sendable, Equatable {
    /// Of the pairs called a match, the share that is one person; of the true pairs, the share called a match.
    package var precision = 0.0
    package var recall = 0.0
    package var f1 = 0.0
    /// Of the true pairs, the share that some blocking rule brings together.
    package var pairCompleteness = 0.0
    /// Of the left list's people, the share that is rightly called registered or left out.
    /// Nil for one list.
    package var leftOutAccuracy: Double?
    package var truePairs = 0
    package var claimedPairs = 0
    package var rightPairs = 0

    enum CodingKeys: String, CodingKey {
        case precision, recall, f1
        case pairCompleteness = "pair_completeness"
        case leftOutAccuracy = "left_out_accuracy"
        case truePairs = "true_pairs"
        case claimedPairs = "claimed_pairs"
        case rightPairs = "right_pairs"
    }
}

/// Compares a finished run with a truth file.
package struct Evaluator {
    private let folder: String
    private let truth: String

    package init(folder: String, truth: String) { (self.folder, self.truth) = (folder, truth) }

    /// - Throws: `TableProblem` when the run or the truth can't be read.
    package func evaluate() throws -> Evaluation {
        let file = try ModelFile.read(folder)
        let isLink = file.request.right != nil
        let persons = try PersonTruth.read(truth, isLink: isLink)
        var claimed: Set<PersonTruth.Pair> = []
        var registered: Set<String> = []
        if isLink {
            try rows("pairs.csv", ["left_id", "right_id", "decision"]) { cells in
                guard cells[2] == "match" else { return }
                claimed.insert(.init(left: cells[0], right: cells[1]))
                registered.insert(cells[0])
            }
        } else {
            var members: [String: [String]] = [:]
            try rows("duplicates.csv", ["id", "person_id"]) { members[$0[1], default: []].append($0[0]) }
            for group in members.values { for pair in PersonTruth.pairs(within: group) { claimed.insert(pair) } }
        }
        let truePairs = isLink ? persons.across() : persons.within()
        var result = Evaluation()
        result.truePairs = truePairs.count
        result.claimedPairs = claimed.count
        result.rightPairs = claimed.count { truePairs.contains($0) }
        result.precision = Double(result.rightPairs) / Double(max(1, claimed.count))
        result.recall = Double(result.rightPairs) / Double(max(1, truePairs.count))
        result.f1 = 2 * result.precision * result.recall / max(1e-12, result.precision + result.recall)
        result.leftOutAccuracy = isLink ? persons.leftOutAccuracy(registered) : nil
        result.pairCompleteness = try completeness(file, truePairs, isLink: isLink)
        return result
    }

    private func rows(_ name: String, _ wanted: [String], _ body: ([String]) -> Void) throws {
        try TruthTable.forEachRow(folder + "/" + name, wanted, body)
    }

    /// Reads the lists again as the run did, and asks which true pairs meet under a blocking rule.
    private func completeness(_ file: ModelFile, _ truePairs: Set<PersonTruth.Pair>, isLink: Bool) throws -> Double {
        guard !truePairs.isEmpty else { return 0 }
        let loader = try ListLoader(file.request, temporaryFolder: NSTemporaryDirectory())
        let loaded = try loader.load { _ in }
        let index = BlockIndex(loaded.settings.blockingRules, loaded.table, threads: file.request.threads)
        var recordOf: [[String: Int]] = []
        for (number, list) in loaded.lists.enumerated() {
            let text = RowText(list)
            var records: [String: Int] = [:]
            for record in 0..<loaded.table.count where Int(loaded.table.lists[record]) == number {
                records[text.id(ofRow: Int(loaded.table.rows[record]))] = record
            }
            recordOf.append(records)
        }
        var partners: [Int: [Int]] = [:]
        for pair in truePairs {
            guard let a = recordOf[0][pair.left], let b = recordOf[isLink ? 1 : 0][pair.right] else { continue }
            partners[min(a, b), default: []].append(max(a, b))
        }
        let met = index.map(of: RecordSet(loaded.table.count) { partners[$0] != nil }) { pairs, _ in
            (0..<pairs.count).count { partners[pairs[$0].a]?.contains(pairs[$0].b) == true }
        }
        return Double(met.reduce(0, +)) / Double(truePairs.count)
    }
}

/// Who is who: `list,id,person_id` (or `id,person_id` for one list), or the true pairs as `left_id,right_id`.
struct PersonTruth {
    struct Pair: Hashable {
        var left: String
        var right: String
    }
    private var people: [String: (left: [String], right: [String])] = [:]

    static func read(_ path: String, isLink: Bool) throws -> PersonTruth {
        var truth = PersonTruth()
        let header = try TruthTable.header(path)
        if header.contains("left_id") {
            var number = 0
            try TruthTable.forEachRow(path, ["left_id", "right_id"]) { cells in
                truth.people["pair \(number)"] = isLink ? ([cells[0]], [cells[1]]) : (cells, [])
                number += 1
            }
        } else if header.contains("list") {
            try TruthTable.forEachRow(path, ["list", "id", "person_id"]) { cells in
                if cells[0] == "right" {
                    truth.people[cells[2], default: ([], [])].right.append(cells[1])
                } else {
                    truth.people[cells[2], default: ([], [])].left.append(cells[1])
                }
            }
        } else {
            try TruthTable.forEachRow(path, ["id", "person_id"]) {
                truth.people[$0[1], default: ([], [])].left.append($0[0])
            }
        }
        return truth
    }

    func across() -> Set<Pair> {
        var pairs: Set<Pair> = []
        for person in people.values {
            for left in person.left { for right in person.right { pairs.insert(Pair(left: left, right: right)) } }
        }
        return pairs
    }

    func within() -> Set<Pair> {
        var pairs: Set<Pair> = []
        for person in people.values { pairs.formUnion(Self.pairs(within: person.left)) }
        return pairs
    }

    static func pairs(within ids: [String]) -> [Pair] {
        let sorted = ids.sorted()
        return sorted.indices.flatMap { first in sorted[(first + 1)...].map { Pair(left: sorted[first], right: $0) } }
    }

    /// - Parameter registered: left rows that the run calls registered; a person is, if any of the rows is.
    func leftOutAccuracy(_ registered: Set<String>) -> Double {
        var right = 0, all = 0
        for person in people.values where !person.left.isEmpty {
            all += 1
            if person.left.contains(where: registered.contains) == !person.right.isEmpty { right += 1 }
        }
        return Double(right) / Double(max(1, all))
    }
}

/// Small reads of named columns.
enum TruthTable {
    static func header(_ path: String) throws -> [String] {
        try ListFile(path: path, temporaryFolder: NSTemporaryDirectory(), hasTitles: false).header
    }

    /// The apostrophe that keeps a spreadsheet from running a field is no part of it.
    static func asWritten(_ field: String) -> String {
        guard field.first == "'" else { return field }
        let rest = String(field.dropFirst())
        return Array(rest.utf8).withUnsafeBufferPointer { CSVText.isFormula($0) } ? rest : field
    }

    static func forEachRow(_ path: String, _ wanted: [String], _ body: ([String]) -> Void) throws {
        let file = try ListFile(path: path, temporaryFolder: NSTemporaryDirectory(), hasTitles: false)
        let columns = try wanted.map { try file.column($0) }
        var isHeader = true
        try file.csv.forEachRow { row in
            if !isHeader { body(columns.map { asWritten(row[$0]) }) }
            isHeader = false
            return true
        }
    }
}
