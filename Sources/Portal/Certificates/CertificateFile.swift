import Cards
import Foundation
import HTTPTypes
import Hummingbird
import Registry

/// The certificate as a file: for its owner, and for officers who hand it out on paper.
enum CertificateFile {
    static func own(_ visit: Visit) async throws -> Response {
        try await answer(visit) { try OwnRecords.worker($0, in: $1) }
    }

    static func ofWorker(_ visit: Visit) async throws -> Response {
        try await answer(visit) { try Worker.find($0, in: $1) }
    }

    private static func answer(
        _ visit: Visit, find: @escaping @Sendable (RecordID, Scope) throws -> Worker
    ) async throws -> Response {
        let id = try visit.id()
        let asked = visit.query("language") ?? visit.language
        guard CertificateModel.languages.contains(asked) else { throw Problem(.unreadable) }
        let (address, texts) = (visit.publicAddress, visit.portal.texts)
        let (certificate, number) = try await visit.registry.write(as: visit.actor) { scope in
            let worker = try find(id, scope)
            let photo = try worker.application.flatMap { try Document.photo(of: $0, in: scope) }
            let certificate = try CertificateModel.make(
                of: worker, language: asked, address: address, photo: photo, texts: texts, in: scope)
            return (certificate, worker.number)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"certificate-\(number.suffix(4)).pdf\"",
            ], body: .init(byteBuffer: ByteBuffer(bytes: certificate.pdf())))
    }
}

extension Visit {
    /// Under which others reach the portal: as the operator says, or as this visitor's browser does.
    var publicAddress: String {
        let configuration = portal.configuration
        if let address = configuration.publicURL { return address }
        return (configuration.secure ? "https://" : "http://") + (request.head.authority ?? "localhost")
    }
}
