import Foundation
import HTTPTypes
import Portal
import Registry
import Support
import Testing

@Suite struct OwnPageTests {
    @Test func aNumberAndTheCodeFromTheMobileShowTheOwnRegistration() async throws {
        let world = try await World()
        _ = try await world.worker()
        try await WorkersPhone.use(world) { phone in
            #expect(try await phone.get("/own").status == .ok)
            let asked = try await phone.post("/own", ["lookup": "98000 00001"])
            #expect(asked.status == .seeOther && asked.location == "/own/code")
            #expect(try await phone.get("/own/code").status == .ok)
            #expect(try await phone.post("/own/code", ["code": "12345"]).status == .unauthorized)
            let entered = try await phone.post("/own/code", ["code": try await world.sentCode()])
            #expect(entered.location == "/own/records")
            let page = try await phone.get("/own/records")
            #expect(page.status == .ok)
            #expect(
                page.text.contains("Sabita Mondal") && page.text.contains("You are a registered worker of the Chapra"))
            #expect(page.text.contains("XXXXXX0001") && !page.text.contains("9800000001"))
            #expect(try await phone.get("/own").location == "/own/records")
            #expect(try await phone.post("/sign-out").status == .seeOther)
            #expect(try await phone.get("/own/records").location == "/own")
        }
    }

    @Test func aKnownAndAnUnknownNumberAreAnsweredByTheSameBytes() async throws {
        let world = try await World()
        _ = try await world.worker()
        try await WorkersPhone.use(world) { phone in
            var answers: [[String]] = []
            for lookup in ["9800000001", "9811111111", "1900 0000 0019", "nonsense"] {
                let other = phone.another
                _ = try await other.get("/own")
                let asked = try await other.post("/own", ["lookup": lookup])
                let wrong = try await other.post("/own/code", ["code": "000000"])
                answers.append([
                    "\(asked.status) \(asked.location)", try await other.get("/own/code").text, "\(wrong.status)",
                    wrong.text,
                ])
            }
            #expect(Set(answers).count == 1)
        }
    }

    @Test func theCodeWorksOnlyInTheBrowserThatAskedForIt() async throws {
        let world = try await World()
        _ = try await world.worker()
        try await WorkersPhone.use(world) { phone in
            _ = try await phone.post("/own", ["lookup": "9800000001"])
            let code = try await world.sentCode()
            let thief = phone.another
            #expect(try await thief.post("/own/code", ["code": code]).location == "/own")
            _ = try await thief.post("/own", ["lookup": "9811111111"])
            #expect(try await thief.post("/own/code", ["code": code]).status == .unauthorized)
        }
    }

    @Test func thePageIsWrittenInTheLanguageOfTheReader() async throws {
        let world = try await World()
        _ = try await world.worker()
        try await WorkersPhone.use(world) { phone in
            for (language, text) in [("bn", "নিবন্ধিত শ্রমিক"), ("hi", "पंजीकृत श्रमिक"), ("ne", "दर्ता भएको श्रमिक")] {
                let other = phone.another
                other.keep(cookie: "language", language)
                let page = try await other.signIn("9800000001", in: world)
                #expect(page.text.contains(text), "\(language)")
                world.clock.advance(minutes: 2)
            }
        }
    }

    @Test func aReturnedApplicationSaysWhatToMendAndWhere() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let verifier = try await world.staff(.verifier, at: World.chapra)
        let draft = Draft(
            id: world.registry.environment.newID(), channel: .counter, scheme: "wb_migrant", place: World.bagberia,
            language: "en", person: .sample())
        _ = try await world.registry.write(as: clerk) { try Application.submit(draft, in: $0) }
        try await world.registry.write(as: verifier) { scope in
            var application = try Application.find(draft.id, in: scope)
            try application.take(
                .return, reason: "photo_unsuitable", note: "Please bring a photo of the face alone", in: scope)
        }
        try await WorkersPhone.use(world) { phone in
            let page = try await phone.signIn("9876543210", in: world)
            for text in [
                "The photo is not suitable", "Please bring a photo of the face alone", "go to the Chapra office",
                "Something has to be mended", "Returned to be mended", "Application received",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
        }
    }

    @Test func messagesCanBeRefusedAndWantedAgain() async throws {
        let world = try await World()
        _ = try await world.worker()
        try await WorkersPhone.use(world) { phone in
            _ = try await phone.signIn("9800000001", in: world)
            _ = try await phone.post("/own/refusals", ["medium": "sms"])
            let page = try await phone.get("/own/records?saved=1")
            #expect(page.text.contains("value=\"sms\" checked") && !page.text.contains("value=\"voice\" checked"))
        }
    }

    @Test func tooManyQuestionsFromOneAddressAreTurnedAway() async throws {
        let world = try await World()
        try await WorkersPhone.use(world) { phone async throws in
            for _ in 0..<30 { #expect(try await phone.post("/own", ["lookup": "9811111111"]).status == .seeOther) }
            #expect(try await phone.post("/own", ["lookup": "9811111111"]).status == .tooManyRequests)
        }
    }

    @Test func theCodeIsShownOnThePageInADemonstrationOnly() async throws {
        let world = try await World()
        _ = try await world.worker()
        try await world.registry.installSampleCast()
        for demonstration in [false, true] {
            try await WorkersPhone.use(world, demonstration: demonstration) { phone in
                _ = try await phone.post("/own", ["lookup": "9800000001"])
                let code = try await world.sentCode()
                #expect(try await phone.get("/own/code").text.contains(code) == demonstration)
            }
        }
    }
}
