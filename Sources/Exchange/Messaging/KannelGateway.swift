import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
package import Registry

/// SMS through a Kannel's `sendsms` address (Kannel User Guide 1.4.5, chapter 10).
///
/// Kannel takes number and text in the address only: keep it on the same machine or behind TLS, and its access log away.
package struct KannelGateway: MessageGateway {
    /// `http://user:password@127.0.0.1:13013/cgi-bin/sendsms`.
    package let address: URL
    /// Six characters.
    let header: String
    let entity: String
    /// Kannel's names of the TLVs 0x1400 and 0x1401 (`smpp-tlv` groups); operators differ.
    let tags: (entity: String, template: String)
    /// Where Kannel reports to: `https://portal.example/hooks/sms/SECRET`.
    let reports: String

    package init(
        address: URL, texts: MessageTexts, tags: (entity: String, template: String) = ("pe_id", "template_id"),
        reports: String
    ) {
        self.address = address
        (header, entity) = (texts.header, texts.entity)
        self.tags = tags
        self.reports = reports
    }

    package func send(_ delivery: Outbox.Delivery) async -> Outbox.Answer {
        do {
            let response = try await Reachability.client.execute(
                HTTPClientRequest(url: url(for: delivery)), timeout: .seconds(20))
            _ = try? await response.body.collect(upTo: 4096)
            switch response.status.code {
            case 200...299: return .taken(reference: nil)
            case 401, 403, 404, 500...599: return .unreachable
            default: return .refused("gateway\(response.status.code)")
            }
        } catch {
            return Reachability.answer(to: error)
        }
    }

    func url(for delivery: Outbox.Delivery) -> String {
        let unicode = SMSLength(delivery.text).alphabet == .ucs2
        let report = "\(reports)/\(delivery.id)/\(delivery.attempt)?status=%d"
        let data =
            "?smpp?\(tags.entity)=\(encode(entity))&\(tags.template)=\(encode(delivery.registration))"
        let query: [(String, String)] = [
            ("username", address.user(percentEncoded: false) ?? ""),
            ("password", address.password(percentEncoded: false) ?? ""), ("from", header),
            ("to", "91" + delivery.mobile), ("text", delivery.text), ("charset", "UTF-8"),
            ("coding", unicode ? "2" : "0"), ("dlr-mask", "31"), ("dlr-url", report), ("meta-data", data),
        ]
        var plain = URLComponents()
        (plain.scheme, plain.host, plain.port, plain.path) = (
            address.scheme, address.host(), address.port, address.path
        )
        return (plain.string ?? "") + "?" + query.map { "\($0)=\(encode($1))" }.joined(separator: "&")
    }

    private func encode(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: KannelGateway.plain) ?? ""
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

extension Outbox.Report {
    /// Kannel's delivery report bits; nil for those that say nothing final.
    package init?(kannel bits: Int) {
        switch bits {
        case 1: self = .delivered(keypress: nil)
        case 2: self = .failed("notDelivered")
        case 8: self = .accepted
        case 16: self = .failed("rejected")
        default: return nil
        }
    }
}
