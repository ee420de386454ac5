import Foundation
import Hummingbird
import Registry

/// What a form sent: names and values, each as typed, trimmed and in Unicode NFC.
package struct Form: Sendable {
    package private(set) var values: [String: [String]] = [:]

    /// Reads `application/x-www-form-urlencoded`; throws `Problem.unreadable` if it isn't UTF-8.
    init(urlEncoded body: String) throws {
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = parts[0] else { throw Problem(.unreadable) }
            guard parts.count == 2 else { continue }
            guard let value = parts[1] else { throw Problem(.unreadable) }
            add(value, to: name)
        }
    }

    init() {}

    mutating func add(_ value: String, to name: String) {
        values[name, default: []].append(
            value.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// The first value; nil where it is missing or empty.
    package subscript(_ name: String) -> String? { values[name]?.first { !$0.isEmpty } }

    package func all(_ name: String) -> [String] { values[name] ?? [] }
}

extension Visit {
    /// The form that was sent; its token was checked before.
    package func form() async throws -> Form {
        var request = request
        let body = try await request.collectBody(upTo: portal.configuration.bodyLimit)
        return try Form(urlEncoded: String(buffer: body))
    }
}
