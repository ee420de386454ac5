import Registry
import Store
import Support
import Testing

@Suite struct MessageQueueTests {
    static func person(mobile: String? = "9000000001") -> Person {
        var person = Person()
        person.name = "Rahima Bibi"
        person.localName = "রহিমা বিবি"
        person.mobile = mobile
        return person
    }

    static func location(_ world: World) -> Location { Location(World.bagberia, in: world.registry.places) }

    @Test func anApprovalGoesOutBySMSAndByVoiceInThePersonsLanguage() async throws {
        let world = try await World()
        let about = world.registry.environment.newID()
        let rows = try await world.registry.write(as: .program("test")) { scope in
            try Message.queue(
                .approved, to: MessageQueueTests.person(), language: "bn", about: about,
                at: MessageQueueTests.location(world), values: ["number": "1900 0000 0019"], in: scope)
            return try Message.about(about, in: scope)
        }
        #expect(rows.map(\.medium) == [.sms, .voice])
        #expect(rows.allSatisfy { $0.status == .waiting && $0.language == "bn" && $0.location.block == World.chapra })
        let texts = rows.map(\.text)
        #expect(texts[0].contains("রহিমা বিবি") && texts[0].contains("1900 0000 0019") && texts[0].contains("Chapra"))
        #expect(texts[1].contains("1 9 0 0 0 0 0 0 0 0 1 9"))
        let length = SMSLength(texts[0])
        #expect(rows[0].parts == length.parts && length.alphabet == .ucs2)
        #expect(rows[0].cost == Int64(length.parts) * world.registry.rules.messages.prices[.sms]!)
    }

    @Test func withoutAMobileNothingIsQueuedAndTheAuditSaysSo() async throws {
        let world = try await World()
        let about = world.registry.environment.newID()
        let (rows, actions) = try await world.registry.write(as: .program("test")) { scope in
            try Message.queue(
                .approved, to: MessageQueueTests.person(mobile: nil), language: "bn", about: about,
                at: MessageQueueTests.location(world), values: ["number": "1"], in: scope)
            return (
                try Message.about(about, in: scope).count, try AuditChain.entries(of: about, in: scope).map(\.action)
            )
        }
        #expect(rows == 0)
        #expect(actions == ["noMobile"])
    }

    @Test func aForgottenValueIsFoundAtOnce() async throws {
        let world = try await World()
        await #expect(throws: Problem.invalid("message.number", "missing")) {
            try await world.registry.write(as: .program("test")) { scope in
                try Message.queue(
                    .submitted, to: MessageQueueTests.person(), language: "en", about: scope.environment.newID(),
                    at: MessageQueueTests.location(world), values: [:], in: scope)
            }
        }
    }

    @Test func theOutboxHoldsNoMobileAndNoNameInTheOpen() async throws {
        let world = try await World()
        let columns = try await world.registry.write(as: .program("test")) { scope in
            try Message.queue(
                .submitted, to: MessageQueueTests.person(), language: "en", about: scope.environment.newID(),
                at: MessageQueueTests.location(world), values: ["number": "P1"], in: scope)
            return try scope.transaction.rows("SELECT * FROM messages").flatMap(\.values)
        }
        for case .text(let text) in columns { #expect(!text.contains("9000000001") && !text.contains("Rahima")) }
        for case .blob(let bytes) in columns { #expect(!String(decoding: bytes, as: UTF8.self).contains("Rahima")) }
    }

    @Test func whoRefusesCallsGetsNone() async throws {
        let world = try await World()
        let about = world.registry.environment.newID()
        let media = try await world.registry.write(as: .program("test")) { scope in
            let index = scope.vault.blindIndex("9000000001", for: "mobile")
            try Message.refuse([.voice], mobileIndex: index, in: scope)
            try Message.queue(
                .approved, to: MessageQueueTests.person(), language: "hi", about: about,
                at: MessageQueueTests.location(world), values: ["number": "1"], in: scope)
            return try Message.about(about, in: scope).map(\.medium)
        }
        #expect(media == [.sms])
    }
}
