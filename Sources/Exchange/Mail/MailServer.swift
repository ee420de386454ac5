import CCurl
import Dispatch
package import Foundation
package import Registry

/// The mail server that outgoing mail is handed to: SMTP by libcurl, with TLS unless it is on this machine.
package struct MailServer: Sendable {
    /// A password or the like, which no log and no error shows.
    package struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
        fileprivate let value: String

        package init(_ value: String) { self.value = value }

        package var description: String { "…" }
        package var customMirror: Mirror { Mirror(self, children: [:]) }
    }

    /// `smtp://host:587` (STARTTLS, which another machine must offer) or `smtps://host:465`.
    package let url: URL
    package let user: String?
    package let password: Secret?
    /// What stands in From, and where refusals go.
    package let sender: String
    /// PEM file of the authorities to believe; the system's where nil.
    package let authorities: String?
    /// Seconds for one address.
    package var patience = 60

    /// Nil for an address of another kind, or a password that would travel unprotected.
    package init?(url: URL, user: String? = nil, password: Secret? = nil, sender: String, authorities: String? = nil) {
        guard ["smtp", "smtps"].contains(url.scheme), url.host() != nil, url.user() == nil,
            sender.firstMatch(of: /^[^@\s<>]+@[^@\s<>]+$/) != nil
        else { return nil }
        (self.url, self.user, self.password) = (url, user, password)
        (self.sender, self.authorities) = (sender, authorities)
    }

    /// True for a server that is spoken to without TLS: it is on this machine, and nothing says whom to believe.
    var isPlain: Bool {
        url.scheme == "smtp" && authorities == nil
            && ["127.0.0.1", "localhost", "[::1]", "::1"].contains(url.host() ?? "")
    }

    /// libcurl waits in C: not on the threads that everything else runs on.
    private static let queue = DispatchQueue(label: "shramik.mail", attributes: .concurrent)
    private static let ready: Void = shim_curl_start()

    /// Hands the message over for each address in turn, over one connection, and tells what the server said of each.
    package func send(_ message: [UInt8], to addresses: [String]) async -> [String: Mail.Answer] {
        await withCheckedContinuation { continuation in
            MailServer.queue.async { continuation.resume(returning: handOver(message, addresses)) }
        }
    }

    private func handOver(_ message: [UInt8], _ addresses: [String]) -> [String: Mail.Answer] {
        _ = MailServer.ready
        guard let curl = curl_easy_init() else {
            return Dictionary(uniqueKeysWithValues: Set(addresses).map { ($0, .failed("unreachable")) })
        }
        defer { curl_easy_cleanup(curl) }
        // The path is what we call ourselves: the sender's domain, not this machine's name.
        let domain = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        shim_curl_text(curl, CURLOPT_URL, url.absoluteString.trimmingCharacters(in: ["/"]) + "/" + domain)
        shim_curl_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        shim_curl_long(curl, CURLOPT_NOSIGNAL, 1)
        shim_curl_long(curl, CURLOPT_CONNECTTIMEOUT, 15)
        shim_curl_long(curl, CURLOPT_TIMEOUT, patience)
        shim_curl_long(curl, CURLOPT_USE_SSL, Int((isPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        shim_curl_text(curl, CURLOPT_MAIL_FROM, "<\(sender)>")
        shim_curl_long(curl, CURLOPT_UPLOAD, 1)
        shim_curl_long(curl, CURLOPT_INFILESIZE, message.count)
        if let authorities { shim_curl_text(curl, CURLOPT_CAINFO, authorities) }
        if let user, let password {
            shim_curl_text(curl, CURLOPT_USERNAME, user)
            shim_curl_text(curl, CURLOPT_PASSWORD, password.value)
        }
        var answers: [String: Mail.Answer] = [:]
        for address in addresses { answers[address] = handOver(message, to: address, curl) }
        return answers
    }

    private final class Reading {
        let bytes: [UInt8]
        var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    private func handOver(_ message: [UInt8], to address: String, _ curl: UnsafeMutableRawPointer) -> Mail.Answer {
        let reading = Reading(message)
        let list = curl_slist_append(nil, "<\(address)>")
        defer { curl_slist_free_all(list) }
        shim_curl_list(curl, CURLOPT_MAIL_RCPT, list)
        shim_curl_read(
            curl,
            { buffer, size, count, context in
                guard let buffer, let context else { return 0 }
                let reading = Unmanaged<Reading>.fromOpaque(context).takeUnretainedValue()
                let length = min(size * count, reading.bytes.count - reading.place)
                reading.bytes.withUnsafeBytes { bytes in
                    guard length > 0, let base = bytes.baseAddress else { return }
                    UnsafeMutableRawPointer(buffer).copyMemory(from: base + reading.place, byteCount: length)
                }
                reading.place += length
                return length
            }, Unmanaged.passUnretained(reading).toOpaque())
        let result = curl_easy_perform(curl)
        return withExtendedLifetime(reading) { MailServer.answer(result, code: shim_curl_code(curl)) }
    }

    /// What libcurl's result and the server's last code mean for the address.
    static func answer(_ result: CURLcode, code: Int) -> Mail.Answer {
        switch result {
        case CURLE_OK: return .taken
        case CURLE_LOGIN_DENIED: return .failed("login")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
            return .failed("tls")
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: return .failed("unreachable")
        default: break
        }
        switch code {
        // What a server says that wants to know who we are: the settings are wrong, not the address.
        case 530, 534, 535, 538: return .failed("login")
        case 500..<600: return .refused(String(code))
        case 400..<500: return .failed(String(code))
        default: return .failed("noAnswer")
        }
    }
}
