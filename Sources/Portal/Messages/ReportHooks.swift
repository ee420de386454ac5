import Exchange
import Foundation
import Hummingbird
import Registry

/// Where gateways report what became of a message.
enum ReportHooks {
    private static let actor = Actor.program("gateway")

    /// Kannel's delivery report: `/hooks/sms/SECRET/ID/ATTEMPT?status=1`.
    static func sms(_ visit: Visit) async throws -> Response {
        try admit(.sms, visit)
        let id = try visit.id()
        guard let attempt = visit.context.parameters.get("attempt", as: Int.self),
            let bits = visit.query("status").flatMap({ Int($0) })
        else { throw Problem(.unreadable) }
        if let report = Outbox.Report(kannel: bits) { try await take(id, attempt, report, visit) }
        return Response(status: .noContent)
    }

    /// The dialling gateway's report: JSON as `DiallingGateway.Report`.
    static func voice(_ visit: Visit) async throws -> Response {
        try admit(.voice, visit)
        var request = visit.request
        let body = try await request.collectBody(upTo: 4096)
        guard let report = try? JSONDecoder().decode(DiallingGateway.Report.self, from: Data(body.readableBytesView)),
            let (id, attempt, outcome) = report.outcomeOfMessage
        else { throw Problem(.unreadable) }
        try await take(id, attempt, outcome, visit)
        return Response(status: .noContent)
    }

    private static func admit(_ medium: Message.Medium, _ visit: Visit) throws {
        let token = Outbox.reportToken(medium, of: visit.registry)
        guard let sent = visit.context.parameters.get("token"), TokenCheck.constantTimeEqual(sent, token) else {
            throw Problem.notFound
        }
    }

    private static func take(_ id: RecordID, _ attempt: Int, _ report: Outbox.Report, _ visit: Visit) async throws {
        try await visit.registry.write(as: actor) { try Outbox.report(id, attempt: attempt, report, in: $0) }
    }
}
