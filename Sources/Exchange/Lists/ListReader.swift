import Foundation
package import Linkage
import Synchronization
import Tabular

/// Why a value or a row of a list is not used; one line of `rejected.csv`.
package struct Rejection: Sendable {
    /// Byte offset of the row in its file; becomes a line number when it is written.
    var offset: Int
    /// Heading of the value, or empty when the whole row can't be used.
    var column: String
    var reason: String
}

/// A list that has been read: where each of its rows lies in the file, and what could not be used.
package final class ReadList {
    package let file: ListFile
    package let map: ColumnMap
    let idColumn: Int?
    /// The map's, told once: headings are looked up in several ways.
    let address: String?
    let columnOfWholeAddress: String?
    /// Byte offset of each row, in the order of the file.
    let offsets: Column<UInt64>
    /// Of a list without ids: there the line is the row's id.
    let lines: RowLines?
    package let rejections: [Rejection]
    /// Rows that are part of the linkage, and rows that can't be.
    package let used: Int
    package let unusable: Int

    init(
        file: ListFile, map: ColumnMap, idColumn: Int?, offsets: Column<UInt64>, lines: RowLines?,
        rejections: [Rejection], unusable: Int
    ) {
        (self.file, self.map, self.idColumn, self.offsets, self.lines) = (file, map, idColumn, offsets, lines)
        (self.rejections, self.unusable) = (rejections, unusable)
        (address, columnOfWholeAddress) = (map.address, map.columnOfWholeAddress)
        used = offsets.count - unusable
    }
}

/// Reads lists into batches of records, all threads at once.
package struct ListReader {
    private let schema: Schema
    private let threads: Int
    private let desks: [ReadingDesk]

    package init(_ schema: Schema, threads: Int) {
        (self.schema, self.threads) = (schema, threads)
        desks = (0..<threads).map { _ in ReadingDesk(schema) }
    }

    package var readingDesks: [ReadingDesk] { desks }

    /// What one piece of the file gave.
    private struct Part {
        var batch: RecordBatch
        var offsets: [UInt64]
        var rejections: [Rejection]
        var unusable: Int
    }

    /// - Parameters:
    ///   - list: 0 for the left list, 1 for the right.
    ///   - asOf: the day on which ages were asked.
    ///   - progress: called now and then with the bytes read.
    /// - Throws: `TableProblem` for a column that is not there, text that can't be decoded, or a list without rows.
    package func read(
        _ file: ListFile, _ map: ColumnMap, list: Int, asOf: Int32, progress: @escaping (Int) -> Void
    ) throws -> (list: ReadList, batches: [RecordBatch]) {
        let plan = try RowPlan(schema, file, map, asOf: asOf)
        let pieces = try CSVPieces(file.csv)
        let problem = Mutex<TableProblem?>(nil)
        let found = Parallel.map(threads, threads: threads) { desk, _ -> [(number: Int, part: Part)] in
            let fields = CSVFields(file.csv)
            var parts: [(number: Int, part: Part)] = []
            do {
                while problem.withLock({ $0 == nil }), let piece = try pieces.next() {
                    try fields.parse(piece)
                    parts.append((piece.number, read(fields, plan, list: list, desk: desk)))
                    progress(fields.extentOfAll.upperBound)
                    fields.release()
                }
            } catch {
                let found = error as? TableProblem ?? TableProblem(file: file.path, reason: "\(error)")
                problem.withLock { $0 = $0 ?? found }
            }
            return parts
        }
        if let problem = problem.withLock({ $0 }) { throw problem }
        let parts = found.flatMap { $0 }.sorted { $0.number < $1.number }.map(\.part)
        return try assemble(parts, file, map, plan)
    }

    private func assemble(
        _ parts: [Part], _ file: ListFile, _ map: ColumnMap, _ plan: RowPlan
    ) throws -> (list: ReadList, batches: [RecordBatch]) {
        let rows = parts.reduce(0) { $0 + $1.offsets.count }
        guard rows > 0 else {
            throw TableProblem(
                file: file.path, reason: "has headings but no rows",
                advice: "Check that the right sheet or file was given")
        }
        let offsets = Column<UInt64>(unfilled: rows)
        var first = 0
        for part in parts {
            for (index, offset) in part.offsets.enumerated() { offsets[first + index] = offset }
            part.batch.firstRow = UInt32(first)
            first += part.offsets.count
        }
        let list = ReadList(
            file: file, map: map, idColumn: plan.id, offsets: offsets,
            lines: plan.id == nil ? RowLines(file.csv, offsets, threads: threads) : nil,
            rejections: parts.flatMap(\.rejections), unusable: parts.reduce(0) { $0 + $1.unusable })
        return (list, parts.map(\.batch))
    }

    private func read(_ fields: CSVFields, _ plan: RowPlan, list: Int, desk: Int) -> Part {
        var part = Part(
            batch: RecordBatch(schema, list: list, desk: desk, tables: desks[desk], capacity: fields.count),
            offsets: [], rejections: [], unusable: 0)
        part.offsets.reserveCapacity(fields.count)
        for record in 0..<fields.count {
            let row = UInt32(part.offsets.count)
            part.offsets.append(UInt64(fields.offset(of: record)))
            if let surplus = plan.surplus(fields, record) {
                part.rejections.append(Rejection(offset: fields.offset(of: record), column: "", reason: surplus))
            }
            if plan.isHeading(fields, record) {
                part.unusable += 1
                part.rejections.append(
                    Rejection(
                        offset: fields.offset(of: record), column: "", reason: "the row says the headings again"))
                continue
            }
            if plan.lacksID(fields, record) {
                part.unusable += 1
                part.rejections.append(
                    Rejection(offset: fields.offset(of: record), column: "", reason: "the row has no id"))
                continue
            }
            guard plan.isUsable(fields, record) else {
                part.unusable += 1
                part.rejections.append(
                    Rejection(
                        offset: fields.offset(of: record), column: "",
                        reason: "the row has neither a name nor an identity number"))
                continue
            }
            part.batch.begin(row: row, identity: plan.identity(fields, record))
            plan.fill(part.batch, fields, record, &part.rejections)
        }
        return part
    }
}
