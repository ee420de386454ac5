package import Foundation

/// The translations: a folder a language, a JSON file a noun, keys `noun.key`.
package struct Texts: Sendable {
    package static let languages = ["en", "bn", "hi", "ne"]

    private let byLanguage: [String: [String: String]]

    package init(folder: URL) throws {
        var byLanguage: [String: [String: String]] = [:]
        for language in Texts.languages {
            let files = try FileManager.default.contentsOfDirectory(
                at: folder.appending(path: language), includingPropertiesForKeys: nil)
            for file in files where file.pathExtension == "json" {
                let noun = file.deletingPathExtension().lastPathComponent
                let texts = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
                for (key, text) in texts { byLanguage[language, default: [:]]["\(noun).\(key)"] = text }
            }
        }
        self.byLanguage = byLanguage
    }

    /// The text, in English where a translation is missing, or the key itself: a test holds that neither happens.
    package func text(_ key: String, in language: String, _ values: [String] = []) -> String {
        var text = byLanguage[language]?[key] ?? byLanguage["en"]?[key] ?? key
        for (place, value) in values.enumerated() { text = text.replacing("%\(place + 1)", with: value) }
        return text
    }

    package func keys(in language: String) -> Set<String> { Set((byLanguage[language] ?? [:]).keys) }

    /// For templates; English where a translation is missing.
    func tree(_ language: String) -> TextTree {
        var tree = TextTree()
        for source in ["en", language] {
            for (key, text) in byLanguage[source] ?? [:] { tree.plant(text, at: key.split(separator: ".")) }
        }
        return tree
    }
}
