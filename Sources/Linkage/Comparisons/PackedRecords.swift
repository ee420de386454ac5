/// What comparisons read of each record, side by side: a pair costs two or three cache lines instead of one a column.
///
/// Word counts: birth 2 (day, precision), identifier and phone 3 (number, shared by), place and category 1 (id), name 2
/// (where its forms begin, how many). The forms of all names of a record stand together.
final class PackedRecords {
    let stride: Int
    let words: Column<UInt32>
    let forms: Column<UInt32>
    /// First word of each comparison.
    let offsets: [Int]

    init(_ table: RecordTable, threads: Int) {
        var offsets: [Int] = [], width = 0
        for comparison in table.schema.comparisons {
            offsets.append(width)
            switch comparison.kind {
            case .birth, .name: width += 2
            case .identifier, .phone: width += 3
            case .place, .category: width += 1
            }
        }
        let stride = max(1, width), schema = table.schema
        let words = Column<UInt32>(unfilled: table.count * stride)
        // One more than there are: the last record may have no name, and its place is read all the same.
        let forms = Column<UInt32>(repeating: 0, count: table.names.reduce(1) { $0 + $1.forms.count })
        let stretches = Parallel.ranges(of: table.count, size: 65_536)
        Parallel.forEach(stretches.count, threads: threads) { item, _ in
            // The forms of the records before this stretch come first.
            var next = table.names.reduce(0) { $0 + Int($1.starts[stretches[item].lowerBound]) }
            for record in stretches[item] {
                let row = words.base + record * stride
                for (index, comparison) in schema.comparisons.enumerated() {
                    let word = row + offsets[index]
                    switch comparison.kind {
                    case .birth:
                        word[0] = UInt32(bitPattern: table.births[record].day)
                        word[1] = UInt32(table.births[record].precision.rawValue)
                    case .identifier, .phone:
                        let column = schema.identifiers.firstIndex(of: index) ?? 0
                        let value = table.identifiers[column][record]
                        word[0] = UInt32(truncatingIfNeeded: value)
                        word[1] = UInt32(truncatingIfNeeded: value >> 32)
                        word[2] = UInt32(table.sharedBy[column][record])
                    case .place: word[0] = table.places[schema.places.firstIndex(of: index) ?? 0].ids[record]
                    case .category: word[0] = table.categories[schema.categories.firstIndex(of: index) ?? 0].ids[record]
                    case .name:
                        let name = table.name(schema.names.firstIndex(of: index) ?? 0, record)
                        word[0] = UInt32(next)
                        word[1] = UInt32(name.count)
                        for form in name {
                            forms[next] = form
                            next += 1
                        }
                    }
                }
            }
        }
        (self.stride, self.words, self.forms, self.offsets) = (stride, words, forms, offsets)
    }
}
