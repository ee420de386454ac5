import Foundation
import Store

/// Where a page of a list ended, as other programs carry it: they can't read meaning into it, and can't make one up.
package enum PageMark {
    /// - Parameter list: all that the list was asked for; the mark holds for no other list.
    package static func make(_ place: String, of list: String, in scope: Scope) -> String {
        let bytes = seal(place, list, in: scope) + Array(place.utf8)
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Throws `Problem.invalid` (`cursor`) for what `make` didn't make for this list.
    package static func read(_ mark: String, of list: String, in scope: Scope) throws -> String {
        let text = mark.replacing("-", with: "+").replacing("_", with: "/")
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: padded), bytes.count > length,
            let place = String(validating: bytes.dropFirst(length), as: UTF8.self),
            zip(bytes, seal(place, list, in: scope)).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0
        else { throw Problem.invalid("cursor", "unknown") }
        return place
    }

    private static let length = 16

    private static func seal(_ place: String, _ list: String, in scope: Scope) -> [UInt8] {
        Array(scope.vault.blindIndex("\(place)\u{1F}\(list)", for: "page mark").prefix(length))
    }
}
