/// The level of every comparison of one pair, packed side by side.
package typealias PairLevels = SIMD32<UInt8>

/// Compares records of one table; one per thread, for it keeps caches. Symmetric in its two records.
///
/// The innermost loops of a run: everything is reached by plain pointers, which `table` and `packed` keep alive.
final class PairComparer {
    private let table: RecordTable
    private let packed: PackedRecords
    private let aligner: NameAligner
    private let caches: [SimilarityCache]
    private let words: UnsafeMutablePointer<UInt32>
    private let stride: Int
    private let forms: UnsafeMutablePointer<UInt32>
    private let firstName: Int?
    private(set) var fetched: UInt32 = 0
    /// In the order of work: the cheapest and most telling first, so that a scorer can stop early.
    let steps: UnsafeMutablePointer<ComparisonStep>
    let stepCount: Int

    init(_ table: RecordTable, _ packed: PackedRecords) {
        (self.table, self.packed) = (table, packed)
        (words, stride, forms) = (packed.words.base, packed.stride, packed.forms.base)
        firstName = table.schema.names.first.map { packed.offsets[$0] }
        aligner = NameAligner(table.vocabulary, records: table.count)
        var caches: [SimilarityCache] = []
        let steps = ComparisonStep.all(table, packed, &caches)
        self.caches = caches
        self.steps = .allocate(capacity: max(1, steps.count))
        self.steps.initialize(from: steps, count: steps.count)
        stepCount = steps.count
    }

    deinit { steps.deallocate() }

    /// Reads a little of a record, so that it is in the core's caches when it is compared. Records of a batch are asked
    /// for one right after the other, and the waits for memory overlap.
    @inline(__always) func fetchWords(_ record: Int) {
        let row = words + record * stride
        fetched &+= row[0] &+ row[stride - 1]
    }

    /// The same for the forms of the record's names, once its words are there.
    @inline(__always) func fetchNames(_ record: Int) {
        if let firstName { fetched &+= forms[Int(words[record * stride + firstName])] }
    }

    func levels(_ a: Int, _ b: Int) -> PairLevels {
        var levels = PairLevels()
        for index in 0..<stepCount {
            let step = steps + index, group = step.pointee.group
            let found = compare(step, a, b)
            levels[group] = found.first
            if step.pointee.kind == .name { (levels[group + 1], levels[group + 2]) = (found.conflict, found.extra) }
        }
        return levels
    }

    /// - Parameter step: by its place, for a copy of it would be most of the work.
    @inline(__always)
    func compare(_ step: UnsafeMutablePointer<ComparisonStep>, _ a: Int, _ b: Int) -> StepLevels {
        let word = step.pointee.word
        let first = words + a * stride + word, second = words + b * stride + word
        switch step.pointee.kind {
        case .birth: return StepLevels(first: ComparisonStep.birthLevel(first, second))
        case .identifier, .phone: return StepLevels(first: ComparisonStep.identifierLevel(first, second))
        case .category: return StepLevels(first: step.pointee.categoryLevel(first[0], second[0]))
        case .place: return StepLevels(first: step.pointee.placeLevel(first[0], second[0]))
        case .name:
            guard first[1] > 0, second[1] > 0 else { return StepLevels(first: 0) }
            let agreement = aligner.align(step.pointee.name(first), step.pointee.name(second))
            return StepLevels(
                first: Levels.agreement(agreement.agreement), conflict: Levels.conflict(agreement.conflict),
                extra: Levels.extra(agreement.extra))
        }
    }
}

/// What one comparison finds: a level for each of its groups, the last two of names only.
struct StepLevels {
    var first: UInt8
    var conflict: UInt8 = 0
    var extra: UInt8 = 0
}

/// One comparison: where its words stand in a packed record, and how levels come of them.
struct ComparisonStep: BitwiseCopyable {
    let kind: ComparisonSetting.Kind
    /// Number of its first group of levels.
    let group: Int
    var groups: Int { kind == .name ? 3 : 1 }
    let word: Int
    private let forms: UnsafeMutablePointer<UInt32>
    private let shares: UnsafeMutablePointer<Float>
    private let folds: FoldTable.View
    private let cache: SimilarityCache.View

    static func all(
        _ table: RecordTable, _ packed: PackedRecords, _ caches: inout [SimilarityCache]
    ) -> [ComparisonStep] {
        var steps: [ComparisonStep] = []
        var group = 0
        for (index, comparison) in table.schema.comparisons.enumerated() {
            // Places have fewer spellings than names, categories few; other kinds do not look here.
            let cache = SimilarityCache(records: comparison.kind == .place ? table.count / 4 : 0)
            caches.append(cache)
            steps.append(ComparisonStep(table, packed, index, comparison.kind, group, cache))
            group += comparison.kind == .name ? 3 : 1
        }
        let order: [ComparisonSetting.Kind] = [.birth, .identifier, .phone, .place, .category, .name]
        return order.flatMap { kind in steps.filter { $0.kind == kind } }
    }

    private init(
        _ table: RecordTable, _ packed: PackedRecords, _ comparison: Int, _ kind: ComparisonSetting.Kind, _ group: Int,
        _ cache: SimilarityCache
    ) {
        let schema = table.schema
        (self.kind, self.group, self.cache) = (kind, group, cache.view)
        (word, forms) = (packed.offsets[comparison], packed.forms.base)
        let place = schema.places.firstIndex(of: comparison).map { table.places[$0] }
        let category = schema.categories.firstIndex(of: comparison).map { table.categories[$0] }
        // Only categories follow this pointer.
        shares = category?.shares.base ?? table.noShares.base
        folds = (place?.folds ?? category?.folds ?? table.noFolds).view
    }

    @inline(__always) func name(_ words: UnsafeMutablePointer<UInt32>) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: forms + Int(words[0]), count: Int(words[1]))
    }

    @inline(__always)
    static func birthLevel(_ a: UnsafeMutablePointer<UInt32>, _ b: UnsafeMutablePointer<UInt32>) -> UInt8 {
        if a[1] == 0 || b[1] == 0 { return 0 }
        let day = UInt32(BirthDate.Precision.day.rawValue)
        return Levels.birth(Int32(bitPattern: a[0]), Int32(bitPattern: b[0]), areDays: a[1] == day && b[1] == day)
    }

    @inline(__always)
    static func identifierLevel(_ a: UnsafeMutablePointer<UInt32>, _ b: UnsafeMutablePointer<UInt32>) -> UInt8 {
        let first = UInt64(a[0]) | UInt64(a[1]) << 32, second = UInt64(b[0]) | UInt64(b[1]) << 32
        if first == Identifier.missing || second == Identifier.missing { return 0 }
        if first == second { return a[2] > Levels.manyShare ? 3 : 4 }
        return Identifier.isOneSlip(first, second) ? 2 : 1
    }

    @inline(__always) func categoryLevel(_ a: UInt32, _ b: UInt32) -> UInt8 {
        if a == 0 || b == 0 { return 0 }
        if a == b { return shares[Int(a)] >= Levels.categoryCommon ? 3 : 4 }
        return similarity(a, b, least: Levels.categoryAlike) >= Levels.categoryAlike ? 2 : 1
    }

    @inline(__always) func placeLevel(_ a: UInt32, _ b: UInt32) -> UInt8 {
        if a == 0 || b == 0 { return 0 }
        return a == b ? 6 : Levels.place(similarity(a, b, least: Levels.place[0]))
    }

    @inline(__always) private func similarity(_ a: UInt32, _ b: UInt32, least: Float) -> Float {
        if LetterCounts.bound(folds.letters[Int(a)], folds.letters[Int(b)]) < least { return 0 }
        return cache.similarity(a, b) { PlaceFold.similarity(folds[$0], folds[$1], least: least) }
    }
}
