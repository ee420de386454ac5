import Foundation

/// A class of employment, as the lists of the schemes name it.
package struct Category: Sendable, Hashable {
    package let code: String
    /// construction, transport, agriculture, textile, manufacturing, trade, services, other.
    package let sector: String
    /// The code of the National Classification of Occupations 2015, where one fits.
    package let nco: String?
    /// The schemes whose own list has it.
    package let schemes: [String]
    private let names: [String: String]

    package func name(in language: String) -> String { names[language] ?? names["en"] ?? code }

    /// The shipped list, in its own order; see `Resources/categories.tsv` for the sources.
    package static let shipped: [Category] = {
        let file = Rules.builtInFolder().appending(path: "categories.tsv")
        return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.compactMap { line in
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard cells.count == 8 else { return nil }
                return Category(
                    code: cells[0], sector: cells[1], nco: cells[2].isEmpty ? nil : cells[2],
                    schemes: cells[3].split(separator: ",").map(String.init),
                    names: ["en": cells[4], "bn": cells[5], "hi": cells[6], "ne": cells[7]])
            }
    }()

    private static let byCode = Dictionary(shipped.map { ($0.code, $0) }, uniquingKeysWith: { $1 })

    package static func named(_ code: String) -> Category? { byCode[code] }
}
