/// One thing that two records must share to meet under a blocking rule, as written in the settings.
///
/// A question mark at the end (`district?`) says that the part is left out where the lists have no such column.
///
/// `village` · `name token` (any token) · `name two tokens` (any pair of tokens) · `birth within 2 years` (surely
/// within half of that, never more than that apart).
package struct BlockingPart: Equatable, Sendable {
    package enum Share: Equatable, Sendable { case value, token, twoTokens, within(years: Int) }
    package var column: String
    package var share: Share
    package var isOptional: Bool

    /// Nil when the text is none of the forms above.
    package init?(_ text: String) {
        isOptional = text.hasSuffix("?")
        let words = text.split(whereSeparator: { $0 == " " || $0 == "?" }).map(String.init)
        guard let column = words.first else { return nil }
        self.column = column
        switch Array(words.dropFirst()) {
        case []: share = .value
        case ["token"]: share = .token
        case ["two", "tokens"]: share = .twoTokens
        case let rest where rest.count == 3 && rest[0] == "within" && rest[2].hasPrefix("year"):
            guard let years = Int(rest[1]), (0...20).contains(years) else { return nil }
            share = .within(years: years)
        default: return nil
        }
    }
}
