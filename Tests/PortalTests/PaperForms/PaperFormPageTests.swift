import Cards
import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct PaperFormPageTests {
    @Test func formsComeBlankAndForTheOpenPeopleOfAVillage() async throws {
        let world = try await World()
        let drive = try await world.drive(of: [World.person("Sabita Mondal"), World.person("Anil Das")])
        try await world.visit(drive.leftOuts[1], of: drive.campaign, .registered) {
            $0.number = RegistrationNumber.make(state: 19, running: 1)
        }
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        try await world.browse(clerk) { browser in
            let base = "/campaigns/\(drive.campaign)/forms"
            let page = try await browser.get(base).text
            #expect(page.contains("Rampur (") && page.contains("filled.pdf"))
            for address in ["/blank.pdf?language=hi", "/filled.pdf?language=bn&village=Rampur"] {
                let file = try await browser.get(base + address)
                #expect(file.headers[.contentType] == "application/pdf" && file.text.hasPrefix("%PDF"))
            }
            // Nobody lives there: nothing to print.
            #expect(try await browser.get(base + "/filled.pdf?village=Nowhere").status == .seeOther)
        }
        let printed = try await world.registry.read(as: .program("test")) { scope in
            try AuditSearch().find(limit: 20, in: scope).filter { $0.entry.action == "printed" }
        }
        #expect(printed.map(\.entry.noun) == ["form"])
        #expect(printed.first?.entry.details["count"] == "1")
    }

    @Test func numbersAreNotPrintedWhole() async throws {
        let world = try await World()
        let drive = try await world.drive()
        let clerk = try await world.staff(.enumerator, at: World.bagberia)
        let leftOut = try await world.registry.read(as: clerk) { try LeftOut.find(drive.leftOuts[0], in: $0) }
        #expect(leftOut.person.mobile == "9800000001")
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let texts = BilingualTexts(texts: portal.texts, language: "bn")
        let fields = PaperFormModel.fields(of: leftOut, texts: texts, places: world.registry.places)
        let mobile = try #require(fields.first { $0.label.english.hasPrefix("Mobile") })
        #expect(mobile.value.isEmpty && mobile.label.english.hasSuffix("(… 0001)"))
        #expect(fields.contains { $0.value == "Sabita Mondal" })
        #expect(!fields.contains { $0.value.contains("9800000001") })
    }
}
