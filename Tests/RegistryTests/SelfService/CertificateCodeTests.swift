import Registry
import Store
import Support
import Testing

@Suite struct CertificateCodeTests {
    static func issue(_ world: World, _ id: RecordID) async throws -> String {
        try await world.registry.write(as: .program("test")) {
            try CertificateCode.issue(for: try Worker.find(id, in: $0), in: $0)
        }
    }

    static func check(_ world: World, _ code: String) async throws -> CertificateCode.Answer {
        try await world.registry.write(as: .anyone) { try CertificateCode.check(code, in: $0) }
    }

    @Test func whoeverHoldsTheCodeSeesWhatStandsOnThePaper() async throws {
        let world = try await World()
        let id = try await world.worker()
        let code = try await CertificateCodeTests.issue(world, id)
        #expect(code.wholeMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/) != nil)
        let answer = try await CertificateCodeTests.check(world, code.lowercased().replacing("-", with: " "))
        #expect(answer.name == "Sabita Mondal" && answer.holds)
        #expect(try await CertificateCodeTests.issue(world, id) == code)
        let audit = try await world.registry.read(as: .program("test")) { try AuditChain.entries(of: id, in: $0) }
        #expect(audit.suffix(3).map(\.action).sorted() == ["certificate", "certificate", "certificateChecked"])
    }

    @Test func aCodeThatWasNeverIssuedIsNotFound() async throws {
        let world = try await World()
        _ = try await world.worker()
        for code in ["0000-0000-0000", "", "short", "!!!!-!!!!-!!!!", "UUUU-UUUU-UUUU"] {
            await #expect(throws: Problem.notFound) { try await CertificateCodeTests.check(world, code) }
        }
    }

    @Test func aSuspendedOrLapsedRegistrationDoesNotHoldAndHasNoCertificate() async throws {
        let world = try await World()
        let id = try await world.worker()
        let code = try await CertificateCodeTests.issue(world, id)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        try await world.registry.write(as: officer) { scope in
            var worker = try Worker.find(id, in: scope)
            try worker.take(.suspend, reason: "under_inquiry", note: "An inquiry", in: scope)
        }
        #expect(try await CertificateCodeTests.check(world, code).holds == false)
        await #expect(throws: Problem(.wrongState)) { try await CertificateCodeTests.issue(world, id) }
    }

    @Test func aRegistrationThatHasRunOutDoesNotHold() async throws {
        let world = try await World()
        let id = try await world.worker()
        let code = try await CertificateCodeTests.issue(world, id)
        world.clock.advance(minutes: 366 * 1440)
        #expect(try await CertificateCodeTests.check(world, code).holds == false)
    }

    @Test(arguments: [
        ("7kq2 m0xa 93pf", "7KQ2M0XA93PF"), ("OOOO-IIII-LLLL", "000011111111"), ("৭KQ2M0XA93PF", "7KQ2M0XA93PF"),
    ])
    func whatPeopleTypeIsRead(_ typed: String, _ code: String) { #expect(CertificateCode.parse(typed) == code) }

    @Test func aSignedCredentialIsReadBackAndAnAlteredOneIsNot() async throws {
        let world = try await World()
        let id = try await world.worker()
        let signed = try await world.registry.read(as: .program("test")) {
            try Credential(of: try Worker.find(id, in: $0)).signed(in: $0)
        }
        let credential = try #require(Credential.verify(signed, by: world.registry))
        #expect(credential.name == "Sabita Mondal" && credential.validUntil > credential.registered)
        for place in stride(from: 0, to: signed.count, by: 7) {
            var altered = signed
            altered[place] ^= 1
            #expect(Credential.verify(altered, by: world.registry) == nil, "byte \(place)")
        }
        let code = try await CertificateCodeTests.issue(world, id)
        let found = try await world.registry.read(as: .anyone) { try CertificateCode.code(of: credential, in: $0) }
        #expect(found == code)
    }
}
