import Foundation
package import Registry

/// Empties the outbox of mails: claims what is due, writes each with its files, hands it to the mail server.
///
/// Any number of servers may do it beside each other; a claim is a transaction.
package struct MailDeliveries: Sendable {
    private let registry: Registry
    private let server: MailServer
    /// Where the portal is reached, for the link in a reminder; nil for none.
    private let address: String?
    private let text: @Sendable (_ key: String, _ language: String, _ values: [String]) -> String

    package init(
        registry: Registry, server: MailServer, address: String?,
        text: @escaping @Sendable (_ key: String, _ language: String, _ values: [String]) -> String
    ) {
        (self.registry, self.server, self.address) = (registry, server, address)
        self.text = text
    }

    private static let actor = Actor.program("mails")

    /// Runs until its task is cancelled, and finishes what it has begun. A data base that can't be reached is waited for.
    package func run() async {
        while !Task.isCancelled {
            // In a task of its own: a call that is cut off leaves nobody knowing whether it was taken.
            let sent = await Task { (try? await deliverDue()) ?? 0 }.value
            if sent == 0 { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Hands over a few and returns how many mails that were.
    @discardableResult
    package func deliverDue() async throws -> Int {
        guard try await registry.read(as: MailDeliveries.actor, Mail.isDue) else { return 0 }
        let due = try await registry.write(as: MailDeliveries.actor) { try Mail.claim(4, in: $0) }
        for mail in due {
            let open = mail.receivers.filter(\.isOpen).map(\.address)
            let answers: [String: Mail.Answer]
            do {
                let subject = try await registry.read(as: MailDeliveries.actor) { try mail.subject(in: $0) }
                answers = await server.send(try message(mail, subject).bytes, to: open)
            } catch {
                // One that can't be written holds up no other.
                answers = Dictionary(uniqueKeysWithValues: Set(open).map { ($0, .failed("unwritten")) })
            }
            try await registry.write(as: MailDeliveries.actor) { try mail.answered(answers, in: $0) }
        }
        return due.count
    }

    func message(_ mail: Mail, _ subject: Mail.Subject) throws -> MailMessage {
        let language = mail.language
        let district = mail.location.district.flatMap { registry.places[$0]?.name(in: language) } ?? ""
        let (year, month, number) = mail.day.parts
        let day = "\(number < 10 ? "0" : "")\(number)-\(month < 10 ? "0" : "")\(month)-\(year)"
        let domain = server.sender.split(separator: "@").last.map(String.init) ?? "localhost"
        let kind = mail.kind.rawValue
        var files: [MailMessage.File] = []
        var version = ""
        if let signed = subject.version {
            let sheet = ReturnSheet(
                signed.figures, version: signed, signer: subject.signer, language: language)
            let name = ReturnSheet.fileName(signed.figures, version: signed.version, language: language)
            files = [
                .init(name: name + ".pdf", type: "application/pdf", bytes: sheet.pdf()),
                .init(
                    name: name + ".xlsx",
                    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes: try sheet.xlsx()),
            ]
            version = signed.version > 1 ? " " + text("mails.correction", language, [String(signed.version)]) : ""
        }
        let link = address.map {
            "\n\n\($0)/campaigns/\(mail.campaign)/returns/\(kind == "final" ? kind : mail.day.description)"
        }
        let due = ReturnSheet.written(subject.due)
        let part = mail.template.rawValue
        let body =
            [
                text("mails.\(part).body.\(kind)", language, [district, day, due, subject.campaign.name]),
                subject.version.map {
                    text("mails.signed", language, [subject.signer, ReturnSheet.written($0.signed), $0.hash])
                },
                text("mails.automatic", language, []),
            ].compactMap(\.self).joined(separator: "\n\n") + (link ?? "")
        return MailMessage(
            id: "\(mail.id)@\(domain)", sender: server.sender, senderName: "Shramik",
            receivers: mail.receivers.map(\.address),
            subject: text("mails.\(part).subject.\(kind)", language, [district, day, due]) + version, text: body,
            language: language, files: files, date: Date(milliseconds: mail.created))
    }
}
