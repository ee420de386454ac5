import Foundation
import Hummingbird
import Registry

/// What a form sent: names and values, each as typed, trimmed and in Unicode NFC.
package struct Form: Sendable {
    package private(set) var values: [String: [String]] = [:]
    /// What was uploaded, by the field's name; a file field that was left empty is not here.
    package private(set) var files: [String: Upload] = [:]

    /// A file as it came: its name and type are whatever the sender wrote.
    package struct Upload: Sendable {
        package let name: String
        package let bytes: [UInt8]
    }

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

    /// Reads `multipart/form-data` (RFC 7578); throws `Problem.unreadable` if it is cut off or has more than 1,000 parts.
    init(multipart body: ByteBuffer, boundary: String) throws {
        let data = Data(body.readableBytesView)
        let mark = Data("--\(boundary)".utf8)
        let (lineEnd, headEnd) = (Data("\r\n".utf8), Data("\r\n\r\n".utf8))
        guard var cursor = data.range(of: mark)?.upperBound else { throw Problem(.unreadable) }
        for _ in 0..<1_000 {
            if data[cursor...].starts(with: Data("--".utf8)) { return }
            guard let head = data.range(of: headEnd, in: cursor..<data.count), head.lowerBound - cursor < 4_096,
                let end = data.range(of: lineEnd + mark, in: head.upperBound..<data.count)
            else { throw Problem(.unreadable) }
            try take(
                head: String(decoding: data[cursor..<head.lowerBound], as: UTF8.self),
                body: data[head.upperBound..<end.lowerBound])
            cursor = end.upperBound
        }
        throw Problem(.unreadable)
    }

    private mutating func take(head: String, body: Data) throws {
        let disposition = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let name = disposition?.firstMatch(of: /[; ]name="([^"]*)"/)?.output.1 else { throw Problem(.unreadable) }
        if let file = disposition?.firstMatch(of: /filename="([^"]*)"/)?.output.1 {
            if !body.isEmpty { files[String(name)] = Upload(name: String(file), bytes: [UInt8](body)) }
        } else {
            guard let text = String(data: body, encoding: .utf8) else { throw Problem(.unreadable) }
            add(text, to: String(name))
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
    /// The form that was sent; its token was checked before, and its length.
    package func form() async throws -> Form {
        var request = request
        let body = try await request.collectBody(upTo: .max)
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data") else {
            return try Form(urlEncoded: String(buffer: body))
        }
        guard let boundary = type.firstMatch(of: /boundary="?([^";]{1,100})"?/)?.output.1 else {
            throw Problem(.unreadable)
        }
        return try Form(multipart: body, boundary: String(boundary))
    }
}
