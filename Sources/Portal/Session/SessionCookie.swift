import Foundation
import Hummingbird
import Registry

extension Portal {
    /// Over TLS the prefix makes browsers refuse a cookie that another host or an unsafe page set (RFC 6265bis, 4.1.3).
    var sessionCookie: String { configuration.secure ? "__Host-shramik" : "shramik" }
}

extension Visit {
    /// The token that the browser sent, whether or not it still holds.
    var sessionToken: String? { cookie(portal.sessionCookie) }

    /// Lives as long as the browser's window; the register ends it earlier.
    func sessionCookie(_ token: String) -> Cookie {
        Cookie(
            name: portal.sessionCookie, value: token, path: "/", secure: portal.configuration.secure, httpOnly: true,
            sameSite: .lax)
    }

    var endedSessionCookie: Cookie {
        Cookie(
            name: portal.sessionCookie, value: "", maxAge: 0, path: "/", secure: portal.configuration.secure,
            httpOnly: true,
            sameSite: .lax)
    }

    /// The kind of browser and system, for the audit: not enough to recognise a person by.
    var device: String {
        let agent = request.headers[.userAgent] ?? ""
        func first(_ names: [(String, String)]) -> String? { names.first { agent.contains($0.0) }?.1 }
        let browser = first([
            ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung"), ("Firefox", "Firefox"),
            ("Chrom", "Chrome"),
            ("Safari", "Safari"),
        ])
        let system = first([
            ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ])
        return [browser, system].compactMap(\.self).joined(separator: " on ")
    }

    /// A path of this portal; anything that could lead elsewhere becomes the first page.
    static func localPath(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= 500,
            path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" })
        else { return "/" }
        return path
    }
}
