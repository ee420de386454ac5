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
        case .busy: .serviceUnavailable
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
        let errors = problem.fields.map { field -> JSON in
            let detail = visit.text("field.\(field.reason)")
            return ["name": .string(field.name), "reason": .string(field.reason), "detail": .string(detail)]
        }
        return json(
            status(problem.code),
            .members([
                "type": .string("urn:shramik:problem:\(problem.code.rawValue)"),
                "title": .string(visit.text("problem.\(problem.code.rawValue)")),
                "status": .integer(Int64(status(problem.code).code)), "errors": errors.isEmpty ? nil : .array(errors),
            ]))
    }

    /// A problem of which the status says all (RFC 9457, section 4.2.1).
    static func plain(_ status: HTTPResponse.Status) -> Response {
        json(
            status,
            ["type": "about:blank", "title": .string(status.reasonPhrase), "status": .integer(Int64(status.code))])
    }

    private static func json(_ status: HTTPResponse.Status, _ body: JSON) -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        if [.tooManyRequests, .serviceUnavailable].contains(status) { headers[.retryAfter] = "5" }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }
}
