import Foundation

/// A mail as it travels (RFC 5322, MIME): a text and files; the same values give the same bytes.
struct MailMessage {
    struct File {
        var name: String
        var type: String
        var bytes: [UInt8]
    }

    /// Without the angle brackets: `0190…@example.in`.
    var id: String
    var sender: String
    /// What the sender is called.
    var senderName: String
    var receivers: [String]
    var subject: String
    var text: String
    var language: String
    var files: [File]
    var date: Date

    /// The whole message with CRLF at each line's end.
    var bytes: [UInt8] {
        // No line of base 64 begins with this.
        let boundary = "--=_\(id.prefix { $0 != "@" })"
        var lines = [
            "Date: \(MailMessage.written(date))",
            "From: \(MailMessage.encoded(senderName, after: 6, isPhrase: true)) <\(sender)>",
            "To: \(receivers.joined(separator: ",\r\n "))",
            "Subject: \(MailMessage.encoded(subject, after: 9))", "Message-ID: <\(id)>", "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated", "Content-Language: \(language)",
            "Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
        ]
        lines += MailMessage.base64(Array(text.replacing("\n", with: "\r\n").utf8))
        for file in files {
            lines += [
                "--\(boundary)", "Content-Type: \(file.type)", "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment;\r\n \(MailMessage.parameter("filename", file.name))", "",
            ]
            lines += MailMessage.base64(file.bytes)
        }
        lines.append("--\(boundary)--")
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// Lines of 76 signs.
    static func base64(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 57).map {
            Data(bytes[$0..<min($0 + 57, bytes.count)]).base64EncodedString()
        }
    }

    /// A text of a header: as it is, or in encoded words of whole characters (RFC 2047), folded after `used` signs.
    ///
    /// A phrase stands before an address, where some signs mean something.
    static func encoded(_ text: String, after used: Int, isPhrase: Bool = false) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let isPlain =
            line.utf8.allSatisfy { (32..<127).contains($0) } && !line.contains("=?") && line.utf8.count + used < 77
        if isPlain, !isPhrase || !line.contains(where: { "\"(),.:;<>@[\\]".contains($0) }) { return line }
        var words: [[UInt8]] = [[]]
        for scalar in line.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let room = words.count == 1 ? 45 - used / 4 * 3 : 45
            if words[words.count - 1].count + bytes.count > room - room % 3 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// `filename="a.pdf"`, or in percent signs (RFC 2231) in pieces that fit a line.
    static func parameter(_ name: String, _ value: String) -> String {
        if value.utf8.allSatisfy({ (32..<127).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            return "\(name)=\"\(value)\""
        }
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
        var pieces = [""]
        for scalar in value.unicodeScalars {
            let written = String(scalar).addingPercentEncoding(withAllowedCharacters: plain) ?? ""
            if pieces[pieces.count - 1].count + written.count > 50 { pieces.append("") }
            pieces[pieces.count - 1] += written
        }
        return pieces.enumerated().map { "\(name)*\($0)*=\($0 == 0 ? "UTF-8''" : "")\($1)" }.joined(separator: ";\r\n ")
    }

    /// `Wed, 04 Nov 2026 18:42:05 +0530`.
    static func written(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 19_800)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: date)
    }
}
