import Foundation
import HTTPTypes
import Hummingbird
import Portal
import Registry
import Support
import Testing

@Suite struct CertificatePageTests {
    private static func code(_ world: World, _ id: RecordID) async throws -> String {
        try await world.registry.write(as: .program("test")) {
            try CertificateCode.issue(for: try Worker.find(id, in: $0), in: $0)
        }
    }

    @Test func theOwnerDownloadsTheCertificateAndNobodyElse() async throws {
        let world = try await World()
        let own = try await world.worker()
        let stranger = try await world.worker(World.person("Nobody Known", mobile: "9800000002"))
        try await WorkersPhone.use(world) { phone async throws in
            #expect(try await phone.get("/own/workers/\(own)/certificate.pdf").location == "/own")
            let page = try await phone.signIn("9800000001", in: world)
            for language in ["bn", "hi", "ne", "en"] {
                let path = "/own/workers/\(own)/certificate.pdf?language=\(language)"
                #expect(page.text.contains(path))
                let file = try await phone.get(path)
                #expect(file.headers[.contentType] == "application/pdf")
                #expect(file.bytes.starts(with: Array("%PDF".utf8)))
            }
            #expect(try await phone.get("/own/workers/\(stranger)/certificate.pdf").status == .notFound)
            #expect(try await phone.get("/own/workers/\(own)/certificate.pdf?language=xx").status == .badRequest)
        }
        let audit = try await world.registry.read(as: .program("test")) { try AuditChain.entries(of: own, in: $0) }
        #expect(audit.filter { $0.action == "certificate" && $0.role == "worker" }.count == 4)
    }

    @Test func anOfficerOfTheAreaHandsItOutAndTheAuditSaysSo() async throws {
        let world = try await World()
        let id = try await world.worker()
        let own = try await world.signIn(try await world.staff(.counterOperator, at: World.chapra))
        let other = try await world.signIn(try await world.staff(.counterOperator, at: World.kaliachak))
        try await WorkersPhone.use(world) { phone async throws in
            phone.keep(cookie: "shramik", String(own.cookie.dropFirst("shramik=".count)))
            #expect(try await phone.get("/workers/\(id)").text.contains("/workers/\(id)/certificate.pdf?language=bn"))
            #expect(try await phone.get("/workers/\(id)/certificate.pdf").bytes.starts(with: Array("%PDF".utf8)))
            phone.keep(cookie: "shramik", String(other.cookie.dropFirst("shramik=".count)))
            #expect(try await phone.get("/workers/\(id)/certificate.pdf").status == .notFound)
        }
        let audit = try await world.registry.read(as: .program("test")) { try AuditChain.entries(of: id, in: $0) }
        #expect(audit.filter { $0.action == "certificate" }.map(\.role) == ["operator"])
    }

    @Test func anybodyChecksACodeAndSeesNothingButWhatStandsOnThePaper() async throws {
        let world = try await World()
        let id = try await world.worker()
        let code = try await CertificatePageTests.code(world, id)
        try await WorkersPhone.use(world) { phone async throws in
            let sent = try await phone.post("/verify", ["code": code.lowercased()])
            #expect(sent.location == "/verify/\(code)")
            let page = try await phone.get(sent.location)
            #expect(page.text.contains("Sabita Mondal") && page.text.contains("the registration is valid"))
            for hidden in ["0001", "Haripada", "1988", "Bagberia", "Chapra"] {
                #expect(!page.text.contains(hidden), "\(hidden)")
            }
        }
    }

    @Test func theAddressInTheQRCodeAndTheCredentialBehindItAreReadToo() async throws {
        let world = try await World()
        let id = try await world.worker()
        let code = try await CertificatePageTests.code(world, id)
        let signed = try await world.registry.read(as: .program("test")) {
            try Credential(of: try Worker.find(id, in: $0)).signed(in: $0)
        }
        let credential = Data(signed).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
        var forged = signed
        forged[5] ^= 1
        let other = Data(forged).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        try await WorkersPhone.use(world) { phone async throws in
            for text in [
                "https://register.example/verify/\(code)", "https://register.example/verify/\(code)#SHR1.\(credential)",
                "SHR1.\(credential)",
            ] {
                #expect(try await phone.post("/verify", ["code": text]).location == "/verify/\(code)", "\(text)")
            }
            #expect(try await phone.post("/verify", ["code": "SHR1.\(other)"]).status == .unprocessableContent)
            #expect(try await phone.post("/verify", ["code": "SHR1.???"]).status == .unprocessableContent)
            #expect(try await phone.get("/verify/key").text.count == 65)
        }
    }

    @Test func aCodeNobodyIssuedIsNotGenuine() async throws {
        let world = try await World()
        try await WorkersPhone.use(world) { phone async throws in
            #expect(try await phone.get("/verify").status == .ok)
            let page = try await phone.get("/verify/7KQ2-M0XA-93PF")
            #expect(page.status == .notFound && page.text.contains("not genuine"))
            #expect(try await phone.post("/verify").status == .unprocessableContent)
        }
    }
}
