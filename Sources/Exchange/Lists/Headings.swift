import Foundation

/// What a column of a list holds, told by its heading; `id` and the roles of Resources/headings.tsv.
struct Headings {
    private let roles: [String: String]

    /// The dictionary that ships with the program.
    static let standard = Headings(Resource.text("headings.tsv"))

    init(_ table: String) {
        var roles: [String: String] = [:]
        for line in table.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", maxSplits: 1)
            guard cells.count == 2, cells[0] != "role" else { continue }
            let plain = Self.plain(String(cells[1]))
            roles[plain] = String(cells[0])
            roles[plain.filter { $0 != " " }] = String(cells[0])
        }
        self.roles = roles
    }

    /// The role of a heading, or nil: looked up whole, without its blanks, without a remark in brackets or a number,
    /// and, where it is written in two scripts (“Name / নাম”), by the parts, which must agree.
    func role(of heading: String) -> String? {
        // The last four digits of a number are not the number.
        if heading.lowercased().contains("last 4") || heading.lowercased().contains("last four") { return nil }
        let bare = heading.replacingOccurrences(of: #"[\(\[].*?[\)\]]"#, with: " ", options: .regularExpression)
        for candidate in [heading, bare] {
            let plain = Self.plain(candidate)
            let numberless = plain.replacingOccurrences(of: #"^\d+ | \d+$"#, with: "", options: .regularExpression)
            for text in [plain, plain.filter { $0 != " " }, numberless] { if let role = roles[text] { return role } }
        }
        let words = Self.plain(heading).split(separator: " ")
        let parts = Dictionary(grouping: words) { Self.script($0) }.values.map { $0.joined(separator: " ") }
        let found = Set(parts.map { roles[$0] })
        return parts.count > 1 && found.count == 1 ? found.first ?? nil : nil
    }

    static func isKnown(_ heading: String) -> Bool { standard.role(of: heading) != nil }

    /// The Unicode block of a word's first letter, as 128-letter pages; all Latin is one.
    private static func script(_ word: Substring) -> UInt32 { (word.unicodeScalars.first?.value ?? 0) >> 7 }

    /// Lower case, one encoding of nukta letters, words parted by single blanks, no punctuation.
    private static func plain(_ heading: String) -> String {
        heading.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
            .filter { $0 != "'" && $0 != "’" }
            .split {
                !($0.properties.isAlphabetic || $0.properties.numericType != nil || (0x900...0x9FF).contains($0.value))
            }
            .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }
}

/// A text file that ships beside the program.
enum Resource {
    static func text(_ name: String) -> String {
        guard let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Resources") else {
            return ""
        }
        return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    }
}
