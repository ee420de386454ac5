internal import Linkage
internal import Store

/// What a worker is found by: the kind of a key and its blind number, from which nobody can read the value back.
package struct WorkerKey: Hashable, Sendable {
    /// Names and numbers are kept in what the data base holds: never give one another meaning.
    package enum Kind: Int64, Sendable, CaseIterable {
        case aadhaar = 1, epic, uan, mobile, familyNumber, memberNumber, rationCard, account
        // For the search.
        case nameInArea = 20, twoNames, twoNamesInDistrict
        // For the duplicate check: the blocking rules of the built-in linkage settings, as they suit a register of places.
        case nameAndGuardianInArea = 30, nameInVillage, namesAndBirth, guardianAndBirthInVillage, twoNamesTwoGuardians
    }

    package let kind: Kind
    /// The blind number; its lowest six bits are the kind, so that one column of whole numbers says both.
    let number: Int64

    /// One more than what those bits hold.
    static let kinds: Int64 = 64

    init(kind: Kind, number: Int64) { (self.kind, self.number) = (kind, number) }

    init(_ kind: Kind, of text: String, _ vault: Vault) {
        let blind = vault.blindNumber(text, for: "worker key \(kind.rawValue)")
        self.init(kind: kind, number: blind & ~(WorkerKey.kinds - 1) | kind.rawValue)
    }

    /// Kinds under which candidates for a duplicate are looked up.
    static let blocking: Set<Kind> = Set(Kind.allCases).subtracting([.nameInArea, .twoNames, .twoNamesInDistrict])

    /// An identifier as it is compared: letters and digits in upper case, of a mobile the last ten digits; nil where too
    /// little is left of it to name anybody.
    static func plain(_ text: String?, _ kind: Kind) -> String? {
        guard let text else { return nil }
        let plain = text.uppercased().filter { $0.isLetter || $0.isNumber }
            .map { $0.wholeNumberValue.map { Character(String($0)) } ?? $0 }
        let kept = kind == .mobile ? plain.suffix(10) : plain[...]
        return kept.count >= (kind == .mobile ? 10 : 4) ? String(kept) : nil
    }

    /// The key of an identifier.
    static func identifier(_ text: String?, _ kind: Kind, _ vault: Vault) -> WorkerKey? {
        plain(text, kind).map { WorkerKey(kind, of: $0, vault) }
    }
}

/// Makes the keys of names and places.
struct KeyMaker {
    private let vault: Vault
    private(set) var keys: Set<WorkerKey> = []

    init(_ vault: Vault) { self.vault = vault }

    mutating func add(_ kind: WorkerKey.Kind, _ parts: [[UInt8]]) {
        // Parts hold no blank, so that no two lists of parts read alike.
        let text = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        keys.insert(WorkerKey(kind, of: text, vault))
    }

    /// All pairs of different items, each in the order of the list.
    static func pairs(_ items: [[UInt8]]) -> [[[UInt8]]] {
        items.indices.flatMap { first in items[(first + 1)...].map { [items[first], $0] } }
    }

    /// The two overlapping stretches of time that a birth lies in: births up to `years`/2 apart surely share one.
    static func stretches(_ birth: BirthDate?, years: Int) -> [[UInt8]] {
        guard let birth, birth.precision != .missing else { return [] }
        let width = Double(years + 1) * 365.25, day = Double(birth.day) + 100_000
        return [Int(day / width) * 2, Int((day + width / 2) / width) * 2 + 1].map { Array(String($0).utf8) }
    }
}
