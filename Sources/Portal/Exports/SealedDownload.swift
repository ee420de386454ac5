import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// A sealed file on its way to a reader, opened piece by piece and never whole in memory.
enum SealedDownload {
    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// `open` is called as the answer is sent; `name` has nothing but letters, digits, dots and dashes.
    static func answer(
        named name: String, type: String, to visit: Visit,
        open: @escaping @Sendable () throws -> ExportFolder.Reading
    ) -> Response {
        let loop = visit.context.channel.eventLoop
        let body = ResponseBody { writer in
            var reading = try open()
            while let bytes = try reading.next() {
                try await writer.write(ByteBuffer(bytes: bytes))
                // Lets the connection catch up: a file read faster than it is sent would pile up in memory.
                try await loop.submit {}.get()
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: body)
    }
}
