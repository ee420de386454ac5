/// The keys of one record under one blocking rule: a 32-bit hash for every way in which it can satisfy all parts.
///
/// Two different keys may share a hash; that adds a candidate now and then and never loses one.
struct BlockingKeys {
    /// One part, by plain pointers into the columns of `table`.
    private enum Source: BitwiseCopyable {
        case place(ids: UnsafeMutablePointer<UInt32>, keys: UnsafeMutablePointer<UInt64>)
        case category(ids: UnsafeMutablePointer<UInt32>)
        case identifier(UnsafeMutablePointer<UInt64>)
        case token(Name), twoTokens(Name)
        case birth(UnsafeMutablePointer<BirthDate>, years: Int)
    }
    private struct Name: BitwiseCopyable {
        let starts: UnsafeMutablePointer<UInt32>
        let forms: UnsafeMutablePointer<UInt32>

        @inline(__always) subscript(record: Int) -> UnsafeBufferPointer<UInt32> {
            let start = Int(starts[record])
            return UnsafeBufferPointer(start: forms + start, count: Int(starts[record + 1]) - start)
        }
    }
    private let sources: Column<Source>
    private let tokens: UnsafeMutablePointer<TokenKey>
    private let table: RecordTable
    private let seed: UInt64

    /// - Parameter parts: texts that `Settings.validate` has accepted for this table's columns.
    init(_ parts: [String], _ table: RecordTable) {
        self.table = table
        tokens = table.vocabulary.keys.base
        let schema = table.schema
        sources = Column(
            parts.compactMap { BlockingPart($0) }.compactMap { part -> Source? in
                let name = schema.name(part.column).map {
                    Name(starts: table.names[$0].starts.base, forms: table.names[$0].forms.base)
                }
                if part.share == .token { return name.map { .token($0) } }
                if part.share == .twoTokens { return name.map { .twoTokens($0) } }
                if case .within(let years) = part.share { return .birth(table.births.base, years: years) }
                return schema.place(part.column).map {
                    .place(ids: table.places[$0].ids.base, keys: table.places[$0].keys.base)
                } ?? schema.category(part.column).map { .category(ids: table.categories[$0].ids.base) }
                    ?? schema.identifier(part.column).map { .identifier(table.identifiers[$0].base) }
            })
        seed = parts.joined(separator: "+").utf8.withContiguousStorageIfAvailable { Mix.hash($0) } ?? 0
    }

    /// Appends the record's keys, each once.
    func append(_ record: Int, to keys: inout [UInt32]) {
        let first = keys.count
        expand(record, 0, seed, 0, &keys)
        guard keys.count - first > 1 else { return }
        // Tokens of one skeleton (Md Mohd) would give a key twice.
        var kept = first + 1
        for index in (first + 1)..<keys.count {
            var earlier = first
            while earlier < kept, keys[earlier] != keys[index] { earlier += 1 }
            if earlier < kept { continue }
            keys[kept] = keys[index]
            kept += 1
        }
        keys.removeLast(keys.count - kept)
    }

    /// - Parameter used: the token that an earlier part took, 0 for none.
    private func expand(_ record: Int, _ part: Int, _ hash: UInt64, _ used: UInt64, _ keys: inout [UInt32]) {
        if part == sources.count {
            keys.append(UInt32(truncatingIfNeeded: Mix.scramble(hash)))
            return
        }
        switch sources.base[part] {
        case .place(let ids, let keysOfPlaces):
            let id = ids[record]
            if id != 0 { expand(record, part + 1, Mix.combine(hash, keysOfPlaces[Int(id)]), used, &keys) }
        case .category(let ids):
            let id = ids[record]
            if id != 0 { expand(record, part + 1, Mix.combine(hash, UInt64(id)), used, &keys) }
        case .identifier(let values):
            let value = values[record]
            if value != Identifier.missing { expand(record, part + 1, Mix.combine(hash, value), used, &keys) }
        case .token(let names):
            let name = names[record], takesOptional = isAllOptional(name)
            for form in name {
                guard let own = key(form, takesOptional) else { continue }
                // A surname that a worker shares with the guardian says nothing twice.
                if own != used { expand(record, part + 1, Mix.combine(hash, own), own, &keys) }
            }
        case .twoTokens(let names):
            let name = names[record], takesOptional = isAllOptional(name)
            for first in 0..<name.count {
                guard let a = key(name[first], takesOptional) else { continue }
                for second in (first + 1)..<max(name.count, first + 1) {
                    guard let b = key(name[second], takesOptional) else { continue }
                    expand(record, part + 1, Mix.combine(Mix.combine(hash, min(a, b)), max(a, b)), 0, &keys)
                }
            }
        case .birth(let births, let years):
            let birth = births[record]
            guard birth.precision != .missing else { return }
            // Two overlapping rows of buckets: no border parts dates within half the span, none meet beyond it.
            let width = Double(years + 1) * 365.25
            let day = Double(birth.day) + 100_000
            expand(record, part + 1, Mix.combine(hash, UInt64(day / width) &* 2), 0, &keys)
            expand(record, part + 1, Mix.combine(hash, UInt64((day + width / 2) / width) &* 2 + 1), 0, &keys)
        }
    }

    /// Optional tokens (Md, Kumar) are keys only of names that have nothing else; initials are none.
    @inline(__always) private func key(_ form: UInt32, _ takesOptional: Bool) -> UInt64? {
        let token = tokens[Int(form)]
        return (token.isOptional ? takesOptional : !token.isInitial) ? UInt64(token.skeleton) : nil
    }

    @inline(__always) private func isAllOptional(_ name: UnsafeBufferPointer<UInt32>) -> Bool {
        for form in name where !tokens[Int(form)].isOptional { return false }
        return true
    }
}
