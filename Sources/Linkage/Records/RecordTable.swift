/// All records of one or two lists, column by column, in an order that depends on their content alone.
///
/// Records are ordered by place and then by a hash of their id: neighbours in a village are neighbours in memory, and
/// neither the order of the file's rows (of lists with ids) nor the number of threads shows in any result. About 110
/// bytes a record.
package final class RecordTable {
    package struct NameColumn {
        /// Tokens of record `r` are `forms[starts[r]..<starts[r + 1]]`.
        let starts: Column<UInt32>
        let forms: Column<UInt32>
    }
    package struct PlaceColumn {
        package let ids: Column<UInt32>
        /// Indexed by id; id 0 is missing.
        package let places: [Place]
        let folds: FoldTable
        /// What places are blocked by: themselves where slips are resolved, else their skeletons, so that spellings meet.
        let keys: Column<UInt64>

        init(ids: Column<UInt32>, places: [Place], isResolved: Bool) {
            (self.ids, self.places) = (ids, places)
            folds = FoldTable(places.map(\.fold))
            keys = Column(
                places.enumerated().map { number, place in
                    if isResolved { return UInt64(number) }
                    return Fold.skeleton(place.fold).withUnsafeBufferPointer { Mix.hash($0) }
                })
        }
    }
    package struct CategoryColumn {
        let ids: Column<UInt32>
        /// Share of records with each value; indexed by id.
        let shares: Column<Float>
        let folds: FoldTable
    }

    package let schema: Schema
    package let count: Int
    /// Records of each list.
    package let counts: [Int]
    /// 0 for the left list, 1 for the right.
    package let lists: Column<UInt8>
    /// Row number in its list, from 0.
    package let rows: Column<UInt32>
    let identities: Column<UInt64>
    let vocabulary: NameVocabulary
    let names: [NameColumn]
    package let places: [PlaceColumn]
    let categories: [CategoryColumn]
    let identifiers: [Column<UInt64>]
    /// For each identifier column, how many records bear the same value (at most 255, counted by hash).
    let sharedBy: [Column<UInt8>]
    let births: Column<BirthDate>
    /// For each identifier column, how many records bore a number that too many share, and that was taken out.
    private let forgotten: [Int]
    let noFolds = FoldTable([])
    let noShares = Column<Float>([0])

    init(
        schema: Schema, lists: Column<UInt8>, rows: Column<UInt32>, identities: Column<UInt64>,
        vocabulary: NameVocabulary, names: [NameColumn], places: [PlaceColumn], categories: [CategoryColumn],
        identifiers: [Column<UInt64>], sharedBy: [Column<UInt8>], births: Column<BirthDate>, forgotten: [Int] = []
    ) {
        self.schema = schema
        count = lists.count
        var right = 0
        for record in 0..<lists.count { right += Int(lists[record]) }
        counts = [lists.count - right, right]
        (self.lists, self.rows, self.identities, self.vocabulary) = (lists, rows, identities, vocabulary)
        (self.names, self.places, self.categories) = (names, places, categories)
        (self.identifiers, self.sharedBy, self.births) = (identifiers, sharedBy, births)
        self.forgotten = forgotten
    }

    @inline(__always) func name(_ column: Int, _ record: Int) -> UnsafeBufferPointer<UInt32> {
        let name = names[column]
        let start = Int(name.starts[record])
        return UnsafeBufferPointer(start: name.forms.base + start, count: Int(name.starts[record + 1]) - start)
    }

    /// Two records of a list whose ids have the same hash, the pair whose later row is the earliest; nil when all differ.
    package func firstRepeatedIdentity(list: Int) -> (Int, Int)? {
        // A bit for each hash, sixteen bits a record: only the few whose bit is taken are looked at closely.
        let bits = max(10, 64 - (count * 16).leadingZeroBitCount)
        let marks = Column<UInt64>(repeating: 0, count: 1 << (bits - 6))
        var suspects: Set<UInt64> = []
        for record in 0..<count where Int(lists[record]) == list {
            let place = Int(Mix.scramble(identities[record]) >> UInt64(64 - bits))
            if marks[place >> 6] & 1 << UInt64(place & 63) != 0 { suspects.insert(UInt64(place)) }
            marks[place >> 6] |= 1 << UInt64(place & 63)
        }
        var first: [UInt64: Int] = [:]
        var found: (Int, Int)?
        for record in 0..<count where Int(lists[record]) == list {
            let hash = identities[record]
            guard suspects.contains(Mix.scramble(hash) >> UInt64(64 - bits)) else { continue }
            guard let other = first[hash] else {
                first[hash] = record
                continue
            }
            let pair = rows[other] < rows[record] ? (other, record) : (record, other)
            first[hash] = pair.0
            if let known = found, rows[known.1] <= rows[pair.1] { continue }
            found = pair
        }
        return found
    }

    /// Columns of numbers of one person in which values were taken out because too many records share them, with these records.
    package var sharedNumbers: [(column: String, records: Int)] {
        zip(schema.identifiers, forgotten).filter { $1 > 0 }.map { (schema.comparisons[$0].column, $1) }
    }

    /// Whether a column tells rows apart well enough to keep those apart that differ in it: filled in nine rows of ten of each list,
    /// and, for places, with most rows of one of them in places that both name.
    func parts(_ column: String) -> Bool {
        var filled = [0, 0]
        func count(_ isFilled: (Int) -> Bool) {
            for record in 0..<self.count where isFilled(record) { filled[Int(lists[record])] += 1 }
        }
        if let place = schema.place(column) {
            let ids = places[place].ids
            count { ids[$0] != 0 }
            if counts[1] > 0, !areShared(places[place], filled) { return false }
        } else if let category = schema.category(column) {
            count { categories[category].ids[$0] != 0 }
        } else {
            return true
        }
        return zip(filled, counts).allSatisfy { $0 * 10 >= $1 * 9 }
    }

    /// Whether most rows of either list are in places that the other names too, as blocking compares them.
    private func areShared(_ column: PlaceColumn, _ filled: [Int]) -> Bool {
        var rows = [[Int]](repeating: Array(repeating: 0, count: column.places.count), count: 2)
        for record in 0..<count where column.ids[record] != 0 { rows[Int(lists[record])][Int(column.ids[record])] += 1 }
        let named = rows.map { rows in Set(rows.indices.filter { rows[$0] > 0 }.map { column.keys[$0] }) }
        return (0..<2).contains { list in
            let shared = rows[list].indices.reduce(0) {
                $0 + (rows[list][$1] > 0 && named[1 - list].contains(column.keys[$1]) ? rows[list][$1] : 0)
            }
            return shared > 0 && shared * 2 >= filled[list]
        }
    }

    /// A hash of the record's list and of all that is compared of it.
    /// - Parameter isPersonal: only of names, numbers, birth and the finest place.
    func content(of record: Int, isPersonal: Bool) -> UInt64 {
        var hash = UInt64(lists[record])
        for column in names.indices {
            for form in name(column, record) { hash = Mix.combine(hash, UInt64(form)) }
            hash = Mix.combine(hash, .max)
        }
        let village = isPersonal ? schema.place("village") : nil
        for column in places.indices where village == nil || column == village {
            hash = Mix.combine(hash, UInt64(places[column].ids[record]))
        }
        if !isPersonal { for category in categories { hash = Mix.combine(hash, UInt64(category.ids[record])) } }
        for identifier in identifiers { hash = Mix.combine(hash, identifier[record]) }
        guard births.count > 0 else { return hash }
        return Mix.combine(
            hash, UInt64(bitPattern: Int64(births[record].day)) << 8 | UInt64(births[record].precision.rawValue))
    }

    /// The place of a record in a place column, or nil when missing.
    package func place(_ column: String, of record: Int) -> Place? {
        guard let index = schema.place(column) else { return nil }
        let id = places[index].ids[record]
        return id == 0 ? nil : places[index].places[Int(id)]
    }
}

/// Folds of numbered strings, end to end.
package struct FoldTable {
    private let bytes: Column<UInt8>
    private let starts: Column<UInt32>
    private let letters: Column<LetterCounts>

    init(_ folds: [[UInt8]]) {
        letters = Column(folds.map { LetterCounts($0) })
        bytes = Column(folds.flatMap { $0 })
        var ends: [UInt32] = [0]
        for fold in folds { ends.append(ends[ends.count - 1] + UInt32(fold.count)) }
        starts = Column(ends)
    }

    /// The table by plain pointers, valid as long as the table is.
    struct View: BitwiseCopyable {
        let bytes: UnsafeMutablePointer<UInt8>
        let starts: UnsafeMutablePointer<UInt32>
        let letters: UnsafeMutablePointer<LetterCounts>

        @inline(__always) subscript(id: UInt32) -> UnsafeBufferPointer<UInt8> {
            let start = Int(starts[Int(id)])
            return UnsafeBufferPointer(start: bytes + start, count: Int(starts[Int(id) + 1]) - start)
        }
    }

    var view: View { View(bytes: bytes.base, starts: starts.base, letters: letters.base) }
}
