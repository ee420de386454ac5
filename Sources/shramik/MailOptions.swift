import ArgumentParser
import Exchange
import Foundation
import Portal
import Registry

/// The mail server that returns and reminders go out by; without one mails wait in the outbox, where the portal shows them.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Mail server, smtp://host:587 or smtps://host:465; SHRAMIK_SMTP when not given.", valueName: "url"))
    var smtp: String?
    @Option(
        help: ArgumentHelp("Address that mails come from; SHRAMIK_MAIL_FROM when not given.", valueName: "address"))
    var mailFrom: String?
    @Option(
        help: ArgumentHelp(
            "When officers are reminded of an unsigned return, in minutes before it is due; SHRAMIK_RETURN_REMINDERS when not given.",
            valueName: "minutes,…"))
    var returnReminders: String?

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// An hour and a quarter of an hour before where nothing is said; none for an empty text.
    func reminders() throws -> [Int] {
        guard let text = returnReminders ?? ProcessInfo.processInfo.environment["SHRAMIK_RETURN_REMINDERS"] else {
            return Configuration().returnReminders
        }
        let parts = text.split(separator: ",")
        let minutes = parts.compactMap { Int($0) }.filter { (1...1_440).contains($0) }
        guard minutes.count == parts.count else {
            throw Failure("reminders are minutes from 1 to 1440 with commas between, such as 60,15")
        }
        return minutes
    }

    /// Nil where no mail server is set. User, password and the file of authorities come from the environment alone.
    func deliveries(
        of registry: Registry, address: String?, texts: Texts
    ) throws -> MailDeliveries? {
        guard let text = smtp ?? Self.environment("SHRAMIK_SMTP") else { return nil }
        guard let sender = mailFrom ?? Self.environment("SHRAMIK_MAIL_FROM") else {
            throw Failure("mails need an address to come from: --mail-from or SHRAMIK_MAIL_FROM")
        }
        guard
            let url = URL(string: text),
            let server = MailServer(
                url: url, user: Self.environment("SHRAMIK_SMTP_USER"),
                password: Self.environment("SHRAMIK_SMTP_PASSWORD").map(MailServer.Secret.init), sender: sender,
                authorities: Self.environment("SHRAMIK_SMTP_CA"))
        else {
            throw Failure("the mail server is smtp://host:port or smtps://host:port, and its sender an e-mail address")
        }
        return MailDeliveries(registry: registry, server: server, address: address) { key, language, values in
            texts.text(key, in: language, values)
        }
    }
}
