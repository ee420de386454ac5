/// The keys of one record under one blocking rule: a 32-bit hash for every way in which it can satisfy all parts.
///
/// Two different keys may share a hash; that adds a candidate now and then and never loses one.
struct BlockingKeys {
    private enum Source {
        case place(Int), category(Int), identifier(Int)
        case token(Int), twoTokens(Int), birth(years: Int)
    }
    private let sources: [Source]
    private let table: RecordTable
    private let vocabulary: NameVocabulary
    private let seed: UInt64

    /// - Parameter parts: texts that `Settings.validate` has accepted for this table's columns.
    init(_ parts: [String], _ table: RecordTable) {
        self.table = table
        vocabulary = table.vocabulary
        sources = parts.compactMap { BlockingPart($0) }.compactMap { part in
            if part.share == .token { return table.schema.name(part.column).map { .token($0) } }
            if part.share == .twoTokens { return table.schema.name(part.column).map { .twoTokens($0) } }
            if case .within(let years) = part.share { return .birth(years: years) }
            return table.schema.place(part.column).map { .place($0) }
                ?? table.schema.category(part.column).map { .category($0) }
                ?? table.schema.identifier(part.column).map { .identifier($0) }
        }
        seed = parts.joined(separator: "+").utf8.withContiguousStorageIfAvailable { Mix.hash($0) } ?? 0
    }

    /// Appends the record's keys, each once.
    @inline(__always)
    func append(_ record: Int, to keys: inout [UInt32]) {
        let first = keys.count
        expand(record, 0, seed, &keys)
        if keys.count - first > 1 {
            // Tokens of one skeleton (Md Mohd) would give a key twice.
            var kept = first
            for index in first..<keys.count where !keys[first..<kept].contains(keys[index]) {
                keys[kept] = keys[index]
                kept += 1
            }
            keys.removeLast(keys.count - kept)
        }
    }

    private func expand(_ record: Int, _ part: Int, _ hash: UInt64, _ keys: inout [UInt32], used: UInt64 = 0) {
        if part == sources.count {
            keys.append(UInt32(truncatingIfNeeded: Mix.scramble(hash)))
            return
        }
        switch sources[part] {
        case .place(let column):
            let id = table.places[column].ids[record]
            if id != 0 {
                expand(record, part + 1, Mix.combine(hash, table.places[column].keys[Int(id)]), &keys, used: used)
            }
        case .category(let column):
            let id = table.categories[column].ids[record]
            if id != 0 { expand(record, part + 1, Mix.combine(hash, UInt64(id)), &keys, used: used) }
        case .identifier(let column):
            let value = table.identifiers[column][record]
            if value != Identifier.missing { expand(record, part + 1, Mix.combine(hash, value), &keys, used: used) }
        case .token(let column):
            let name = table.name(column, record)
            for token in 0..<name.count where isKey(name, token) {
                let own = skeleton(name[token])
                // A surname that a worker shares with the guardian says nothing twice.
                if own != used { expand(record, part + 1, Mix.combine(hash, own), &keys, used: own) }
            }
        case .twoTokens(let column):
            let name = table.name(column, record)
            for first in 0..<name.count where isKey(name, first) {
                for second in (first + 1)..<max(name.count, first + 1) where isKey(name, second) {
                    let (a, b) = (skeleton(name[first]), skeleton(name[second]))
                    expand(record, part + 1, Mix.combine(Mix.combine(hash, min(a, b)), max(a, b)), &keys)
                }
            }
        case .birth(let years):
            let birth = table.births[record]
            guard birth.precision != .missing else { return }
            // Two overlapping rows of buckets: no border parts dates within half the span, none meet beyond it.
            let width = Double(years + 1) * 365.25
            let day = Double(birth.day) + 100_000
            expand(record, part + 1, Mix.combine(hash, UInt64(day / width) &* 2), &keys)
            expand(record, part + 1, Mix.combine(hash, UInt64((day + width / 2) / width) &* 2 + 1), &keys)
        }
    }

    @inline(__always) private func skeleton(_ form: UInt32) -> UInt64 { UInt64(vocabulary.skeletons[Int(form)]) }

    /// Optional tokens (Md, Kumar) are keys only of names that have nothing else; initials are none.
    @inline(__always) private func isKey(_ name: UnsafeBufferPointer<UInt32>, _ token: Int) -> Bool {
        if !vocabulary.optional[Int(name[token])] { return vocabulary.fold(Int(name[token])).count > 1 }
        for other in 0..<name.count where !vocabulary.optional[Int(name[other])] { return false }
        return true
    }
}
