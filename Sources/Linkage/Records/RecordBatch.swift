/// The columns that are compared, in the order in which records hold them.
package struct Schema: Sendable, Equatable {
    package let comparisons: [ComparisonSetting]
    package let names: [Int]
    package let places: [Int]
    package let categories: [Int]
    package let identifiers: [Int]
    package let birth: Int?

    package init(_ settings: Settings) {
        comparisons = settings.comparisons
        func those(_ kinds: Set<ComparisonSetting.Kind>) -> [Int] {
            settings.comparisons.indices.filter { kinds.contains(settings.comparisons[$0].kind) }
        }
        names = those([.name])
        places = those([.place])
        categories = those([.category])
        identifiers = those([.identifier, .phone])
        birth = those([.birth]).first
    }

    func name(_ column: String) -> Int? { names.firstIndex { comparisons[$0].column == column } }
    package func placeColumn(_ column: String) -> Int? { place(column) }
    func place(_ column: String) -> Int? { places.firstIndex { comparisons[$0].column == column } }
    func category(_ column: String) -> Int? { categories.firstIndex { comparisons[$0].column == column } }
    func identifier(_ column: String) -> Int? { identifiers.firstIndex { comparisons[$0].column == column } }
}

/// One thread's tables of distinct strings while lists are read.
package final class ReadingDesk {
    let tokens = Interner()
    let places: [Interner]
    let categories: [Interner]
    var splitter = NameSplitter()

    package init(_ schema: Schema) {
        places = schema.places.map { _ in Interner() }
        categories = schema.categories.map { _ in Interner() }
    }
}

/// The records of one piece of a list, as one thread reads them; numbers are those of its `ReadingDesk`.
package final class RecordBatch {
    package let list: Int
    package let desk: Int
    private let tables: ReadingDesk
    /// Row number of the batch's first row in its list, from 0; set once all batches are read.
    package var firstRow: UInt32 = 0
    /// Row numbers, counted from `firstRow`.
    var rows: [UInt32] = []
    var identities: [UInt64] = []
    var nameStarts: [[UInt32]]
    var nameTokens: [[UInt32]]
    var places: [[UInt32]]
    var categories: [[UInt32]]
    var identifiers: [[UInt64]]
    var births: [BirthDate] = []

    /// - Parameters:
    ///   - list: 0 for the left list, 1 for the right.
    ///   - desk: number of the reading desk among those given to `RecordAssembly`.
    package init(_ schema: Schema, list: Int, desk: Int, tables: ReadingDesk) {
        self.list = list
        self.desk = desk
        self.tables = tables
        nameStarts = schema.names.map { _ in [0] }
        nameTokens = schema.names.map { _ in [] }
        places = schema.places.map { _ in [] }
        categories = schema.categories.map { _ in [] }
        identifiers = schema.identifiers.map { _ in [] }
    }

    package var count: Int { rows.count }

    /// Begins a record; every column must then be set once, in any order.
    /// - Parameter identity: a hash of the row's own id, which orders rows independently of the file.
    package func begin(row: UInt32, identity: UInt64) {
        rows.append(row)
        identities.append(identity)
    }

    package func setName(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        tables.splitter.split(text) { nameTokens[column].append(tables.tokens.intern($0)) }
        nameStarts[column].append(UInt32(nameTokens[column].count))
    }

    /// - Parameter parts: the texts that make up the name, in order (given name, surname).
    package func setName(_ column: Int, _ parts: [UnsafeBufferPointer<UInt8>]) {
        var room = NameSplitter.mostTokens
        for part in parts {
            tables.splitter.split(part) { token in
                if room > 0 { nameTokens[column].append(tables.tokens.intern(token)) }
                room -= 1
            }
        }
        nameStarts[column].append(UInt32(nameTokens[column].count))
    }

    package func setPlace(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        places[column].append(number(text, tables.places[column]))
    }

    package func setCategory(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        categories[column].append(number(text, tables.categories[column]))
    }

    package func setIdentifier(_ column: Int, _ packed: UInt64) { identifiers[column].append(packed) }
    package func setBirth(_ birth: BirthDate) { births.append(birth) }

    /// Spellings are numbered as they are written; what they mean is found once for each, in `RecordAssembly`.
    @inline(__always)
    private func number(_ text: UnsafeBufferPointer<UInt8>, _ interner: Interner) -> UInt32 {
        interner.intern(text.count > 256 ? UnsafeBufferPointer(rebasing: text.prefix(256)) : text)
    }
}
