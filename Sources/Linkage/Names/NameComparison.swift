/// What a comparison of two written names says.
package struct NameVerdict: Equatable, Sendable {
    /// 0…1: 1 where script, order of parts and spellings with one fold are all that differs.
    package var similarity: Double
    /// True when the two can be one written name: every part that tells people apart has its like on the other side.
    package var isMatch: Bool
}

/// Compares two names on their own, without a list to tell how rare their parts are.
///
/// The worst informative part decides: `Rafikul Islam` and `Safikul Islam` are alike and are brothers. Links between
/// lists do not use this verdict; they weigh the same token similarities by rarity (`NameAligner`).
package struct NameComparison: Sendable {
    package static let standard = NameComparison()
    /// Parts less alike than this are different names.
    private static let sameName: Float = 0.81
    /// Parts that were glued together to be compared have more letters to agree on.
    private static let sameGlued: Float = 0.9
    /// Weight of a part that comes and goes, beside 1 for any other.
    private static let optionalWeight: Float = 0.25

    private struct Part {
        var fold: [UInt8]
        var number: UInt32
        var isOptional: Bool
        var isGlued = false
        var isInitial: Bool { fold.count == 1 }
        var weight: Float { isOptional ? NameComparison.optionalWeight : isInitial ? 0.4 : 1 }
    }

    package init() {}

    package func compare(_ a: String, _ b: String) -> NameVerdict {
        let first = parts(a), second = parts(b)
        if first.isEmpty || second.isEmpty {
            let isSame = Self.hasLetters(a) && a == b
            return NameVerdict(similarity: isSame ? 1 : 0, isMatch: isSame)
        }
        // Both sides in the order of their letters: neither the order of parts nor of names can matter.
        let sides = [first, second].sorted { Self.isBefore($0, $1) }
        var best = align(sides[0], sides[1])
        // A glued name is tried in its parts' place, and the other way round.
        let candidates = Self.joins(sides[0]).map { ($0, sides[1]) } + Self.joins(sides[1]).map { (sides[0], $0) }
        for (one, other) in candidates {
            let aligned = align(one, other)
            if aligned.similarity > best.similarity + 0.001 || (aligned.isMatch && !best.isMatch) { best = aligned }
        }
        return NameVerdict(similarity: Double(best.similarity), isMatch: best.isMatch)
    }

    private func parts(_ text: String) -> [Part] {
        let splitter = NameSplitter()
        var parts: [Part] = []
        var text = text
        text.withUTF8 { bytes in
            splitter.split(bytes) { token in
                let fold = NameClasses.fold(ofWritten: String(decoding: token, as: UTF8.self))
                guard !fold.isEmpty, !NameClasses.ignoredFolds.contains(fold) else { return }
                let number = NameClasses.number(of: fold)
                let isOptional =
                    NameClasses.optionalFolds.contains(fold)
                    || (number > 0 && NameClasses.optionalClasses.contains(number))
                if !isOptional, let tail = Self.gluedTail(of: fold) {
                    parts.append(Part(fold: Array(fold.dropLast(tail.count)), number: 0, isOptional: false))
                    parts.append(Part(fold: tail, number: NameClasses.number(of: tail), isOptional: true))
                } else {
                    parts.append(Part(fold: fold, number: number, isOptional: isOptional))
                }
            }
        }
        return parts
    }

    /// `nath` of Rabindranath, `lal` of Mohanlal: a part that comes and goes, glued on to one of three letters or more.
    private static func gluedTail(of fold: [UInt8]) -> [UInt8]? {
        gluedOn.first { fold.count >= $0.count + 3 && fold.suffix($0.count).elementsEqual($0) }
    }

    private static let gluedOn = ["nath", "lal", "kumar", "chandra", "prasad", "rani", "bala"].map {
        Fold.fold(Array($0.utf8))
    }

    private static func isBefore(_ a: [Part], _ b: [Part]) -> Bool {
        if a.count != b.count { return a.count < b.count }
        for (first, second) in zip(sorted(a), sorted(b)) where first.fold != second.fold {
            return first.fold.lexicographicallyPrecedes(second.fold)
        }
        return false
    }

    private static func sorted(_ parts: [Part]) -> [Part] {
        parts.sorted { $0.fold.lexicographicallyPrecedes($1.fold) }
    }

    private func align(_ first: [Part], _ second: [Part]) -> (similarity: Float, isMatch: Bool) {
        let a = Self.sorted(first), b = Self.sorted(second)
        var candidates: [(alike: Float, i: Int, j: Int)] = []
        for i in a.indices { for j in b.indices { candidates.append((similarity(a[i], b[j]), i, j)) } }
        candidates.sort {
            $0.alike != $1.alike
                ? $0.alike > $1.alike
                : min(a[$0.i].weight, b[$0.j].weight) > min(a[$1.i].weight, b[$1.j].weight)
        }
        var freeA = Set(a.indices), freeB = Set(b.indices)
        var shared: Float = 0, isMatch = true, informative = 0
        for (alike, i, j) in candidates where alike > 0 && freeA.contains(i) && freeB.contains(j) {
            let isInitial = a[i].isInitial || b[j].isInitial
            if !isInitial, alike < (a[i].isOptional || b[j].isOptional ? Self.sameName : 0.5) { continue }
            freeA.remove(i)
            freeB.remove(j)
            shared += alike * (a[i].weight + b[j].weight)
            if a[i].isOptional || b[j].isOptional { continue }
            if isInitial { continue }
            informative += 1
            if alike < (a[i].isGlued || b[j].isGlued ? Self.sameGlued : Self.sameName) { isMatch = false }
        }
        let leftA = freeA.reduce(0) { $0 + a[$1].weight }, leftB = freeB.reduce(0) { $0 + b[$1].weight }
        // Different middle names are evidence against, small as they are.
        if min(leftA, leftB) > 0.2 { isMatch = false }
        if informative == 0 { isMatch = isMatch && freeA.isEmpty && freeB.isEmpty && a.contains { $0.fold.count > 1 } }
        let whole = a.reduce(0) { $0 + $1.weight } + b.reduce(0) { $0 + $1.weight }
        return (min(1, shared / max(whole, 0.01)), isMatch)
    }

    private func similarity(_ a: Part, _ b: Part) -> Float {
        if a.fold == b.fold { return 1 }
        if a.number > 0, a.number == b.number { return 0.97 }
        if a.isInitial || b.isInitial { return a.fold.first == b.fold.first ? 0.5 : 0 }
        return TokenSimilarity.similarity(a.fold, b.fold)
    }

    /// The name with two neighbours written as one, in either order, for each place, and with all of them as one.
    private static func joins(_ parts: [Part]) -> [[Part]] {
        func glued(_ pieces: [Part]) -> Part {
            let fold = pieces.reduce(into: [UInt8]()) { fold, part in
                fold += fold.last == part.fold.first ? part.fold.dropFirst() : part.fold[...]
            }
            return Part(fold: fold, number: 0, isOptional: false, isGlued: true)
        }
        let pairs = parts.indices.dropLast().filter { !parts[$0].isInitial && !parts[$0 + 1].isInitial }.flatMap {
            place in
            [glued([parts[place], parts[place + 1]]), glued([parts[place + 1], parts[place]])].map {
                Array(parts[..<place]) + [$0] + Array(parts[(place + 2)...])
            }
        }
        return parts.count > 2 ? pairs + [[glued(parts)], [glued(parts.reversed())]] : pairs
    }

    private static func hasLetters(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.isAlphabetic }
    }
}
