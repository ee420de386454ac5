/// One record as the comparisons read it, without a list around it: small enough to be kept beside each worker.
///
/// A value may have variants (a name in two scripts, two phones); the pair of variants that agrees best counts.
package struct SingleRecord: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        /// Variants of a name, each the folds of its tokens.
        case names([[[UInt8]]])
        case birth(BirthDate)
        /// Packed numbers (`Identifier`), or hashes of numbers that may not be kept in the open.
        case numbers([UInt64])
        /// The fold of a place or a category.
        case text([UInt8])
    }

    /// One for each comparison of the settings, in their order; nil where it is missing.
    package var values: [Value?]

    package init(comparisons: Int) { values = Array(repeating: nil, count: comparisons) }

    /// The folds of a written name's tokens, in any script; empty where nothing legible is there.
    package static func tokens(_ name: String) -> [[UInt8]] {
        let splitter = NameSplitter()
        var folds: [[UInt8]] = []
        var name = name
        name.withUTF8 { bytes in
            splitter.split(bytes) { token in
                let fold = NameClasses.fold(ofWritten: String(decoding: token, as: UTF8.self))
                if !fold.isEmpty, !NameClasses.ignoredFolds.contains(fold) { folds.append(fold) }
            }
        }
        return folds
    }

    /// The sounds by which a name is found: consonants of each token that tells people apart, once, in order.
    ///
    /// Optional tokens (Md, Kumar) are sounds only of names that have nothing else; initials are none.
    package static func sounds(_ tokens: [[UInt8]]) -> [[UInt8]] {
        let telling = tokens.filter { !isOptional($0) && $0.count > 1 }
        let used = telling.isEmpty ? tokens.filter { $0.count > 1 } : telling
        return Set(used.map(sound)).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The fold of a place's name without its vowels, numerals and directions kept.
    package static func placeSound(_ fold: [UInt8]) -> [UInt8] { Fold.skeleton(fold) }

    private static func sound(_ fold: [UInt8]) -> [UInt8] {
        let number = NameClasses.number(of: fold)
        if number > 0 { return Array("=\(number)".utf8) }
        let skeleton = Fold.skeleton(fold)
        return skeleton.count > 1 ? skeleton : fold
    }

    private static func isOptional(_ fold: [UInt8]) -> Bool {
        let number = NameClasses.number(of: fold)
        return NameClasses.optionalFolds.contains(fold) || (number > 0 && NameClasses.optionalClasses.contains(number))
    }
}

extension SingleRecord {
    /// A compact form: for each value a tag and its content, counts and lengths in one byte.
    package var bytes: [UInt8] {
        var out: [UInt8] = [UInt8(values.count)]
        func append(_ text: [UInt8]) {
            out.append(UInt8(min(text.count, 255)))
            out += text.prefix(255)
        }
        func append(_ number: UInt64, bytes: Int) {
            for place in (0..<bytes).reversed() { out.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
        }
        for value in values {
            switch value {
            case nil: out.append(0)
            case .names(let variants):
                out += [1, UInt8(min(variants.count, 255))]
                for tokens in variants.prefix(255) {
                    out.append(UInt8(min(tokens.count, NameSplitter.mostTokens)))
                    for token in tokens.prefix(NameSplitter.mostTokens) { append(token) }
                }
            case .birth(let birth):
                out += [2, birth.precision.rawValue]
                append(UInt64(UInt32(bitPattern: birth.day)), bytes: 4)
            case .numbers(let numbers):
                out += [3, UInt8(min(numbers.count, 255))]
                for number in numbers.prefix(255) { append(number, bytes: 8) }
            case .text(let fold):
                out.append(4)
                append(fold)
            }
        }
        return out
    }

    /// Reads what `bytes` writes; nil where it is something else.
    package init?(bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let count = reader.byte() else { return nil }
        self.init(comparisons: Int(count))
        for index in values.indices {
            switch reader.byte() {
            case 0: continue
            case 1: values[index] = reader.list { $0.list { $0.text() } }.map { .names($0) }
            case 2:
                guard let raw = reader.byte(), let precision = BirthDate.Precision(rawValue: raw),
                    let day = reader.number(bytes: 4)
                else { return nil }
                values[index] = .birth(
                    BirthDate(day: Int32(bitPattern: UInt32(truncatingIfNeeded: day)), precision: precision))
            case 3: values[index] = reader.list { $0.number(bytes: 8) }.map { .numbers($0) }
            case 4: values[index] = reader.text().map { .text($0) }
            default: return nil
            }
            if values[index] == nil { return nil }
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func byte() -> UInt8? {
            guard place < bytes.count else { return nil }
            defer { place += 1 }
            return bytes[place]
        }

        mutating func number(bytes count: Int) -> UInt64? {
            guard place + count <= bytes.count else { return nil }
            defer { place += count }
            return bytes[place..<(place + count)].reduce(0) { $0 << 8 | UInt64($1) }
        }

        mutating func text() -> [UInt8]? {
            guard let count = byte(), place + Int(count) <= bytes.count else { return nil }
            defer { place += Int(count) }
            return Array(bytes[place..<(place + Int(count))])
        }

        mutating func list<Item>(_ item: (inout Reader) -> Item?) -> [Item]? {
            guard let count = byte() else { return nil }
            var items: [Item] = []
            for _ in 0..<count {
                guard let next = item(&self) else { return nil }
                items.append(next)
            }
            return items
        }
    }
}
