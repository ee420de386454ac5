import Foundation
import Testing

/// Pairs of a name in its own script and in Latin letters, read from the public data folder beside the package.
enum PublicPairs {
    struct Pair: Sendable, CustomStringConvertible {
        let native: String
        let latin: String
        var description: String { "\(native)=\(latin)" }
    }

    enum Source: String, CaseIterable, Sendable {
        /// Name parts of candidates in West Bengal and Assam, seen three times or more in both scripts.
        case affidavits = "translit_pairs/affidavit_name_tokens_hi_en.tsv"
        /// Full names of cricketers from Bangladesh, India and Pakistan.
        case cricketers = "translit_pairs/cricinfo_players_hi_en.tsv"
        /// Name-like Bengali words with the spellings that two people or more chose.
        case bengaliWords = "variants/dakshina_bn_namelike_variants.csv"
        /// Name-like Hindi words with the spellings that two people or more chose.
        case hindiWords = "variants/dakshina_hi_namelike_variants.csv"
    }

    static let missing: Comment = "No public data: set SHRAMIK_DATA to the folder that holds names/."

    /// `SHRAMIK_DATA`, or `shared/data` beside one of the folders above this file.
    static let folder: URL? = {
        var candidates: [URL] = []
        if let path = ProcessInfo.processInfo.environment["SHRAMIK_DATA"] {
            candidates.append(URL(fileURLWithPath: path))
        } else {
            var above = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            while above.path != "/" {
                candidates.append(above.appendingPathComponent("shared/data"))
                above.deleteLastPathComponent()
            }
        }
        return candidates.first { candidate in
            let names = candidate.appendingPathComponent("names")
            return Source.allCases.allSatisfy { source in
                FileManager.default.fileExists(atPath: names.appendingPathComponent(source.rawValue).path)
            }
        }
    }()

    /// The pairs of a source in the order of its file, each once.
    static func read(_ source: Source) throws -> [Pair] {
        let file = try #require(folder).appendingPathComponent("names").appendingPathComponent(source.rawValue)
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
        let pairs =
            switch source {
            case .affidavits: lines.compactMap(affidavit)
            case .cricketers: lines.compactMap(cricketer)
            case .bengaliWords, .hindiWords: lines.flatMap(variants)
            }
        var seen: Set<String> = []
        return pairs.filter { seen.insert($0.description).inserted }
    }

    /// The native names in order, each with the Latin name of a pair half the list away, unless that is one of its own.
    static func shuffled(_ pairs: [Pair]) -> [Pair] {
        let own = Dictionary(grouping: pairs, by: \.native).mapValues { Set($0.map(\.latin)) }
        return pairs.indices.compactMap { index in
            let native = pairs[index].native
            let latin = pairs[(index + pairs.count / 2) % pairs.count].latin
            return own[native]?.contains(latin) == true ? nil : Pair(native: native, latin: latin)
        }
    }

    private static func affidavit(_ line: String) -> Pair? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 5, ["West Bengal", "Assam"].contains(fields[0]), (Int(fields[4]) ?? 0) >= 3 else {
            return nil
        }
        // "late" stands beside its translation, and short forms ("ch", "kr", "md") are not letter for letter.
        guard fields[3].count > 3, fields[3] != "late" else { return nil }
        return Pair(native: fields[2], latin: fields[3])
    }

    private static func cricketer(_ line: String) -> Pair? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 5, ["BD", "IN", "PK"].contains(fields[0]) else { return nil }
        let native = fields[2].split(separator: " ")
        let latin = fields[3].split(separator: "-")
        // A short part is an initial here, and a differing number of parts another name of the same man.
        guard native.count == latin.count, latin.count > 1, latin.allSatisfy({ $0.count > 2 }) else { return nil }
        return Pair(native: native.joined(separator: " "), latin: latin.joined(separator: " "))
    }

    private static func variants(_ line: String) -> [Pair] {
        guard let comma = line.firstIndex(of: ",") else { return [] }
        let native = String(line[..<comma])
        return line[line.index(after: comma)...].split(separator: ";").compactMap { entry in
            let parts = entry.split(whereSeparator: { " ()\"".contains($0) }).map(String.init)
            guard parts.count == 2, (Int(parts[1]) ?? 0) >= 2, parts[0].count > 3 else { return nil }
            return Pair(native: native, latin: parts[0])
        }
    }
}
