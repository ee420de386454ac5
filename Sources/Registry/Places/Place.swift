package import Store

/// The levels of the Local Government Directory, from the state down.
package enum PlaceLevel: Int, Sendable, CaseIterable, Codable, Comparable {
    case state = 1, division, district, subdivision, block, municipality, panchayat, ward, village

    /// The level's name as tables write it: `ulb` and `gp` are the directory's words.
    package init?(word: String) {
        switch word.lowercased() {
        case "state": self = .state
        case "division": self = .division
        case "district": self = .district
        case "subdivision": self = .subdivision
        case "block": self = .block
        case "municipality", "ulb": self = .municipality
        case "panchayat", "gp": self = .panchayat
        case "ward": self = .ward
        case "village": self = .village
        default: return nil
        }
    }

    package var word: String { String(describing: self) }

    package static func < (left: PlaceLevel, right: PlaceLevel) -> Bool { left.rawValue < right.rawValue }
}

/// A place by level and Local Government Directory code, as one number: codes are unique within a level only.
///
/// District 303 is 3·10⁹ + 303.
package struct PlaceID: Sendable, Hashable, Codable, ColumnValue, CustomStringConvertible {
    package let number: Int64

    package init(_ level: PlaceLevel, _ code: Int) { number = Int64(level.rawValue) * 1_000_000_000 + Int64(code) }

    package init?(number: Int64) {
        guard PlaceLevel(rawValue: Int(number / 1_000_000_000)) != nil, number > 0 else { return nil }
        self.number = number
    }

    package init?(value: Value) {
        guard case .integer(let number) = value else { return nil }
        self.init(number: number)
    }

    /// Reads what `description` writes.
    package init?(_ text: String) {
        guard let number = Int64(text) else { return nil }
        self.init(number: number)
    }

    package var value: Value { .integer(number) }
    package var level: PlaceLevel { PlaceLevel(rawValue: Int(number / 1_000_000_000)) ?? .state }
    package var code: Int { Int(number % 1_000_000_000) }
    package var description: String { String(number) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = PlaceID(number: try container.decode(Int64.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a place")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// A place as it is called, and what it is part of.
package struct Place: Sendable, Hashable {
    package let id: PlaceID
    package let parent: PlaceID?
    package let name: String
    /// Names in local scripts by language code (`bn`, `hi`, `ne`).
    package let localNames: [String: String]
    /// Other spellings that people and other lists use.
    package let aliases: [String]
    /// When the directory's code ended, as milliseconds since 1970; nil while it holds.
    package let ended: Int64?

    package init(
        id: PlaceID, parent: PlaceID?, name: String, localNames: [String: String] = [:], aliases: [String] = [],
        ended: Int64? = nil
    ) {
        self.id = id
        self.parent = parent
        self.name = name
        self.localNames = localNames
        self.aliases = aliases
        self.ended = ended
    }

    /// The name in a language, or the directory's own; Nepali readers get the other name in Devanagari before the English one.
    package func name(in language: String) -> String {
        localNames[language] ?? (language == "ne" ? localNames["hi"] : nil) ?? name
    }
}
