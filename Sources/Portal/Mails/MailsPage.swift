import Hummingbird
import Registry

/// Which e-mails went out of the area: to whom, and what the mail server said of each address.
enum MailsPage {
    private static let length = 50

    static func show(_ visit: Visit) async throws -> Response {
        let before = visit.query("before").flatMap { RecordID($0) }
        let mails = try await visit.registry.read(as: visit.actor) {
            try Mail.list(before: before, limit: length + 1, in: $0)
        }
        let shown = mails.prefix(length)
        let resends = visit.actor.has(any: .administrators)
        return visit.page(
            "mails-list", title: visit.text("mails.title"),
            [
                "mails": shown.map { line($0, resends, visit) }, "empty": shown.isEmpty,
                "next": mails.count > length ? "/mails?before=\(shown.last?.id.description ?? "")" : "",
            ])
    }

    static func resend(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Mail.find(id, in: $0).resend(in: $0) }
        return visit.redirect(to: "/mails")
    }

    private static func line(_ mail: Mail, _ resends: Bool, _ visit: Visit) -> [String: Any] {
        let district = mail.location.district.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? ""
        let path = ReturnAddress.path(mail.campaign, mail.kind, mail.day)
        return [
            "id": mail.id.description, "created": Written.time(mail.created),
            "what": visit.text("mails.template.\(mail.template.rawValue)"),
            "return": ReturnAddress.title(mail.kind, mail.day, visit), "district": district,
            "href": path + (mail.location.district.map { "?district=\($0)" } ?? ""),
            "status": visit.text("mails.status.\(mail.status.rawValue)"),
            "class": ["sent": "good", "failed": "warn", "refused": "bad", "dead": "bad"][mail.status.rawValue] ?? "",
            "attempts": Written.number(mail.attempts),
            "again": mail.status == .failed ? visit.text("mails.nextTry", Written.time(mail.nextAttempt)) : "",
            "resends": resends && mail.canBeResent,
            "receivers": mail.receivers.map { receiver -> [String: Any] in
                [
                    // The addresses of a drive are offices; a reminder goes to an officer's own.
                    "address": mail.template == .signedReturn ? receiver.address : masked(receiver.address),
                    "state": visit.text("mails.state.\(receiver.state.rawValue)"),
                    "problem": receiver.problem.map { problem($0, visit) } ?? "",
                ]
            },
        ]
    }

    private static func problem(_ problem: String, _ visit: Visit) -> String {
        problem.allSatisfy(\.isNumber)
            ? visit.text("mails.problem.code", problem) : visit.text("mails.problem.\(problem)")
    }

    /// `m…@example.in`.
    private static func masked(_ address: String) -> String {
        let parts = address.split(separator: "@", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0].prefix(1))…@\(parts[1])" : "…"
    }
}
