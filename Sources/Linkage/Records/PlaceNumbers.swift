/// One place column's numbers: from each desk's written spellings (and the parent's number) to places.
struct PlaceNumbers {
    let places: [Place]
    /// For columns without a parent: place of each desk's spelling.
    private let plain: [[UInt32]]
    private let resolution: PlaceResolution?
    /// For columns within another: place of (spelling, parent), by desk.
    private let inParent: [[UInt64: UInt32]]

    func number(_ written: UInt32, desk: Int, parent: UInt32) -> UInt32 {
        if resolution == nil { return plain[desk][Int(written)] }
        return inParent[desk][UInt64(written) << 32 | UInt64(parent)] ?? 0
    }

    static func parent(of column: Int, in schema: Schema) -> Int? {
        let setting = schema.comparisons[schema.places[column]]
        return setting.within.flatMap { name in schema.place(name) }
    }

    /// Place columns so that each comes after the one that holds it.
    static func parentsFirst(_ schema: Schema) -> [Int] {
        func depth(_ column: Int, _ left: Int) -> Int {
            left == 0 ? 0 : parent(of: column, in: schema).map { 1 + depth($0, left - 1) } ?? 0
        }
        return schema.places.indices.sorted { (depth($0, 9), $0) < (depth($1, 9), $1) }
    }

    /// Columns whose places lie within no other column's.
    static func standingAlone(_ schema: Schema) -> [Int] {
        schema.places.indices.filter {
            parent(of: $0, in: schema) == nil || schema.comparisons[schema.places[$0]].resolve != true
        }
    }

    private static func known(
        _ gazetteer: Gazetteer?, _ column: String, _ parents: [Place]
    ) -> [(entry: Gazetteer.Entry, parent: UInt32)] {
        guard let gazetteer else { return [] }
        let levels = Gazetteer.levels(ofColumn: column)
        let numberOfCode = Dictionary(
            parents.enumerated().compactMap { number, place in place.code.map { ($0, UInt32(number)) } },
            uniquingKeysWith: { first, _ in first })
        return gazetteer.entries.filter { levels.contains($0.level) }.compactMap { entry in
            if parents.isEmpty { return (entry, 0) }
            return entry.parent.flatMap { numberOfCode[$0] }.map { (entry, $0) }
        }
    }

    /// A column that stands alone.
    init(_ column: Int, _ schema: Schema, _ desks: [ReadingDesk], _ gazetteer: Gazetteer?, threads: Int) {
        let setting = schema.comparisons[schema.places[column]]
        let known = Self.known(gazetteer, setting.column, [])
        var rows: [PlaceResolution.Spelling: Int] = [:]
        for desk in desks {
            for written in 0..<desk.places[column].count {
                let spelling = PlaceResolution.Spelling(written: desk.places[column].string(written), parent: 0)
                rows[spelling, default: 0] += desk.places[column].uses(written)
            }
        }
        let resolution = PlaceResolution(
            rows, mergesSlips: setting.resolve == true, known: known, threads: threads)
        places = resolution.places
        plain = desks.map { desk in
            (0..<desk.places[column].count).map {
                resolution.numberOf[.init(written: desk.places[column].string($0), parent: 0)] ?? 0
            }
        }
        self.resolution = nil
        inParent = []
    }

    /// A column whose places lie within another's, which is numbered already; nil otherwise.
    init?(
        within done: [PlaceNumbers?], _ column: Int, _ schema: Schema, _ desks: [ReadingDesk], _ batches: [RecordBatch],
        _ gazetteer: Gazetteer?, threads: Int
    ) {
        guard let parent = Self.parent(of: column, in: schema), let parents = done[parent] else { return nil }
        let known = Self.known(gazetteer, schema.comparisons[schema.places[column]].column, parents.places)
        let pairs = Parallel.map(desks.count, threads: threads) { desk, _ in
            var pairs: [UInt64: Int] = [:]
            for batch in batches where batch.desk == desk {
                for record in 0..<batch.count {
                    let above = parents.number(batch.place(parent, record), desk: desk, parent: 0)
                    pairs[UInt64(batch.place(column, record)) << 32 | UInt64(above), default: 0] += 1
                }
            }
            return pairs
        }
        func spelling(_ pair: UInt64, _ desk: Int) -> PlaceResolution.Spelling {
            .init(written: desks[desk].places[column].string(Int(pair >> 32)), parent: UInt32(truncatingIfNeeded: pair))
        }
        var rows: [PlaceResolution.Spelling: Int] = [:]
        for (desk, pairs) in pairs.enumerated() {
            for (pair, count) in pairs { rows[spelling(pair, desk), default: 0] += count }
        }
        let resolution = PlaceResolution(rows, mergesSlips: true, known: known, threads: threads)
        places = resolution.places
        self.resolution = resolution
        plain = []
        inParent = pairs.enumerated().map { desk, pairs in
            Dictionary(uniqueKeysWithValues: pairs.keys.map { ($0, resolution.numberOf[spelling($0, desk)] ?? 0) })
        }
    }
}

/// One category column's numbers: folded values, with the settings' synonyms read as one.
struct CategoryNumbers {
    let numbers: [[UInt32]]
    private let folds: [[UInt8]]
    private let uses: [Int]

    init(_ schema: Schema, _ column: Int, _ desks: [ReadingDesk]) {
        let setting = schema.comparisons[schema.categories[column]]
        var meaning: [[UInt8]: [UInt8]] = [:]
        for (value, spellings) in setting.sameAs ?? [:] {
            let fold = PlaceFold.fold(value)
            meaning[fold] = fold
            for spelling in spellings { meaning[PlaceFold.fold(spelling)] = fold }
        }
        let foldsOfDesk = desks.map { desk in
            (0..<desk.categories[column].count).map { written -> [UInt8] in
                let fold = PlaceFold.fold(desk.categories[column].string(written))
                return meaning[fold] ?? fold
            }
        }
        let distinct = Set(foldsOfDesk.joined()).subtracting([[]]).sorted { $0.lexicographicallyPrecedes($1) }
        let numberOf = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices.map { UInt32($0 + 1) }))
        numbers = foldsOfDesk.map { $0.map { numberOf[$0] ?? 0 } }
        folds = [[]] + distinct
        var uses = [Int](repeating: 0, count: folds.count)
        for (desk, numbers) in zip(desks, numbers) {
            for (written, number) in numbers.enumerated() {
                uses[Int(number)] += desk.categories[column].uses(written)
            }
        }
        self.uses = uses
    }

    func column(_ ids: Column<UInt32>) -> RecordTable.CategoryColumn {
        let total = Float(max(1, uses.dropFirst().reduce(0, +)))
        return RecordTable.CategoryColumn(
            ids: ids, shares: Column(uses.map { Float($0) / total }), folds: FoldTable(folds))
    }
}
