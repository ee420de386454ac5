import Foundation

/// A bare connection to a server of this machine, over which a test sends whatever bytes it likes.
///
/// Its calls block; `Wire.apart` runs them away from Swift's own threads.
final class Wire {
    enum Fault: Error { case refused, closed, timeout }

    struct Answer {
        let status: Int
        let head: String
        let body: String

        /// The value of a header; nil where it is missing.
        func header(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    private let handle: Int32
    private var received: [UInt8] = []

    init(port: Int, timeout seconds: Int = 20) throws {
        handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = FreePort.address(port)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        var wait = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(handle, SOL_SOCKET, option, &wait, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connected else { throw Fault.refused }
    }

    deinit { close(handle) }

    /// Throws `Fault.closed` once the other side has gone, `Fault.timeout` when it takes nothing more.
    func send(_ bytes: some Sequence<UInt8>) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Foundation.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw errno == EAGAIN ? Fault.timeout : Fault.closed }
            rest = rest.dropFirst(sent)
        }
    }

    func send(_ text: String) throws { try send(text.utf8) }

    /// Whatever arrives next; empty when the other side has closed.
    func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(handle, &buffer, buffer.count, 0)
        guard count >= 0 else { throw errno == EAGAIN ? Fault.timeout : Fault.closed }
        return Array(buffer.prefix(count))
    }

    /// The next whole answer. Throws `Fault.closed` when the connection ends before.
    func answer() throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        var found: Range<Int>?
        while found == nil {
            found = received.firstRange(of: end)
            if found == nil { try more() }
        }
        guard let found else { throw Fault.closed }
        let head = String(decoding: received[..<found.lowerBound], as: UTF8.self)
        received.removeFirst(found.upperBound)
        let status = head.firstMatch(of: /^HTTP\/1\.1 (\d{3})/).flatMap { Int($0.output.1) } ?? 0
        let length = head.lowercased().firstMatch(of: /content-length: *(\d+)/).flatMap { Int($0.output.1) } ?? 0
        while received.count < length { try more() }
        let body = String(decoding: received.prefix(length), as: UTF8.self)
        received.removeFirst(length)
        return Answer(status: status, head: head, body: body)
    }

    private func more() throws {
        let bytes = try receive()
        guard !bytes.isEmpty else { throw Fault.closed }
        received += bytes
    }

    /// True when the other side closes before anything else arrives.
    func isClosed() throws -> Bool { try receive().isEmpty }

    /// One request on a connection of its own.
    static func ask(port: Int, _ request: String, timeout seconds: Int = 20) throws -> Answer {
        let wire = try Wire(port: port, timeout: seconds)
        // Who refuses the beginning may close before the end is sent.
        do { try wire.send(request) } catch Fault.closed {}
        return try wire.answer()
    }

    /// Runs blocking calls on a thread of their own.
    static func apart<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Swift.Result { try body() }) }
            thread.start()
        }
    }
}
