import Cards
import Foundation
import Registry

/// A worker's certificate of registration in a local language and English.
enum CertificateModel {
    /// Languages in which it can be had, each with English beside it.
    static let languages = ["bn", "hi", "ne", "en"]

    /// Notes that it was issued. Throws `Problem.wrongState` for a registration that doesn't hold.
    static func make(
        of worker: Worker, language: String, address: String, photo: [UInt8]?, texts: Texts, in scope: Scope
    )
        throws -> Certificate
    {
        let code = try CertificateCode.issue(for: worker, in: scope)
        let signed = try Credential(of: worker).signed(in: scope)
        func text(_ key: String, _ values: String...) -> Bilingual {
            .init(
                local: texts.text("certificate.\(key)", in: language, values),
                english: texts.text("certificate.\(key)", in: "en", values))
        }
        func line(_ key: String, _ value: Bilingual) -> Certificate.Line {
            .init(label: text(key), value: value)
        }
        func same(_ value: String) -> Bilingual { .init(local: value, english: value) }
        let person = worker.person
        let guardian = person.husband.map { ("husband", $0) } ?? person.father.map { ("father", $0) }
        let category = person.category.flatMap { Category.named($0) }
        let lines: [Certificate.Line?] = [
            line("name", .init(local: person.localName ?? person.name ?? "", english: person.name ?? "")),
            guardian.map { line($0.0, same($0.1)) },
            birth(of: person).map { line($0.key, same($0.value)) },
            category.map { line("work", .init(local: $0.name(in: language), english: $0.name(in: "en"))) },
            line("place", .init(local: place(worker, language, scope), english: place(worker, "en", scope))),
            line("registered", same(Written.day(worker.registered))),
            worker.validUntil.map { line("validUntil", same(Written.day($0))) },
        ]
        let state = worker.location.state.flatMap { scope.places[$0] }
        return Certificate(
            language: language,
            authority: .init(
                local: texts.text("certificate.authority", in: language, [state?.name(in: language) ?? ""]),
                english: texts.text("certificate.authority", in: "en", [state?.name(in: "en") ?? ""])),
            title: text("title"), number: RegistrationNumber.grouped(worker.number),
            lines: lines.compactMap(\.self), photo: photo,
            // What stands behind # stays in the browser: readers without a network check the signature in it.
            code: "\(address)/verify/\(code)#\(VerifyPage.mark)\(encode(signed))",
            note: text("note", address + "/verify", code))
    }

    /// Base64url (RFC 4648, 5) without padding.
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func decode(_ text: Substring) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)).map(Array.init)
    }

    private static func birth(of person: Person) -> (key: String, value: String)? {
        if let day = person.dateOfBirth { return ("born", Written.turned(day)) }
        guard let age = person.age else { return nil }
        return ("age", person.ageAsOn.map { "\(age) (\(Written.turned($0)))" } ?? String(age))
    }

    private static func place(_ worker: Worker, _ language: String, _ scope: Scope) -> String {
        worker.location.finest.map { scope.places.path(of: $0) }?.reversed().map { $0.name(in: language) }
            .joined(separator: ", ") ?? ""
    }
}
