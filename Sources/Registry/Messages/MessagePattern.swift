internal import Foundation

/// A text as it is registered with the operators (India's DLT): fixed words, and slots that are filled for each worker.
///
/// A slot is `{#var#}` (up to 30 characters; two of them in a row make one slot of 60) or `{#numeric#}`. An operator drops a
/// message that does not match its registered pattern, so `fill` makes only texts that `matches` accepts.
package struct MessagePattern: Sendable, Hashable {
    private enum Piece: Hashable {
        case words(String)
        case slot(room: Int, numeric: Bool)
    }

    package let text: String
    private let pieces: [Piece]

    package init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let found = rest.firstMatch(of: /(\{#var#\})+|\{#numeric#\}/) {
            if found.range.lowerBound > rest.startIndex {
                pieces.append(.words(String(rest[rest.startIndex..<found.range.lowerBound])))
            }
            let numeric = found.output.0 == "{#numeric#}"
            pieces.append(.slot(room: numeric ? 30 : found.output.0.count / 7 * 30, numeric: numeric))
            rest = rest[found.range.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    package var slots: Int { pieces.count { if case .slot = $0 { true } else { false } } }

    /// The text with its slots filled in order; a value that is too long is cut between two written signs.
    package func fill(_ values: [String]) -> String {
        var values = values[...]
        return pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .slot(let room, let numeric):
                MessagePattern.fit(values.popFirst() ?? "", into: room, numeric: numeric)
            }
        }.joined()
    }

    /// True if an operator would let the text pass.
    package func matches(_ sent: String) -> Bool {
        let pattern = pieces.map { piece in
            switch piece {
            case .words(let words): NSRegularExpression.escapedPattern(for: words)
            case .slot(let room, let numeric): numeric ? "[0-9]{1,\(room)}" : ".{1,\(room)}"
            }
        }.joined()
        guard let expression = try? NSRegularExpression(pattern: "^\(pattern)$") else { return false }
        return expression.firstMatch(in: sent, range: NSRange(location: 0, length: sent.utf16.count)) != nil
    }

    private static func fit(_ value: String, into room: Int, numeric: Bool) -> String {
        let plain = value.split(whereSeparator: \.isWhitespace).joined(separator: " ").filter {
            numeric ? $0.isASCII && $0.isNumber : $0 != "{" && $0 != "}" && $0 != "#"
        }
        var fitting = ""
        var used = 0
        for character in plain {
            used += character.unicodeScalars.count
            if used > room { break }
            fitting.append(character)
        }
        return fitting.isEmpty ? (numeric ? "0" : "-") : fitting
    }
}
