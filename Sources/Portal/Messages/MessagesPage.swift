import Hummingbird
import Registry

/// What was sent to workers of the area, and what was not: numbers masked, texts only where the people are invented.
enum MessagesPage {
    private static let length = 50

    static func show(_ visit: Visit) async throws -> Response {
        let filter = Message.Filter(
            status: visit.query("status").flatMap(Message.Status.init),
            medium: visit.query("medium").flatMap(Message.Medium.init),
            before: visit.query("before").flatMap { RecordID($0) })
        let (counts, messages) = try await visit.registry.read(as: visit.actor) { scope in
            (try Message.counts(in: scope), try Message.list(filter, limit: length + 1, in: scope))
        }
        let shown = messages.prefix(length)
        var model: [String: Any] =
            [
                "figures": Message.Status.allCases.map { status in
                    [
                        "status": status.rawValue, "text": visit.text("messages.status.\(status.rawValue)"),
                        "count": Written.number(counts[status]?.count ?? 0), "current": filter.status == status,
                    ] as [String: Any]
                },
                "cost": rupees(counts.values.reduce(0) { $0 + $1.cost }),
                "filtered": filter.status != nil || filter.medium != nil,
                "texts": visit.portal.configuration.demonstration,
                "messages": shown.map { row($0, visit) },
                "export": "/exports/new?noun=messages&" + (visit.request.uri.query ?? ""),
            ]
        if messages.count > length { model["next"] = next(after: shown.last?.id, filter) }
        return visit.page("messages-list", title: visit.text("messages.title"), model)
    }

    static func row(_ message: Message, _ visit: Visit) -> [String: Any] {
        var model: [String: Any] = [
            "id": message.id.description, "mobile": message.maskedMobile, "created": Written.time(message.created),
            "medium": visit.text("messages.medium.\(message.medium.rawValue)"),
            "template": visit.text("messages.template.\(message.template.rawValue)"),
            "status": visit.text("messages.status.\(message.status.rawValue)"), "tone": tone(message.status),
            "attempts": message.attempts, "parts": message.parts, "cost": rupees(message.cost),
            "language": message.language, "text": message.text, "canBeResent": message.canBeResent,
            "registration": message.registration, "expires": Written.time(message.expires),
            "updated": Written.time(message.updated),
            "heading": visit.text(
                "messages.heading", visit.text("messages.template.\(message.template.rawValue)"), message.maskedMobile),
        ]
        model["problem"] = message.problem.map { visit.text("messages.problem.\(known($0))") }
        model["keypress"] = message.keypress
        return model
    }

    /// `12.40`: paise as rupees.
    static func rupees(_ paise: Int64) -> String {
        Written.number(Int(paise / 100)) + "." + String(100 + paise % 100).suffix(2)
    }

    static func tone(_ status: Message.Status) -> String {
        switch status {
        case .delivered: "good"
        case .failed: "warn"
        case .dead, .expired: "bad"
        case .waiting, .sending, .sent: ""
        }
    }

    private static func known(_ problem: String) -> String {
        let known = ["noAnswer", "unreachable", "notDelivered", "rejected", "notSpoken", "notAnswered", "busy"]
        return known.contains(problem) ? problem : "refused"
    }

    private static func next(after id: RecordID?, _ filter: Message.Filter) -> String {
        let parts = [
            filter.status.map { "status=\($0.rawValue)" }, filter.medium.map { "medium=\($0.rawValue)" },
            id.map { "before=\($0)" },
        ]
        return "/messages?" + parts.compactMap(\.self).joined(separator: "&")
    }
}
