import ArgumentParser
import Exchange
import Foundation
import Registry

/// The gateways that messages go out by; without one they stay in the outbox, where the portal shows them.
struct MessagingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Kannel's sendsms address with user and password; SHRAMIK_SMS_GATEWAY when not given.", valueName: "url"))
    var smsGateway: String?
    @Option(help: ArgumentHelp("Dialling gateway; SHRAMIK_VOICE_GATEWAY when not given.", valueName: "url"))
    var voiceGateway: String?
    @Option(
        help: ArgumentHelp(
            "Address at which gateways and readers of certificates reach the portal; SHRAMIK_PUBLIC_URL, or the portal's own when not given.",
            valueName: "url"))
    var publicURL: String?

    /// Without a slash at its end; nil where the operator didn't say.
    var address: String? {
        (publicURL ?? Self.environment("SHRAMIK_PUBLIC_URL")).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `own` is the portal's own address. Throws `Failure` where an address can't be used or espeak-ng is missing.
    func deliveries(of registry: Registry, own: String) throws -> Deliveries {
        let reports = (address ?? own) + "/hooks/"
        var gateways: [Message.Medium: any MessageGateway] = [:]
        if let text = smsGateway ?? Self.environment("SHRAMIK_SMS_GATEWAY") {
            gateways[.sms] = KannelGateway(
                address: try gateway(text), texts: registry.rules.messages,
                reports: reports + "sms/" + Outbox.reportToken(.sms, of: registry))
        }
        if let text = voiceGateway ?? Self.environment("SHRAMIK_VOICE_GATEWAY") {
            guard let voice = Speech() else { throw Failure("calls need espeak-ng, which isn't installed") }
            gateways[.voice] = DiallingGateway(
                address: try gateway(text), voice: voice,
                reports: reports + "voice/" + Outbox.reportToken(.voice, of: registry))
        }
        return Deliveries(registry: registry, gateways: gateways)
    }

    private func gateway(_ text: String) throws -> URL {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil else {
            throw Failure("a gateway's address is not a http or https URL")
        }
        return url
    }
}
