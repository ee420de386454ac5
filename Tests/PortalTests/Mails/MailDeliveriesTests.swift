import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Store
import Support
import Testing

/// Mails on their whole way to a real SMTP server (aiosmtpd), and what the portal shows of them.
@Suite(.serialized, .enabled(if: PostOffice.isInstalled, "python3-aiosmtpd is not installed"))
struct MailDeliveriesTests {
    static func deliveries(_ portal: Portal, _ server: MailServer) -> MailDeliveries {
        let texts = portal.texts
        return MailDeliveries(registry: portal.registry, server: server, address: "https://shramik.example") {
            texts.text($0, in: $1, $2)
        }
    }

    static func server(
        _ port: Int, user: String? = nil, password: String? = nil, authorities: String? = nil
    ) throws -> MailServer {
        try #require(
            MailServer(
                url: URL(string: "smtp://127.0.0.1:\(port)")!, user: user,
                password: password.map(MailServer.Secret.init), sender: "shramik@example.in", authorities: authorities))
    }

    @Test func aSignedReturnArrivesWithBothFilesAsThePortalGivesThem() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: ["labour@example.in", "cmo@example.in"])
        _ = try await drive.visit(drive.people[0], .found, form: .filled)
        let bengali = Actor(drive.officer.kind, assignments: drive.officer.assignments, device: "test", language: "bn")
        let signed = try await drive.sign(on: drive.firstDay, remark: "Rain", as: bengali)
        let office = try await PostOffice()
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let deliveries = MailDeliveriesTests.deliveries(portal, try MailDeliveriesTests.server(office.port))
        #expect(try await deliveries.deliverDue() == 1)
        #expect(try await deliveries.deliverDue() == 0)
        let letters = try office.letters()
        #expect(letters.map(\.receivers).sorted { $0[0] < $1[0] } == [["cmo@example.in"], ["labour@example.in"]])
        let letter = try #require(letters.first)
        #expect(letter.id == "<\(signed.id)@example.in>" && letters.allSatisfy { $0.id == letter.id })
        #expect(letter.sender == "shramik@example.in")
        #expect(letter.subject == "অ্যানেক্সার I, নদিয়া, 15-01-2027")
        #expect(letter.text.contains(signed.hash) && letter.text.contains("https://shramik.example/campaigns/"))
        #expect(letter.files.map(\.name) == ["annexure-1-নদিয়া-2027-01-15-v1.pdf", "annexure-1-নদিয়া-2027-01-15-v1.xlsx"])
        try await world.browse(drive.officer) { browser in
            let path = "/campaigns/\(drive.id)/returns/\(drive.firstDay)"
            let pdf = try await ReturnPagesTests.file(browser, path + "/sheet.pdf", language: "bn")
            #expect(letter.files[0].bytes == pdf)
            let book = try await ReturnPagesTests.file(browser, path + "/sheet.xlsx", language: "bn")
            #expect(letter.files[1].bytes == book)
            let page = try await browser.get("/mails")
            #expect(page.text.contains("labour@example.in") && page.text.contains(">Sent<"))
        }
    }

    @Test func aServerThatIsDownIsTriedAgainAndARefusedAddressIsShown() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: ["labour@example.in", "refused@example.in"])
        try await drive.sign(on: drive.firstDay)
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let nobody = MailDeliveriesTests.deliveries(portal, try MailDeliveriesTests.server(FreePort.find()))
        #expect(try await nobody.deliverDue() == 1)
        #expect(try await nobody.deliverDue() == 0, "not before the pause is over")
        let office = try await PostOffice()
        let deliveries = MailDeliveriesTests.deliveries(portal, try MailDeliveriesTests.server(office.port))
        try await world.browse(drive.officer) { browser in
            #expect(try await browser.get("/mails").text.contains("be reached)"))
            world.clock.advance(minutes: 2)
            #expect(try await deliveries.deliverDue() == 1)
            let page = try await browser.get("/mails").text
            #expect(page.contains("Refused for an address") && page.contains("the server answered 550"))
            let id = try #require(page.firstMatch(of: /\/mails\/([^\/]*)\/resending/)?.output.1)
            #expect(try await browser.post("/mails/\(id)/resending", []).status == .seeOther)
        }
        #expect(try office.letters().map(\.receivers) == [["labour@example.in"]])
        // Sent again goes only to whom it did not reach.
        #expect(try await deliveries.deliverDue() == 1)
        #expect(try office.letters().count == 1)
    }

    @Test func behindSTARTTLSThePasswordIsAskedForAndOnlyAKnownCertificateIsBelieved() async throws {
        let world = try await World()
        let drive = try await TestDrive(in: world, recipients: ["labour@example.in"])
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let office = try await PostOffice(isGuarded: true)
        func attempt(_ server: MailServer) async throws -> String? {
            // Ids begin with their time.
            world.clock.advance(minutes: 0.01)
            try await drive.sign(
                on: drive.firstDay,
                version: 1
                    + (try await world.registry.read(as: drive.officer) {
                        try SignedReturn.versions(
                            of: .daily, on: drive.firstDay, in: drive.id, district: World.nadia, in: $0
                        ).count
                    }), reason: "x")
            #expect(try await MailDeliveriesTests.deliveries(portal, server).deliverDue() == 1)
            return try await world.registry.read(as: drive.officer) {
                try Mail.list(limit: 1, in: $0).first?.receivers.first?.problem
            }
        }
        let known = office.certificate
        let right = try MailDeliveriesTests.server(
            office.port, user: "shramik", password: "right", authorities: known)
        let wrong = try MailDeliveriesTests.server(
            office.port, user: "shramik", password: "wrong", authorities: known)
        let stranger = try MailDeliveriesTests.server(
            office.port, user: "shramik", password: "right", authorities: try PostOffice.makeCertificate().certificate)
        #expect(try await attempt(wrong) == "login")
        #expect(try await attempt(stranger) == "tls")
        #expect(try office.letters().isEmpty)
        #expect(try await attempt(right) == nil)
        #expect(try office.letters().count == 1)
        #expect(!"\(right)".contains("right\"") && !String(reflecting: right).contains("Secret(value"))
    }
}
