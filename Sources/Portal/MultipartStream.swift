import Foundation
import Hummingbird
import NIOCore
import Registry

/// Reads `multipart/form-data` (RFC 7578) as it arrives, so that a file may be larger than the memory.
///
///     while let part = try await parts.next() { … }
///
/// Texts come whole; the bytes of a file are asked for with `bytes(upTo:)` before the next part.
struct MultipartStream {
    enum Part {
        case text(name: String, value: String)
        case file(name: String)
    }

    private static let longestHead = 4_096
    private static let longestText = 65_536
    private static let mostParts = 100

    private var source: RequestBody.AsyncIterator
    /// What arrived and was not handed out: `buffer[cursor...]`.
    private var buffer: [UInt8] = Array("\r\n".utf8)
    private var cursor = 0
    /// What stands between two parts, with the line end before it.
    private let mark: [UInt8]
    private var isInFile = false
    private var parts = 0

    /// Throws `Problem.unreadable` for a body of another kind.
    init(_ request: Request) throws {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data"),
            let boundary = type.firstMatch(of: /boundary="?([^";]{1,100})"?/)?.output.1
        else { throw Problem(.unreadable) }
        mark = Array("\r\n--\(boundary)".utf8)
        source = request.body.makeAsyncIterator()
    }

    /// The next part; nil after the last. Throws `Problem.unreadable` if the body is malformed or cut off.
    mutating func next() async throws -> Part? {
        while isInFile { _ = try await bytes(upTo: 1 << 20) }
        _ = try await text(upTo: mark, most: parts == 0 ? MultipartStream.longestHead : 0)
        let end = try await take(2)
        if end == Array("--".utf8) { return nil }
        parts += 1
        guard end == Array("\r\n".utf8), parts <= MultipartStream.mostParts else { throw Problem(.unreadable) }
        let head = try await text(upTo: Array("\r\n\r\n".utf8), most: MultipartStream.longestHead)
        let disposition = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let name = disposition?.firstMatch(of: /[; ]name="([^"]*)"/)?.output.1 else { throw Problem(.unreadable) }
        if disposition?.contains(/filename="/) ?? false {
            isInFile = true
            return .file(name: String(name))
        }
        let value = try await text(upTo: mark, most: MultipartStream.longestText)
        cursor -= mark.count
        return .text(name: String(name), value: value)
    }

    /// The next bytes of the file, as many as wanted unless it ends; nil at its end.
    mutating func bytes(upTo count: Int) async throws -> [UInt8]? {
        guard isInFile else { return nil }
        while true {
            let end = find(mark)
            let ready = (end ?? max(cursor, buffer.count - mark.count + 1)) - cursor
            if ready >= count || end != nil {
                let taken = Array(buffer[cursor..<cursor + min(ready, count)])
                cursor += taken.count
                if end == cursor { isInFile = false }
                if taken.isEmpty { return nil }
                return taken
            }
            try await more()
        }
    }

    private mutating func take(_ count: Int) async throws -> [UInt8] {
        while buffer.count - cursor < count { try await more() }
        defer { cursor += count }
        return Array(buffer[cursor..<cursor + count])
    }

    /// What stands before a sign, which is passed over.
    private mutating func text(upTo sign: [UInt8], most: Int) async throws -> String {
        while true {
            if let end = find(sign) {
                guard end - cursor <= most else { throw Problem(.unreadable) }
                defer { cursor = end + sign.count }
                guard let text = String(validating: buffer[cursor..<end], as: UTF8.self) else {
                    throw Problem(.unreadable)
                }
                return text
            }
            guard buffer.count - cursor <= most + sign.count else { throw Problem(.unreadable) }
            try await more()
        }
    }

    private mutating func more() async throws {
        guard let arrived = try await source.next() else { throw Problem(.unreadable) }
        if cursor > 1 << 16 {
            buffer.removeFirst(cursor)
            cursor = 0
        }
        buffer += arrived.readableBytesView
    }

    private func find(_ sign: [UInt8]) -> Int? {
        buffer.withUnsafeBytes { bytes in
            var from = cursor
            while from + sign.count <= bytes.count {
                guard let found = memchr(bytes.baseAddress! + from, Int32(sign[0]), bytes.count - sign.count + 1 - from)
                else { return nil }
                let place = bytes.baseAddress!.distance(to: UnsafeRawPointer(found))
                if memcmp(found, sign, sign.count) == 0 { return place }
                from = place + 1
            }
            return nil
        }
    }
}
