import HTTPTypes
import Hummingbird
import NIOCore
import Registry

extension Request {
    /// True where a body follows the head.
    var announcesBody: Bool {
        headers[.transferEncoding] != nil || headers[.contentLength].map { $0 != "0" } ?? false
    }

    /// The whole body; throws `Problem.tooLarge` beyond the limit and `Problem.unreadable` when it is malformed or doesn't
    /// arrive in time.
    ///
    /// Somebody who sends a byte a second would otherwise hold a connection for ever.
    func body(upTo limit: Int, within duration: Duration) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask { [self] in
                var request = self
                do { return try await request.collectBody(upTo: limit) } catch is NIOTooManyBytesError {
                    throw Problem(.tooLarge)
                } catch { return nil }
            }
            group.addTask {
                try? await Task.sleep(for: duration)
                return nil
            }
            defer { group.cancelAll() }
            guard let body = try await group.next() ?? nil else { throw Problem(.unreadable) }
            return body
        }
    }
}
