import Foundation

/// A name or place as it is written in three scripts, with the Latin spellings that clerks use.
final class Spelled: Sendable {
    let bengali: String
    let devanagari: String
    let latin: Weighted<String>

    init(bengali: String, devanagari: String, latin: [(String, Double)]) {
        (self.bengali, self.devanagari) = (bengali, devanagari)
        self.latin = Weighted(latin.isEmpty ? [("", 1)] : latin)
    }

    /// `Rafikul:50|Rafiqul:25`; a spelling without a number weighs 1.
    static func spellings(_ text: Substring) -> [(String, Double)] {
        text.split(separator: "|").map { item in
            let cells = item.split(separator: ":")
            return (String(cells[0]), cells.count > 1 ? Double(cells[1]) ?? 1 : 1)
        }
    }
}

enum Community: String, CaseIterable { case hindu, muslim, tribal, nepali }
enum SampleSex: String { case m, f }

/// The names that sample people bear, from Resources/given-names.tsv and name-parts.tsv.
struct SampleNames {
    private var parts: [String: Weighted<Spelled>] = [:]

    init() {
        var entries: [String: [(Spelled, Double)]] = [:]
        for cells in Self.rows("given-names.tsv", columns: 6) {
            entries["given \(cells[0]) \(cells[1])", default: []].append(
                Self.entry(cells[2], cells[3], cells[4], cells[5]))
        }
        // “Late” stands before guardians only; clerks add it themselves.
        for cells in Self.rows("name-parts.tsv", columns: 7) where cells[4] != "মৃত" {
            for sex in cells[2] == "-" ? ["m", "f"] : [String(cells[2])] {
                entries["\(cells[0]) \(cells[1]) \(sex)", default: []].append(
                    Self.entry(cells[3], cells[4], cells[5], cells[6]))
            }
        }
        parts = entries.mapValues { Weighted($0) }
    }

    func draw(_ role: String, _ community: Community, _ sex: SampleSex, _ random: inout SampleRandom) -> Spelled? {
        parts["\(role) \(community.rawValue) \(sex.rawValue)"]?.draw(&random)
    }

    private static func entry(
        _ weight: Substring, _ bengali: Substring, _ devanagari: Substring, _ latin: Substring
    ) -> (Spelled, Double) {
        let spelled = Spelled(bengali: String(bengali), devanagari: String(devanagari), latin: Spelled.spellings(latin))
        return (spelled, Double(weight) ?? 1)
    }

    static func rows(_ name: String, columns: Int) -> [[Substring]] { rows(in: Resource.text(name), columns: columns) }

    static func rows(in table: String, columns: Int) -> [[Substring]] {
        table.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map {
            let cells = $0.split(separator: "\t", omittingEmptySubsequences: false)
            return Array(cells + [Substring](repeating: "", count: max(0, columns - cells.count)))
        }
    }
}
