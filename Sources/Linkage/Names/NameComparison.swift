/// What a comparison of two written names says.
package struct NameVerdict: Equatable, Sendable {
    /// 0…1: 1 for the same name in any script, spelling or order of its parts.
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
    private static let sameName: Float = 0.8
    /// Weight of a part that comes and goes, beside 1 for any other.
    private static let optionalWeight: Float = 0.25

    private struct Part {
        var fold: [UInt8]
        var number: UInt32
        var isOptional: Bool
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
        if first.map(\.fold) == second.map(\.fold) { return NameVerdict(similarity: 1, isMatch: true) }
        var pairs = align(first, second)
        // A glued name is tried in its parts' place, and the other way round.
        for (joined, other, swapped) in [(Self.joins(first), second, false), (Self.joins(second), first, true)] {
            for candidate in joined {
                let aligned = swapped ? align(other, candidate) : align(candidate, other)
                if aligned.similarity > pairs.similarity + 0.001 { pairs = aligned }
            }
        }
        return NameVerdict(similarity: Double(pairs.similarity), isMatch: pairs.isMatch)
    }

    private func parts(_ text: String) -> [Part] {
        var splitter = NameSplitter()
        var parts: [Part] = []
        var text = text
        text.withUTF8 { bytes in
            splitter.split(bytes) { token in
                let fold = NameClasses.fold(ofWritten: String(decoding: token, as: UTF8.self))
                guard !fold.isEmpty, !NameClasses.ignoredFolds.contains(fold) else { return }
                let number = NameClasses.classOfFold[fold] ?? 0
                let isOptional = NameClasses.optionalFolds.contains(fold)
                    || (number > 0 && NameClasses.optionalClasses.contains(number))
                parts.append(Part(fold: fold, number: number, isOptional: isOptional))
            }
        }
        return parts
    }

    private func align(_ a: [Part], _ b: [Part]) -> (similarity: Float, isMatch: Bool) {
        var candidates: [(alike: Float, i: Int, j: Int)] = []
        for i in a.indices { for j in b.indices { candidates.append((similarity(a[i], b[j]), i, j)) } }
        candidates.sort {
            $0.alike != $1.alike ? $0.alike > $1.alike
                : min(a[$0.i].weight, b[$0.j].weight) > min(a[$1.i].weight, b[$1.j].weight)
        }
        var freeA = Set(a.indices), freeB = Set(b.indices)
        var shared: Float = 0, isMatch = true, informative = 0
        for (alike, i, j) in candidates where alike > 0 && freeA.contains(i) && freeB.contains(j) {
            let isInitial = a[i].isInitial || b[j].isInitial
            if !isInitial, alike < 0.5 { continue }
            freeA.remove(i)
            freeB.remove(j)
            shared += alike * (a[i].weight + b[j].weight)
            if a[i].isOptional || b[j].isOptional { continue }
            if isInitial { continue }
            informative += 1
            if alike < Self.sameName { isMatch = false }
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

    /// The name with two neighbouring parts written as one, for each place.
    private static func joins(_ parts: [Part]) -> [[Part]] {
        parts.indices.dropLast().map { place in
            let fold = parts[place].fold.withUnsafeBufferPointer { head in
                parts[place + 1].fold.withUnsafeBufferPointer { Fold.joined(head, $0) }
            }
            return Array(parts[..<place]) + [Part(fold: fold, number: 0, isOptional: false)] + Array(parts[(place + 2)...])
        }
    }

    private static func hasLetters(_ text: String) -> Bool { text.unicodeScalars.contains { $0.properties.isAlphabetic } }
}
