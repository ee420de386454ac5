import Foundation
import Hummingbird
import Registry

/// Anybody checks a certificate: by the code that stands on it, or the address in its QR code.
///
/// Shown is what stands on the paper, and whether it holds today; no more.
enum VerifyPage {
    /// Stands before a signed credential.
    static let mark = "SHR1."

    static func form(_ visit: Visit) async throws -> Response { page(visit, fault: nil) }

    static func take(_ visit: Visit) async throws -> Response {
        let text = String((try await visit.form()["code"] ?? "").prefix(800))
        guard !text.isEmpty else { return page(visit, fault: "field.required") }
        try visit.portal.limits.admitGuess(visit)
        guard let code = try await code(in: text, visit) else { return page(visit, fault: "certificate.unknown") }
        return visit.redirect(to: "/verify/\(code)")
    }

    static func show(_ visit: Visit) async throws -> Response {
        try visit.portal.limits.admitGuess(visit)
        let code = visit.context.parameters.get("code") ?? ""
        do {
            let answer = try await visit.registry.write(as: visit.actor) { try CertificateCode.check(code, in: $0) }
            return visit.page(
                "verify", title: visit.text("certificate.check"),
                [
                    "answer": [
                        "holds": answer.holds, "number": RegistrationNumber.grouped(answer.number), "name": answer.name,
                        "registered": Written.day(answer.registered),
                        "validUntil": answer.validUntil.map(Written.day) ?? "",
                        "today": Written.time(visit.registry.environment.now().milliseconds),
                    ]
                ])
        } catch let problem as Problem where problem.code == .notFound {
            return page(visit, fault: "certificate.unknown", status: .notFound)
        }
    }

    /// With which programs check credentials by themselves, in hexadecimal digits.
    static func key(_ visit: Visit) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: Credential.publicKey(of: visit.registry) + "\n")))
    }

    /// From the code itself, the address in the QR code, or the signed credential behind it.
    private static func code(in text: String, _ visit: Visit) async throws -> String? {
        if let place = text.range(of: mark) {
            guard let signed = CertificateModel.decode(text[place.upperBound...]),
                let credential = Credential.verify(signed, by: visit.registry)
            else { return nil }
            return try await visit.registry.read(as: visit.actor) { try CertificateCode.code(of: credential, in: $0) }
        }
        let last = text.split(separator: "/").last.map(String.init) ?? text
        return CertificateCode.parse(last).map(CertificateCode.grouped)
    }

    private static func page(
        _ visit: Visit, fault: String?, status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        var model: [String: Any] = [:]
        if let fault { model["fault"] = visit.text(fault) }
        return visit.page("verify", title: visit.text("certificate.check"), model, status: fault == nil ? .ok : status)
    }
}
