import Glibc

/// What an alignment needs to know of a form, in one piece.
struct FormInfo: BitwiseCopyable {
    /// −ln of the share of names that hold the form or one of its class; optional tokens are capped.
    var weight: Float
    /// Number of the class of equivalent names; 0 for none.
    var number: UInt32
    var letters: LetterCounts
}

/// What blocking rules need to know of a form, in one piece.
struct TokenKey: BitwiseCopyable {
    /// Hash of the consonant skeleton.
    var skeleton: UInt32
    /// Optional tokens (Md, Khatun, Kumar …) come and go.
    var isOptional: Bool
    var isInitial: Bool
}

/// Every name token of the lists at hand, folded once: what a comparison of two names needs to know of each.
///
/// A *form* is a distinct fold. Forms are numbered in the order of their bytes, so numbers do not depend on the order
/// of rows or on threads. Size: about 60 bytes a form; lists of 50 lakh rows have some lakhs of forms.
package final class NameVocabulary {
    /// Fold bytes of form `f` are `folds[starts[f]..<starts[f + 1]]`.
    let folds: Column<UInt8>
    let starts: Column<UInt32>
    let keys: Column<TokenKey>
    let infos: Column<FormInfo>
    var count: Int { keys.count }

    /// Optional tokens (Md, Khatun, Kumar …) say at most this much.
    static let optionalWeight: Float = 0.7

    /// - Parameters:
    ///   - tokens: folds of all written tokens with the number of times each is used, in any order.
    ///   - names: how many names there are, which the shares are of.
    init(tokens: [(fold: [UInt8], uses: Int)], names: Int) {
        var uses: [[UInt8]: Int] = [:]
        for token in tokens { uses[token.fold, default: 0] += token.uses }
        let forms = uses.keys.sorted { $0.lexicographicallyPrecedes($1) }
        folds = Column(forms.flatMap { $0 })
        var ends: [UInt32] = [0]
        for form in forms { ends.append(ends[ends.count - 1] + UInt32(form.count)) }
        starts = Column(ends)
        let classOf = forms.map(NameClasses.number)
        let isOptional = zip(forms, classOf).map { form, number in
            NameClasses.optionalFolds.contains(form) || (number > 0 && NameClasses.optionalClasses.contains(number))
        }
        keys = Column(
            zip(forms, isOptional).map { form, isOptional in
                TokenKey(skeleton: Self.skeletonHash(of: form), isOptional: isOptional, isInitial: form.count == 1)
            })
        var usesOfClass: [UInt32: Int] = [:]
        for (form, number) in zip(forms, classOf) where number > 0 {
            usesOfClass[number, default: 0] += uses[form] ?? 0
        }
        infos = Column(
            forms.indices.map { index -> FormInfo in
                let number = classOf[index]
                let count = number > 0 ? usesOfClass[number] ?? 1 : uses[forms[index]] ?? 1
                let rarity = log(Float(max(names, 2)) / Float(max(1, min(count, names))))
                let weight = max(0.1, rarity)
                return FormInfo(
                    weight: isOptional[index] ? min(weight, Self.optionalWeight) : weight, number: number,
                    letters: LetterCounts(forms[index]))
            })
        numbers = Dictionary(uniqueKeysWithValues: zip(forms, forms.indices.map { UInt32($0) }))
    }

    private let numbers: [[UInt8]: UInt32]

    /// The form with this fold, or nil.
    func form(_ fold: [UInt8]) -> UInt32? { numbers[fold] }

    @inline(__always) func fold(_ form: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: folds.base + Int(starts[form]), count: Int(starts[form + 1] - starts[form]))
    }

    static func skeletonHash(of fold: [UInt8]) -> UInt32 {
        // A token that is all vowels keeps itself: "ali" and "roy" must not share one key with every other.
        let skeleton = Fold.skeleton(fold)
        let key = skeleton.count > 1 ? skeleton : fold
        return key.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: Mix.hash($0)) | 1 }
    }
}

/// Splits a written token that two common names were glued into ("madandas"), once per distinct token.
struct GluedTokens {
    private let uses: [[UInt8]: Int]
    /// A half must be used this many times more often than the glued whole.
    private static let factor = 20
    private static let shortestHalf = 3

    init(uses: [[UInt8]: Int]) { self.uses = uses }

    /// The two halves' folds, the pair whose rarer half is the most common; nil when the token stands for itself.
    func halves(of fold: [UInt8]) -> ([UInt8], [UInt8])? {
        guard fold.count >= 7, let own = uses[fold] else { return nil }
        var best: (Int, Int)?
        for cut in Self.shortestHalf...(fold.count - Self.shortestHalf) {
            guard let head = uses[Array(fold[..<cut])], let tail = uses[Array(fold[cut...])] else { continue }
            let rarer = min(head, tail)
            if rarer >= Self.factor * own, rarer > best?.1 ?? 0 { best = (cut, rarer) }
        }
        return best.map { (Array(fold[..<$0.0]), Array(fold[$0.0...])) }
    }
}
