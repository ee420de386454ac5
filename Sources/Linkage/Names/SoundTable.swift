/// What the rules by which names sound alike know, as a JSON object, for the field app: it searches without a server.
///
/// The steps themselves (`NameSplitter`, `Transliteration`, `Fold`, `SingleRecord.sounds`) are written there once more; tests hold
/// this table and the answers of both to each other.
package enum SoundTable {
    package static var json: String {
        let classes = NameClasses.classOfFold.map { (text($0.key), String($0.value)) }
        let written = NameClasses.written.map { ($0.key, "\"\($0.value)\"") }
        let accents = (UInt32(0xC0)...0x24F).map { $0 } + (UInt32(0x1E00)...0x1EFF).map { $0 }
        let bases = accents.compactMap { value in LatinAccents.base(value).map { (String(value), "\"\(text($0))\"") } }
        let members = [
            ("accents", object(bases)), ("classes", object(classes)),
            ("consonants", object(IndicSpelling.consonant.map(letter))),
            ("ignored", list(NameClasses.ignoredFolds)),
            ("nukta", object(IndicSpelling.withNukta.map(letter))), ("optional", list(NameClasses.optionalFolds)),
            ("vowelLetters", object(IndicSpelling.vowelLetter.map(letter))),
            ("vowelSigns", object(IndicSpelling.vowelSign.map(letter))), ("written", object(written)),
        ]
        return "{\n" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}"
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    private static func letter(_ entry: (key: UInt32, value: String)) -> (String, String) {
        (String(entry.key), "\"\(entry.value)\"")
    }
    private static func object(_ entries: [(String, String)]) -> String {
        "{" + entries.sorted { $0.0 < $1.0 }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
    private static func list(_ folds: Set<[UInt8]>) -> String {
        "[" + folds.map { "\"\(text($0))\"" }.sorted().joined(separator: ",") + "]"
    }
}
