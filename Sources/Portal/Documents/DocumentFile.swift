import HTTPTypes
import Hummingbird
import Registry

/// A document as a file: kept by no cache, run by no browser, and saved rather than opened unless a page shows it as a picture.
enum DocumentFile {
    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (document, bytes) = try await visit.registry.write(as: visit.actor) { try Document.open(id, in: $0) }
        // The name tells what it is and not whose.
        let name =
            "\(document.kind.rawValue)-\(String(id.description.suffix(6))).\(document.media == .pdf ? "pdf" : "jpg")"
        return Response(
            status: .ok,
            headers: [
                .contentType: document.media.rawValue, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
                .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
                HTTPField.Name("Cross-Origin-Resource-Policy")!: "same-origin",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
