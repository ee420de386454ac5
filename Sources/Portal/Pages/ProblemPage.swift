import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Registry

/// Turns a problem into a page, or for the API into `application/problem+json` (RFC 9457).
enum ProblemPage {
    static func status(_ code: Problem.Code) -> HTTPResponse.Status {
        switch code {
        case .notFound: .notFound
        case .invalid, .alreadyRegistered: .unprocessableContent
        case .notAllowed, .ownWork, .ownFamily, .stalePage: .forbidden
        case .signIn, .credentials: .unauthorized
        case .changedMeanwhile, .conflictingCopy, .wrongState: .conflict
        case .tooMany: .tooManyRequests
        case .tooLarge: .contentTooLarge
        case .unreadable: .badRequest
        case .busy, .unavailable: .serviceUnavailable
        case .failed: .internalServerError
        }
    }

    static func answer(_ problem: Problem, to visit: Visit) -> Response {
        if visit.isAPI { return json(problem, to: visit) }
        if problem.code == .signIn {
            // Workers have their own door.
            if visit.path.hasPrefix("/own") { return visit.redirect(to: "/own") }
            let target = visit.request.method == .get ? visit.request.uri.string : "/"
            return visit.redirect(
                to: "/sign-in?next=\(target.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")")
        }
        return visit.page(
            "problem", title: visit.text("problem.title"),
            [
                "text": visit.text("problem.\(problem.code.rawValue)"),
                "fields": problem.fields.map { ["name": $0.name, "reason": visit.text("field.\($0.reason)")] },
            ], status: status(problem.code))
    }

    private static func json(_ problem: Problem, to visit: Visit) -> Response {
        struct Body: Encodable {
            struct Field: Encodable { let name, reason, detail: String }
            let type, title: String
            let status: Int
            let errors: [Field]?
        }
        let status = status(problem.code)
        let fields = problem.fields.map {
            Body.Field(name: $0.name, reason: $0.reason, detail: visit.text("field.\($0.reason)"))
        }
        let body = Body(
            type: "urn:shramik:problem:\(problem.code.rawValue)", title: visit.text("problem.\(problem.code.rawValue)"),
            status: status.code, errors: fields.isEmpty ? nil : fields)
        let data = (try? JSONEncoder().encode(body)) ?? Data()
        return Response(
            status: status, headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }
}
