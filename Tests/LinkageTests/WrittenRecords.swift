@testable import Linkage

/// A row as a list has it: what is written in each column, and a date of birth.
struct WrittenRecord {
    /// 0 for the left list, 1 for the right.
    var list = 0
    var values: [String: String] = [:]
    var birth = BirthDate.missing
}

/// A table of written records, and where each of them stands in it.
struct WrittenTable {
    let table: RecordTable
    let settings: Settings
    /// Record of each written row.
    let recordOf: [Int]

    init(_ written: [WrittenRecord], _ settings: Settings, gazetteer: Gazetteer? = nil, threads: Int = 1) {
        let schema = Schema(settings)
        let desk = ReadingDesk(schema)
        let batches = (0...1).map { RecordBatch(schema, list: $0, desk: 0, tables: desk) }
        var rowOf: [(list: Int, row: Int)] = []
        for (number, record) in written.enumerated() {
            let batch = batches[record.list]
            rowOf.append((record.list, batch.count))
            batch.begin(row: UInt32(batch.count), identity: Mix.scramble(UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15))
            Self.fill(batch, record, schema)
        }
        table = RecordAssembly(schema, desks: [desk], batches: batches, threads: threads).table(gazetteer: gazetteer)
        var records: [[Int: Int]] = [[:], [:]]
        for record in 0..<table.count { records[Int(table.lists[record])][Int(table.rows[record])] = record }
        recordOf = rowOf.map { records[$0.list][$0.row] ?? -1 }
        self.settings = settings
    }

    private static func fill(_ batch: RecordBatch, _ record: WrittenRecord, _ schema: Schema) {
        func bytes(_ comparison: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
            Array((record.values[schema.comparisons[comparison].column] ?? "").utf8).withUnsafeBufferPointer(body)
        }
        for (column, comparison) in schema.names.enumerated() { bytes(comparison) { batch.setName(column, $0) } }
        for (column, comparison) in schema.places.enumerated() { bytes(comparison) { batch.setPlace(column, $0) } }
        for (column, comparison) in schema.categories.enumerated() {
            bytes(comparison) { batch.setCategory(column, $0) }
        }
        for (column, comparison) in schema.identifiers.enumerated() {
            let isPhone = schema.comparisons[comparison].kind == .phone
            bytes(comparison) { batch.setIdentifier(column, isPhone ? Identifier.packPhone($0) : Identifier.pack($0)) }
        }
        if schema.birth != nil { batch.setBirth(record.birth) }
    }

    var schema: Schema { table.schema }
    var linker: Linker { Linker(table, settings, threads: 1) }

    /// A scorer under a model without classes, which tells levels only.
    var levels: PairScorer { linker.scorer(Model(groups: Linker.groups(schema), classes: [])) }
}

extension Settings {
    /// Settings with these comparisons and rules, everything else as usual.
    static func of(
        _ comparisons: [ComparisonSetting], rules: [BlockingRule] = [], nonMatches: [NonMatchClass] = []
    ) -> Settings {
        Settings(
            name: "of a test", comparisons: comparisons, blockingRules: rules, nonMatches: nonMatches,
            training: Training(sampledPairs: 200_000, iterations: 25, priorPairs: 300, seed: 7),
            thresholds: Thresholds(match: 0.5, possible: 0.05))
    }

    /// A column of every kind.
    static let everyKind = Settings.of([
        ComparisonSetting(column: "name", kind: .name), ComparisonSetting(column: "guardian", kind: .name),
        ComparisonSetting(column: "birth", kind: .birth),
        ComparisonSetting(column: "sex", kind: .category, sameAs: ["f": ["female", "মহিলা"], "m": ["male", "পুরুষ"]]),
        ComparisonSetting(column: "mobile", kind: .phone),
        ComparisonSetting(column: "epic", kind: .identifier, unique: true),
        ComparisonSetting(column: "village", kind: .place),
        ComparisonSetting(column: "block", kind: .place, resolve: true, within: "district"),
        ComparisonSetting(column: "district", kind: .place, resolve: true),
        ComparisonSetting(column: "occupation", kind: .category),
    ])
}
