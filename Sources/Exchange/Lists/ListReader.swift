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
    package let rejections: [Rejection]
    /// Rows that are part of the linkage, and rows that can't be.
    package let used: Int
    package let unusable: Int

    init(
        file: ListFile, map: ColumnMap, idColumn: Int?, offsets: Column<UInt64>, rejections: [Rejection], unusable: Int
    ) {
        (self.file, self.map, self.idColumn, self.offsets) = (file, map, idColumn, offsets)
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
            file: file, map: map, idColumn: plan.id, offsets: offsets, rejections: parts.flatMap(\.rejections),
            unusable: parts.reduce(0) { $0 + $1.unusable })
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

/// How the fields of a row become a record: which field feeds which column, decided once a list.
struct RowPlan {
    /// The fields that feed one column: a stretch of `sources`.
    private typealias Sources = Range<Int>
    private let sources: [Int]
    let id: Int?
    private let names: [Sources]
    private let places: [Sources]
    private let categories: [Sources]
    private let identifiers: [(fields: Sources, isPhone: Bool)]
    private let uniques: [Int]
    private let birth: [(field: Int, isAge: Bool, heading: String)]
    private let hasBirth: Bool
    private let joinsNames: [Bool]
    /// For names that share a field with a guardian: whether it is the guardian's.
    private let together: [Int: Bool]
    /// The field that holds an address, and which place columns take it whole where nothing in it is labelled.
    private let address: Int?
    private let placeNames: [String]
    private let takesWhole: [Bool]
    private let asOf: Int32
    private let width: Int
    private let birthHeadings: [String]

    init(_ schema: Schema, _ file: ListFile, _ map: ColumnMap, asOf: Int32) throws {
        self.asOf = asOf
        width = file.header.count
        id = try map.id.map { try file.column($0) }
        var sources: [Int] = []
        func fields(_ comparison: Int) throws -> Sources {
            let first = sources.count
            sources += try (map.columns[schema.comparisons[comparison].column] ?? []).map { try file.column($0) }
            return first..<sources.count
        }
        names = try schema.names.map(fields)
        // A name's parts belong together; guardians (father, husband) stand in for one another.
        joinsNames = schema.names.map { schema.comparisons[$0].column != "guardian" }
        places = try schema.places.map(fields)
        placeNames = schema.places.map { schema.comparisons[$0].column }
        categories = try schema.categories.map(fields)
        identifiers = try schema.identifiers.map { (try fields($0), schema.comparisons[$0].kind == .phone) }
        uniques = zip(schema.identifiers, identifiers).filter { schema.comparisons[$0.0].unique == true }.flatMap {
            sources[$0.1.fields]
        }
        self.sources = sources
        let nameColumns = schema.names.map { schema.comparisons[$0].column }
        together =
            map.namesGuardians
            ? Dictionary(
                nameColumns.enumerated().filter { ["name", "guardian"].contains($1) }.map { ($0, $1 == "guardian") }
            ) { $1 } : [:]
        address = try map.address.map { try file.column($0) }
        let whole = map.columnOfWholeAddress
        takesWhole = placeNames.map { $0 == whole || !LabelledAddress.columns.contains($0) }
        hasBirth = schema.birth != nil
        birthHeadings = schema.birth.map { map.columns[schema.comparisons[$0].column] ?? [] } ?? []
        birth = try birthHeadings.map { (try file.column($0), map.holdsAges($0), $0) }
    }

    func lacksID(_ fields: CSVFields, _ record: Int) -> Bool {
        id.map { fields.field(record, $0).trimmed.isEmpty } ?? false
    }

    /// What to say of a row that has filled fields behind the last heading.
    func surplus(_ fields: CSVFields, _ record: Int) -> String? {
        let count = fields.fieldCount(of: record)
        guard count > width, (width..<count).contains(where: { !fields.field(record, $0).trimmed.isEmpty }) else {
            return nil
        }
        return "the row has \(count) fields and there are \(width) headings; what stands behind them was not used"
    }

    func isUsable(_ fields: CSVFields, _ record: Int) -> Bool {
        zip(names, joinsNames).contains { $1 && !first($0, fields, record).isEmpty }
            || uniques.contains { !fields.field(record, $0).trimmed.isEmpty } || names.isEmpty
    }

    /// A hash of the row's id; of its whole text and its place in the file where the list has none.
    func identity(_ fields: CSVFields, _ record: Int) -> UInt64 {
        if let id { return Mix.hash(fields.field(record, id).trimmed) }
        var hash: UInt64 = 0
        for field in 0..<fields.fieldCount(of: record) {
            hash = Mix.combine(hash, Mix.hash(fields.field(record, field)))
        }
        return Mix.combine(hash, UInt64(fields.offset(of: record)))
    }

    func fill(_ batch: RecordBatch, _ fields: CSVFields, _ record: Int, _ rejections: inout [Rejection]) {
        for column in names.indices {
            if let isGuardian = together[column] {
                let text = fields.field(record, sources[names[column].lowerBound])
                let named = NamedWithGuardian(text)
                let part = isGuardian ? named?.guardian ?? 0..<0 : named?.name ?? text.indices
                batch.setName(column, UnsafeBufferPointer(rebasing: text[part]))
                continue
            }
            let feeding = names[column]
            if feeding.count == 1 {
                batch.setName(column, fields.field(record, sources[feeding.lowerBound]))
            } else if joinsNames[column] {
                batch.setName(column, sources[feeding].map { fields.field(record, $0) })
            } else {
                batch.setName(column, first(feeding, fields, record))
            }
        }
        let parts = address.flatMap { LabelledAddress(fields.field(record, $0)) }
        for column in places.indices { batch.setPlace(column, place(column, parts, fields, record)) }
        for column in categories.indices { batch.setCategory(column, first(categories[column], fields, record)) }
        for column in identifiers.indices {
            let text = first(identifiers[column].fields, fields, record)
            let isPhone = identifiers[column].isPhone
            batch.setIdentifier(column, isPhone ? Identifier.packPhone(text) : Identifier.pack(text))
        }
        if hasBirth { batch.setBirth(readBirth(fields, record, &rejections)) }
    }

    /// The first of several fields that names the place; an address gives its part, or the first
    /// column that it feeds all of it where nothing in it is labelled.
    @inline(__always)
    private func place(_ column: Int, _ parts: LabelledAddress?, _ fields: CSVFields, _ record: Int)
        -> UnsafeBufferPointer<UInt8>
    {
        guard let address else { return first(places[column], fields, record) }
        for source in places[column] {
            let text = fields.field(record, sources[source])
            if sources[source] != address {
                if !text.trimmed.isEmpty { return text.trimmed }
            } else if let part = parts?.place(placeNames[column]) {
                return UnsafeBufferPointer(rebasing: text[part])
            } else if takesWhole[column], parts == nil || !LabelledAddress.columns.contains(placeNames[column]) {
                return text.trimmed
            }
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The first of several fields that is filled.
    @inline(__always)
    private func first(_ feeding: Sources, _ fields: CSVFields, _ record: Int) -> UnsafeBufferPointer<UInt8> {
        for source in feeding {
            let text = fields.field(record, sources[source]).trimmed
            if !text.isEmpty { return text }
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }

    private func readBirth(_ fields: CSVFields, _ record: Int, _ rejections: inout [Rejection]) -> BirthDate {
        for source in birth {
            let text = fields.field(record, source.field).trimmed
            if text.isEmpty { continue }
            let read =
                source.isAge
                ? FieldValues.age(text).flatMap { BirthDate(age: $0, asOf: asOf) } : FieldValues.birthDate(text)
            if let read { return read }
            let shown = String(decoding: text.prefix(40), as: UTF8.self)
            rejections.append(
                Rejection(
                    offset: fields.offset(of: record), column: source.heading,
                    reason: source.isAge
                        ? "“\(shown)” is no age between 0 and 120" : "“\(shown)” is no date (write dd-mm-yyyy)"))
        }
        return .missing
    }
}
