import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import Registry

/// Takes lists in pieces, so that a lost line costs a piece and not the list.
///
/// `POST /lists/:id/pieces?offset=N` with the bytes behind offset N answers `{"received": …, "size": …, "status": …}`: what lies
/// on the disk now. A piece that came before changes nothing; one that isn't the next is answered 409 with the same words, so that
/// the sender goes on where the server is.
enum ListPieces {
    static let largest = 8 << 20
    /// What a list that comes whole is cut into.
    static let cut = 1 << 20

    struct Answer: Encodable {
        let received: Int
        let size: Int?
        let status: String
    }

    static func received(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        return try answer(try await visit.registry.read(as: visit.actor) { try UploadedList.find(id, in: $0) })
    }

    static func take(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        var request = visit.request
        let bytes = [UInt8](buffer: try await request.collectBody(upTo: .max))
        do {
            // Whoever may not see the list learns that first.
            let known = try await visit.registry.read(as: visit.actor) { try UploadedList.find(id, in: $0) }
            guard let offset = visit.query("offset").flatMap({ Int($0) }), offset >= 0, !bytes.isEmpty else {
                throw Problem(.unreadable)
            }
            guard known.status == .receiving else { return try answer(known) }
            return try answer(try await receive(bytes, at: offset, of: id, visit))
        } catch let problem as Problem where problem.code == .changedMeanwhile {
            let list = try await visit.registry.read(as: visit.actor) { try UploadedList.find(id, in: $0) }
            return try answer(list, status: .conflict)
        }
    }

    /// A list that comes with a form, as it arrives; what came with an earlier attempt is passed over.
    static func takeAll(
        _ first: [UInt8], _ parts: inout MultipartStream, of list: UploadedList, _ visit: Visit
    ) async throws {
        var (next, offset, received): ([UInt8]?, Int, Int) = (first, 0, list.received)
        while let bytes = next {
            let known = min(bytes.count, max(0, received - offset))
            if known < bytes.count {
                received = try await receive(
                    Array(bytes[known...]), at: offset + known, of: list.id, visit
                ).received
            }
            offset += bytes.count
            next = try await parts.bytes(upTo: cut)
        }
        try await visit.registry.write(as: visit.actor) { try UploadedList.find(list.id, in: $0).complete(in: $0) }
    }

    private static func receive(
        _ bytes: [UInt8], at offset: Int, of id: RecordID, _ visit: Visit
    ) async throws -> UploadedList {
        try await visit.registry.receive(
            bytes, at: offset, of: id, limit: visit.portal.configuration.largestList, into: visit.portal.lists.folder,
            as: visit.actor)
    }

    private static func answer(_ list: UploadedList, status: HTTPResponse.Status = .ok) throws -> Response {
        let answer = Answer(received: list.received, size: list.size, status: list.status.rawValue)
        return Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(answer))))
    }
}
