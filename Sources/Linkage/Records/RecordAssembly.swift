/// Puts the batches that threads have read into one `RecordTable`: folds every distinct string once, resolves places,
/// and orders the records.
package struct RecordAssembly {
    private let schema: Schema
    private let desks: [ReadingDesk]
    private let batches: [RecordBatch]
    private let threads: Int

    /// - Parameters:
    ///   - desks: the reading desks, indexed by the number that each batch was given.
    ///   - batches: in any order of lists and pieces.
    package init(_ schema: Schema, desks: [ReadingDesk], batches: [RecordBatch], threads: Int) {
        (self.schema, self.desks, self.batches, self.threads) = (schema, desks, batches, threads)
    }

    package func table(gazetteer: Gazetteer? = nil) -> RecordTable {
        let total = batches.reduce(0) { $0 + $1.count }
        // Names, categories and places are independent of each other, but for places that lie within others.
        let free = PlaceNumbers.standingAlone(schema)
        var names: (NameVocabulary, [[(UInt32, UInt32)]])?
        var categories = [CategoryNumbers?](repeating: nil, count: schema.categories.count)
        var places = [PlaceNumbers?](repeating: nil, count: schema.places.count)
        Parallel.forEach(1 + free.count + categories.count, threads: threads) { item, _ in
            // Each item writes its own place and no other.
            if item == 0 {
                names = self.vocabulary(names: total * max(1, schema.names.count))
            } else if item <= free.count {
                places[free[item - 1]] = PlaceNumbers(free[item - 1], schema, desks, gazetteer, threads: threads)
            } else {
                categories[item - 1 - free.count] = CategoryNumbers(schema, item - 1 - free.count, desks)
            }
        }
        for column in PlaceNumbers.parentsFirst(schema) where places[column] == nil {
            places[column] = PlaceNumbers(within: places, column, schema, desks, batches, gazetteer, threads: threads)
        }
        let numbers = places.compactMap { $0 }
        let (vocabulary, formsOfToken) = names ?? (NameVocabulary(tokens: [], names: 1), [])
        let placed = placedColumns(numbers, total)
        let order = recordOrder(placed, total)
        return gather(order, total, vocabulary, formsOfToken, placed, numbers, categories.compactMap { $0 })
    }

    /// The vocabulary, and for each desk the forms of each of its tokens: none, one, or the two halves of a glued one.
    private func vocabulary(names: Int) -> (NameVocabulary, [[(UInt32, UInt32)]]) {
        let folds = Parallel.map(desks.count, threads: threads) { desk, _ in
            (0..<desks[desk].tokens.count).map { NameClasses.fold(ofWritten: desks[desk].tokens.string($0)) }
        }
        var uses: [[UInt8]: Int] = [:]
        for (desk, folds) in zip(desks, folds) {
            for (token, fold) in folds.enumerated() where !fold.isEmpty {
                uses[fold, default: 0] += desk.tokens.uses(token)
            }
        }
        for fold in NameClasses.ignoredFolds { uses[fold] = nil }
        let glued = GluedTokens(uses: uses)
        var halves: [[UInt8]: ([UInt8], [UInt8])] = [:]
        for fold in uses.keys { if let pair = glued.halves(of: fold) { halves[fold] = pair } }
        var tokens: [(fold: [UInt8], uses: Int)] = []
        tokens.reserveCapacity(uses.count)
        for (fold, count) in uses {
            if let (head, tail) = halves[fold] {
                tokens.append((head, count))
                tokens.append((tail, count))
            } else {
                tokens.append((fold, count))
            }
        }
        let vocabulary = NameVocabulary(tokens: tokens, names: names)
        let forms = Parallel.map(desks.count, threads: threads) { desk, _ in
            folds[desk].map { fold -> (UInt32, UInt32) in
                if let (head, tail) = halves[fold] {
                    return (vocabulary.form(head) ?? .max, vocabulary.form(tail) ?? .max)
                }
                return (vocabulary.form(fold) ?? .max, .max)
            }
        }
        return (vocabulary, forms)
    }

    private func starts() -> [Int] {
        var start = 0
        return batches.map { batch in
            defer { start += batch.count }
            return start
        }
    }

    private func placedColumns(_ places: [PlaceNumbers], _ total: Int) -> [Column<UInt32>] {
        let columns = places.map { _ in Column<UInt32>(unfilled: total) }
        let starts = starts()
        // Parents stand before what they hold in PlaceNumbers' own order, whatever the settings' order is.
        Parallel.forEach(batches.count, threads: threads) { item, _ in
            for column in PlaceNumbers.parentsFirst(schema) {
                let parent = PlaceNumbers.parent(of: column, in: schema)
                for offset in 0..<batches[item].count {
                    let within = parent.map { columns[$0][starts[item] + offset] } ?? 0
                    columns[column][starts[item] + offset] = places[column].number(
                        batches[item].place(column, offset), desk: batches[item].desk, parent: within)
                }
            }
        }
        return columns
    }

    /// By the two coarsest places and the finest one (district, block, village), then by the hash of the id: most of
    /// those who meet are of one village, and stand side by side in memory.
    private func recordOrder(_ placed: [Column<UInt32>], _ total: Int) -> Column<UInt32> {
        let identities = Column<UInt64>(unfilled: total), keys = Column<UInt64>(unfilled: total)
        let coarseFirst = placed.dropFirst().suffix(2).reversed() + placed.prefix(1)
        let starts = starts()
        Parallel.forEach(batches.count, threads: threads) { item, _ in
            let batch = batches[item]
            for offset in 0..<batch.count {
                let record = starts[item] + offset
                let identity = batch.identities[offset] &* 2 &+ UInt64(batch.list)
                var key: UInt64 = 0
                for column in coarseFirst { key = key &* 0x1_0000 &+ UInt64(column[record] & 0xFFFF) }
                identities[record] = identity
                keys[record] = key << 16 | Mix.scramble(identity) >> 48
            }
        }
        let order = RadixOrder.order(of: keys)
        // Equal keys are rare; they are settled by the whole hash.
        var run = 0
        while run < total {
            var end = run + 1
            while end < total, keys[end] == keys[run] { end += 1 }
            if end - run > 1 {
                let sorted = (run..<end).map { order[$0] }.sorted { identities[Int($0)] < identities[Int($1)] }
                for (offset, item) in sorted.enumerated() { order[run + offset] = item }
            }
            run = end
        }
        return order
    }

    private func gather(
        _ order: Column<UInt32>, _ total: Int, _ vocabulary: NameVocabulary, _ forms: [[(UInt32, UInt32)]],
        _ placed: [Column<UInt32>], _ places: [PlaceNumbers], _ categories: [CategoryNumbers]
    ) -> RecordTable {
        let starts = starts()
        // Where each record of the new order comes from.
        let rank = Column<UInt32>(unfilled: total)
        for position in 0..<total { rank[Int(order[position])] = UInt32(position) }
        let lists = Column<UInt8>(unfilled: total), rows = Column<UInt32>(unfilled: total)
        let identities = Column<UInt64>(unfilled: total)
        let births = Column<BirthDate>(repeating: .missing, count: total)
        let identifiers = schema.identifiers.map { _ in Column<UInt64>(unfilled: total) }
        let categoryIDs = schema.categories.map { _ in Column<UInt32>(unfilled: total) }
        let placeIDs = schema.places.map { _ in Column<UInt32>(unfilled: total) }
        let nameStarts = schema.names.map { _ in Column<UInt32>(repeating: 0, count: total + 1) }
        Parallel.forEach(batches.count, threads: threads) { item, _ in
            let batch = batches[item]
            for offset in 0..<batch.count {
                let record = Int(rank[starts[item] + offset])
                lists[record] = UInt8(batch.list)
                rows[record] = batch.firstRow + batch.rows[offset]
                identities[record] = batch.identities[offset]
                if schema.birth != nil { births[record] = batch.births[offset] }
                for column in identifiers.indices { identifiers[column][record] = batch.identifier(column, offset) }
                for column in categoryIDs.indices {
                    categoryIDs[column][record] =
                        categories[column].numbers[batch.desk][Int(batch.category(column, offset))]
                }
                for column in placeIDs.indices { placeIDs[column][record] = placed[column][starts[item] + offset] }
                for column in nameStarts.indices {
                    nameStarts[column][record + 1] = count(batch, column, offset, forms[batch.desk])
                }
            }
        }
        for starts in nameStarts { for record in 0..<total { starts[record + 1] += starts[record] } }
        let nameForms = nameStarts.map { Column<UInt32>(unfilled: Int($0[total])) }
        Parallel.forEach(batches.count, threads: threads) { item, _ in
            let batch = batches[item]
            for column in nameStarts.indices {
                for offset in 0..<batch.count {
                    var place = Int(nameStarts[column][Int(rank[starts[item] + offset])])
                    each(batch, column, offset, forms[batch.desk]) { form in
                        nameForms[column][place] = form
                        place += 1
                    }
                }
            }
        }
        let sharedBy = Parallel.map(identifiers.count, threads: threads) { item, _ in Self.sharing(identifiers[item]) }
        let taken = identifiers.indices.map { column in
            schema.comparisons[schema.identifiers[column]].unique == true
                ? Self.forget(identifiers[column], sharedBy[column]) : 0
        }
        return RecordTable(
            schema: schema, lists: lists, rows: rows, identities: identities, vocabulary: vocabulary,
            names: zip(nameStarts, nameForms).map { RecordTable.NameColumn(starts: $0, forms: $1) },
            places: schema.places.indices.map { column in
                RecordTable.PlaceColumn(
                    ids: placeIDs[column], places: places[column].places,
                    isResolved: schema.comparisons[schema.places[column]].resolve == true)
            },
            categories: zip(categoryIDs, categories).map { $1.column($0) },
            identifiers: identifiers,
            sharedBy: sharedBy, births: births, forgotten: taken)
    }

    private func count(_ batch: RecordBatch, _ column: Int, _ offset: Int, _ forms: [(UInt32, UInt32)]) -> UInt32 {
        var count: UInt32 = 0
        each(batch, column, offset, forms) { _ in count += 1 }
        return count
    }

    /// The forms of one name, at most `NameSplitter.mostTokens`.
    @inline(__always)
    private func each(
        _ batch: RecordBatch, _ column: Int, _ offset: Int, _ forms: [(UInt32, UInt32)], _ body: (UInt32) -> Void
    ) {
        var room = NameSplitter.mostTokens
        for token in batch.name(column, offset) {
            let (first, second) = forms[Int(token)]
            if first != .max, room > 0 {
                body(first)
                room -= 1
            }
            if second != .max, room > 0 {
                body(second)
                room -= 1
            }
        }
    }

    /// Takes out numbers of one person that more than six rows bear: they were made up to fill the field, and would teach that
    /// those who share a number are strangers. Returns how many records had one.
    private static func forget(_ values: Column<UInt64>, _ shared: Column<UInt8>) -> Int {
        let suspects = (0..<values.count).filter { shared[$0] > UInt8(Levels.manyShare) }
        // Counted again, for two numbers may have been counted as one.
        var counts: [UInt64: Int] = [:]
        for record in suspects { counts[values[record], default: 0] += 1 }
        let forgotten = suspects.filter { counts[values[$0], default: 0] > Int(Levels.manyShare) }
        for record in forgotten { (values[record], shared[record]) = (Identifier.missing, 0) }
        return forgotten.count
    }

    /// How many records bear each record's value. Counted in a table of hashes: a chance collision adds a little.
    private static func sharing(_ values: Column<UInt64>) -> Column<UInt8> {
        let bits = max(10, 64 - (values.count * 8).leadingZeroBitCount)
        let counts = Column<UInt8>(repeating: 0, count: 1 << bits)
        // Packed numbers differ in few of their bits: mixed once, many of them fall together.
        func place(_ value: UInt64) -> Int { Int(Mix.scramble(Mix.combine(value, 1)) >> UInt64(64 - bits)) }
        for record in 0..<values.count where values[record] != Identifier.missing {
            let place = place(values[record])
            if counts[place] < .max { counts[place] += 1 }
        }
        let shared = Column<UInt8>(repeating: 0, count: values.count)
        for record in 0..<values.count where values[record] != Identifier.missing {
            shared[record] = counts[place(values[record])]
        }
        return shared
    }
}
