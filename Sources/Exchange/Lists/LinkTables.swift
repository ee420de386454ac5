import Foundation
import Linkage
import Tabular

/// Writes the CSV files of a run.
struct LinkTables {
    let loaded: LoadedLists
    let outcome: Outcome
    let staging: Staging
    let threads: Int
    private var table: RecordTable { loaded.table }
    /// Lines after which the lists' pages are given back to the system.
    private static let stretch = 8192
    private var people: LinkedLists { outcome.people }

    init(_ loaded: LoadedLists, _ outcome: Outcome, _ staging: Staging, threads: Int) {
        (self.loaded, self.outcome, self.staging, self.threads) = (loaded, outcome, staging, threads)
    }

    /// `left_id,right_id,match_weight,decision`: every row of a registered person with every row of the registration,
    /// and for possible pairs the two rows that are most alike; in the order of the left list.
    func writePairs() throws {
        var lines: [PairLine] = []
        for pair in people.matches {
            for left in people.rows(of: pair.left) {
                for right in people.rows(of: pair.right) {
                    lines.append(
                        PairLine(
                            left: table.rows[left], right: table.rows[right], weight: Float(Outcome.weight(pair)),
                            isMatch: true))
                }
            }
        }
        for pair in people.possibles {
            lines.append(
                PairLine(
                    left: table.rows[pair.bestLeft], right: table.rows[pair.bestRight],
                    weight: Float(Outcome.weight(pair)),
                    isMatch: false))
        }
        lines.sort { ($0.left, $0.right) < ($1.left, $1.right) }
        let writer = try CSVWriter(path: staging.path("pairs.csv"))
        try writer.record(["left_id", "right_id", "match_weight", "decision"])
        try write(lines.count, to: writer) { pairs(lines[$0]) }
        try writer.close()
    }

    private struct PairLine {
        var left: UInt32
        var right: UInt32
        var weight: Float
        var isMatch: Bool
    }

    private func pairs(_ lines: ArraySlice<PairLine>) -> CSVText {
        let left = RowText(loaded.lists[0]), right = RowText(loaded.lists[loaded.lists.count - 1])
        var text = CSVText()
        for line in lines {
            left.appendID(ofRow: Int(line.left), to: &text)
            right.appendID(ofRow: Int(line.right), to: &text)
            text.field(Self.weight(Double(line.weight)))
            text.field(line.isMatch ? "match" : "possible")
            text.endRecord()
        }
        if let first = lines.first, let last = lines.last { left.release(Int(first.left)..<Int(last.left)) }
        // Rows of the right list are met in no order.
        right.releaseAll()
        return text
    }

    /// Records put together by all threads, some thousands at a time, and written in order, while the next are put together.
    private func write(_ count: Int, to writer: CSVWriter, _ text: (Range<Int>) -> CSVText) throws {
        let stretches = Parallel.ranges(of: count, size: Self.stretch)
        var ready: [CSVText] = []
        for round in Parallel.ranges(of: stretches.count, size: 16) {
            var problem: (any Error)?
            let texts = Parallel.map(1 + round.count, threads: threads) { item, _ -> CSVText in
                if item > 0 { return text(stretches[round.lowerBound + item - 1]) }
                // One thread alone comes here, and nobody else looks at the problem meanwhile.
                do { try ready.forEach(writer.append) } catch { problem = error }
                return CSVText()
            }
            if let problem { throw problem }
            ready = Array(texts.dropFirst())
        }
        try ready.forEach(writer.append)
    }

    /// One row a person who is not registered: person_id, rows that stood for the person, whether a possible
    /// registration waits for review, then the row as it stands in the list.
    func writeLeftOut() throws {
        let list = loaded.lists[0]
        let writer = try CSVWriter(path: staging.path("left-out.csv"))
        try writer.record(["person_id", "rows", "possible"] + list.file.header)
        var persons: [(row: UInt32, record: UInt32)] = []
        for record in 0..<table.count where table.lists[record] == 0 && people.clusters.root(record) == record {
            if case .registered = outcome.standing(of: record) { continue }
            persons.append((table.rows[record], UInt32(record)))
        }
        persons.sort { $0.row < $1.row }
        try write(persons.count, to: writer) { leftOut(persons[$0], list) }
        try writer.close()
    }

    private func leftOut(_ persons: ArraySlice<(row: UInt32, record: UInt32)>, _ list: ReadList) -> CSVText {
        let rows = RowText(list)
        var text = CSVText()
        for (row, record) in persons {
            let fields = rows.fields(ofRow: Int(row))
            rows.appendID(ofRow: Int(row), in: fields, to: &text)
            text.field(people.rows(of: Int(record)).count)
            text.field(outcome.standing(of: Int(record)) != .leftOut ? "yes" : "no")
            text.fields(fields, count: list.file.header.count)
            text.endRecord()
        }
        if let first = persons.first, let last = persons.last { rows.release(Int(first.row)..<Int(last.row)) }
        return text
    }

    /// `id,person_id,match_weight` of every row that shares its person with another; the weight is the row's best.
    func writeDuplicates(list: Int, to name: String) throws {
        var best: [UInt32: Float] = [:]
        for pair in people.within where Int(table.lists[Int(pair.a)]) == list {
            guard people.clusters.root(Int(pair.a)) == people.clusters.root(Int(pair.b)) else { continue }
            for record in [pair.a, pair.b] { best[record] = max(best[record] ?? -.infinity, pair.logOdds) }
        }
        var lines: [(person: UInt32, row: UInt32, weight: Float)] = []
        for (root, members) in people.members where members.count > 1 && Int(table.lists[root]) == list {
            for record in members { lines.append((table.rows[root], table.rows[record], best[UInt32(record)] ?? 0)) }
        }
        lines.sort { ($0.person, $0.row) < ($1.person, $1.row) }
        let text = RowText(loaded.lists[list])
        let writer = try CSVWriter(path: staging.path(name))
        try writer.record(["id", "person_id", "match_weight"])
        for (number, line) in lines.enumerated() {
            if number % Self.stretch == 0 { text.releaseAll() }
            writer.field(text.id(ofRow: Int(line.row)), isID: true)
            writer.field(text.id(ofRow: Int(line.person)), isID: true)
            writer.field(Self.weight(Double(line.weight) / 0.693_147_180_56))
            try writer.endRecord()
        }
        text.releaseAll()
        try writer.close()
    }

    /// `file,sheet,line,column,reason` of every row and value that could not be used.
    func writeRejected() throws {
        let writer = try CSVWriter(path: staging.path("rejected.csv"))
        try writer.record(["file", "sheet", "line", "column", "reason"])
        for list in loaded.lists {
            // Offsets ascend, so lines are counted once through the file.
            var line = 0, offset = -1
            for rejection in list.rejections {
                line =
                    offset < 0
                    ? list.file.csv.line(of: rejection.offset)
                    : line + list.file.csv.lines(in: offset..<rejection.offset)
                offset = rejection.offset
                let place = list.file.origins[line]
                try writer.record([
                    list.file.name, place.sheet ?? "", String(place.line), rejection.column, rejection.reason,
                ])
            }
        }
        try writer.close()
    }

    /// Two decimals, the same on every machine.
    static func weight(_ value: Double) -> String {
        let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
        let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
        return (hundredths < 0 ? "-" : "") + "\(whole)." + (part < 10 ? "0\(part)" : "\(part)")
    }
}
