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
    let splitter = NameSplitter()

    package init(_ schema: Schema) {
        places = schema.places.map { _ in Interner() }
        categories = schema.categories.map { _ in Interner() }
    }
}

/// The records of one piece of a list, as one thread reads them, row by row; numbers are those of its `ReadingDesk`.
package final class RecordBatch {
    package let list: Int
    package let desk: Int
    private let tables: ReadingDesk
    /// Row number of the batch's first row in its list, from 0; set once all batches are read.
    package var firstRow: UInt32 = 0
    /// Row numbers, counted from `firstRow`.
    private(set) var rows: Growing<UInt32>
    private(set) var identities: Growing<UInt64>
    private(set) var births: Growing<BirthDate>
    private let nameCount: Int, placeCount: Int, categoryCount: Int, identifierCount: Int
    /// For each record the end of each name's tokens, its places and categories, and its identifiers.
    private var nameEnds: Growing<UInt32>
    private var nameTokens: Growing<UInt32>
    private var numbers: Growing<UInt32>
    private var identifiers: Growing<UInt64>

    /// - Parameters:
    ///   - list: 0 for the left list, 1 for the right.
    ///   - desk: number of the reading desk among those given to `RecordAssembly`.
    ///   - capacity: records to expect; more may come.
    package init(_ schema: Schema, list: Int, desk: Int, tables: ReadingDesk, capacity: Int = 0) {
        (self.list, self.desk, self.tables) = (list, desk, tables)
        (nameCount, placeCount) = (schema.names.count, schema.places.count)
        (categoryCount, identifierCount) = (schema.categories.count, schema.identifiers.count)
        rows = Growing(capacity: capacity)
        identities = Growing(capacity: capacity)
        births = Growing(capacity: schema.birth == nil ? 0 : capacity)
        nameEnds = Growing(capacity: capacity * nameCount)
        nameTokens = Growing(capacity: capacity * nameCount * 3)
        numbers = Growing(capacity: capacity * (placeCount + categoryCount))
        identifiers = Growing(capacity: capacity * identifierCount)
    }

    deinit {
        rows.free()
        identities.free()
        births.free()
        nameEnds.free()
        nameTokens.free()
        numbers.free()
        identifiers.free()
    }

    package var count: Int { rows.count }

    /// Begins a record; every column must then be set once, names in their order.
    /// - Parameter identity: a hash of the row's own id, which orders rows independently of the file.
    package func begin(row: UInt32, identity: UInt64) {
        rows.append(row)
        identities.append(identity)
        numbers.extend(by: placeCount + categoryCount)
        identifiers.extend(by: identifierCount)
    }

    package func setName(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        tables.splitter.split(text) { nameTokens.append(tables.tokens.intern($0)) }
        nameEnds.append(UInt32(nameTokens.count))
    }

    /// - Parameter parts: the texts that make up the name, in order (given name, surname).
    package func setName(_ column: Int, _ parts: [UnsafeBufferPointer<UInt8>]) {
        var room = NameSplitter.mostTokens
        for part in parts {
            tables.splitter.split(part) { token in
                if room > 0 { nameTokens.append(tables.tokens.intern(token)) }
                room -= 1
            }
        }
        nameEnds.append(UInt32(nameTokens.count))
    }

    package func setPlace(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        numbers[(count - 1) * (placeCount + categoryCount) + column] = number(text, tables.places[column])
    }

    package func setCategory(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        numbers[(count - 1) * (placeCount + categoryCount) + placeCount + column] = number(
            text, tables.categories[column])
    }

    package func setIdentifier(_ column: Int, _ packed: UInt64) {
        identifiers[(count - 1) * identifierCount + column] = packed
    }

    package func setBirth(_ birth: BirthDate) { births.append(birth) }

    @inline(__always) func place(_ column: Int, _ record: Int) -> UInt32 {
        numbers[record * (placeCount + categoryCount) + column]
    }

    @inline(__always) func category(_ column: Int, _ record: Int) -> UInt32 {
        numbers[record * (placeCount + categoryCount) + placeCount + column]
    }

    @inline(__always) func identifier(_ column: Int, _ record: Int) -> UInt64 {
        identifiers[record * identifierCount + column]
    }

    /// The tokens of a name.
    @inline(__always) func name(_ column: Int, _ record: Int) -> UnsafeBufferPointer<UInt32> {
        let place = record * nameCount + column
        let start = place == 0 ? 0 : Int(nameEnds[place - 1])
        return UnsafeBufferPointer(start: nameTokens.base + start, count: Int(nameEnds[place]) - start)
    }

    /// Spellings are numbered as they are written; what they mean is found once for each, in `RecordAssembly`.
    @inline(__always)
    private func number(_ text: UnsafeBufferPointer<UInt8>, _ interner: Interner) -> UInt32 {
        interner.intern(text.count > 256 ? UnsafeBufferPointer(rebasing: text.prefix(256)) : text)
    }
}
