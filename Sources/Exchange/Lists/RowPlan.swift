import Linkage
import Tabular

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
    private let header: [String]
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
        header = file.header
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

    /// Whether a row says the headings again, as pages that were put together do, or only numbers its columns.
    func isHeading(_ fields: CSVFields, _ record: Int) -> Bool {
        let count = min(width, fields.fieldCount(of: record))
        guard count > 1, let first = (0..<count).first(where: { !header[$0].isEmpty }) else { return false }
        let text = fields.field(record, first).trimmed
        if text.elementsEqual(header[first].utf8) {
            return (0..<count).allSatisfy { fields.field(record, $0).trimmed.elementsEqual(header[$0].utf8) }
        }
        guard count > 2, text.elementsEqual("\(first + 1)".utf8) else { return false }
        return (0..<count).allSatisfy { fields.field(record, $0).trimmed.elementsEqual("\($0 + 1)".utf8) }
    }

    func isUsable(_ fields: CSVFields, _ record: Int) -> Bool {
        names.indices.contains { joinsNames[$0] && hasName($0, fields, record) }
            || uniques.contains { field in
                let text = fields.field(record, field).said
                return !text.isEmpty && WholeNumber.read(text) != .rounded
            } || names.isEmpty
    }

    private func hasName(_ column: Int, _ fields: CSVFields, _ record: Int) -> Bool {
        let said = first(names[column], fields, record)
        guard together[column] == false, let part = NamedWithGuardian(said)?.name else { return !said.isEmpty }
        return !UnsafeBufferPointer(rebasing: said[part]).said.isEmpty
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
                batch.setName(column, UnsafeBufferPointer(rebasing: text[part]).said)
                continue
            }
            let feeding = names[column]
            if feeding.count == 1 {
                batch.setName(column, fields.field(record, sources[feeding.lowerBound]).said)
            } else if joinsNames[column] {
                batch.setName(column, sources[feeding].map { fields.field(record, $0).said })
            } else {
                batch.setName(column, first(feeding, fields, record))
            }
        }
        let parts = address.flatMap { LabelledAddress(fields.field(record, $0)) }
        for column in places.indices { batch.setPlace(column, place(column, parts, fields, record)) }
        for column in categories.indices {
            batch.setCategory(column, first(categories[column], fields, record, in: .choice))
        }
        for column in identifiers.indices {
            setNumber(column, batch, fields, record, &rejections)
        }
        if hasBirth { batch.setBirth(readBirth(fields, record, &rejections)) }
    }

    /// The first of the number's fields that is filled and not rounded.
    private func setNumber(
        _ column: Int, _ batch: RecordBatch, _ fields: CSVFields, _ record: Int, _ rejections: inout [Rejection]
    ) {
        let isPhone = identifiers[column].isPhone
        func packed(_ number: UnsafeBufferPointer<UInt8>) -> UInt64 {
            isPhone ? Identifier.packPhone(number) : Identifier.pack(number)
        }
        batch.setIdentifier(column, Identifier.missing)
        for source in identifiers[column].fields {
            let text = fields.field(record, sources[source]).said
            if text.isEmpty { continue }
            switch WholeNumber.read(text) {
            case nil: return batch.setIdentifier(column, packed(text))
            case .digits(let digits): return batch.setIdentifier(column, digits.withUnsafeBufferPointer(packed))
            case .rounded:
                let shown = String(decoding: text.prefix(40), as: UTF8.self)
                rejections.append(
                    Rejection(
                        offset: fields.offset(of: record), column: header[sources[source]],
                        reason: "“\(shown)” was rounded by a spreadsheet, and its last digits are lost"))
            }
        }
    }

    /// The first of several fields that names the place; an address gives its part, or the first
    /// column that it feeds all of it where nothing in it is labelled.
    @inline(__always)
    private func place(_ column: Int, _ parts: LabelledAddress?, _ fields: CSVFields, _ record: Int)
        -> UnsafeBufferPointer<UInt8>
    {
        guard let address else { return first(places[column], fields, record, in: .place) }
        for source in places[column] {
            let text = fields.field(record, sources[source])
            if sources[source] != address {
                let text = text.said(in: .place)
                if !text.isEmpty { return text }
            } else if let part = parts?.place(placeNames[column]) {
                return UnsafeBufferPointer(rebasing: text[part])
            } else if takesWhole[column], parts == nil || !LabelledAddress.columns.contains(placeNames[column]) {
                return text.said(in: .place)
            }
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The first of several fields that is filled.
    @inline(__always)
    private func first(
        _ feeding: Sources, _ fields: CSVFields, _ record: Int, in kind: SaidText.Kind = .other
    ) -> UnsafeBufferPointer<UInt8> {
        for source in feeding {
            let text = fields.field(record, sources[source]).said(in: kind)
            if !text.isEmpty { return text }
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }

    private func readBirth(_ fields: CSVFields, _ record: Int, _ rejections: inout [Rejection]) -> BirthDate {
        for source in birth {
            let text = fields.field(record, source.field).trimmed
            if text.isEmpty || (SaidText.isNothing(text) && !text.contains(0x30)) { continue }
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
