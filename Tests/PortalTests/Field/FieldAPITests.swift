import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Registry
import Store
import Support
import Testing

@testable import Portal

@Suite struct FieldAPITests {
    /// A phone over HTTP.
    struct Phone {
        let client: any TestClientProtocol
        var token: String?

        func send(_ method: HTTPRequest.Method, _ path: String, _ json: JSON? = nil, bytes: [UInt8]? = nil) async throws
            -> (status: HTTPResponse.Status, body: JSON)
        {
            var headers = HTTPFields()
            headers[.authorization] = token.map { "Bearer \($0)" }
            let body = (json?.bytes ?? bytes).map { ByteBuffer(bytes: $0) }
            return try await client.execute(uri: "/field/api/\(path)", method: method, headers: headers, body: body) {
                ($0.status, try JSONReader.read([UInt8]($0.body.readableBytesView)))
            }
        }
    }

    static func withPhone(
        _ body: @escaping @Sendable (World, Phone, _ drive: Campaign, _ people: [LeftOut]) async throws -> Void
    ) async throws {
        let world = try await World()
        let list = try await world.leftOuts(12)
        let drive = try await world.drive(on: list)
        let people = try await world.people(of: list, at: World.bagberia)
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        let token = try await world.device(of: enumerator).token
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        try await Hummingbird.Application(router: portal.router()).test(.router) { client in
            try await body(world, Phone(client: client, token: token), drive, people)
        }
    }

    private static func visit(_ world: World, _ drive: Campaign, _ person: LeftOut) -> JSON {
        let id = JSON.string(world.registry.environment.newID().description)
        return [
            "id": id, "kind": "visit",
            "body": [
                "id": id, "campaign": .string(drive.id.description),
                "house": .string(world.registry.environment.newID().description),
                "leftOut": .string(person.id.description), "place": .integer(World.bagberia.number),
                "visited": .integer(world.clock.now.milliseconds), "outcome": "found", "form": "none",
                "position": ["latitude": .number(23.4567), "longitude": .integer(88)],
            ],
        ]
    }

    @Test func aPhoneSyncsAndIsAnsweredForEachRecord() async throws {
        try await FieldAPITests.withPhone { world, phone, drive, people in
            let good = FieldAPITests.visit(world, drive, people[0])
            let bad: JSON = [
                "id": .string(world.registry.environment.newID().description), "kind": "visit", "body": [:],
            ]
            let body: JSON = ["items": [good, bad], "unsynced": 3, "version": "v1", "now": 0]
            let first = try await phone.send(.post, "sync", body)
            #expect(first.status == .ok)
            #expect(first.body["items"]?.items.map { $0["state"] } == ["stored", "refused"])
            #expect(first.body["items"]?[1]?["problem"] == "unreadable")
            let again = try await phone.send(.post, "sync", body)
            #expect(again.body["items"]?.items.map { $0["state"] } == ["repeated", "refused"])
            let officer = try await world.staff(.designatedOfficer, at: World.chapra)
            let listed = try await world.registry.read(as: officer) { try Device.all(in: $0).first?.device }
            let device = try #require(listed)
            #expect((device.unsynced, device.version) == (3, "v1"))
            #expect(device.clock < 0)
        }
    }

    @Test func theAreaHasNoNumbersThatNoVisitorNeeds() async throws {
        try await FieldAPITests.withPhone { world, phone, _, _ in
            let page = try await phone.send(.get, "area")
            #expect(page.body["people"]?.items.count == 12)
            #expect(page.body["drives"]?.items.count == 1)
            #expect(page.body["people"]?[0]?["person"]?["name"] != nil)
            #expect(page.body["people"]?[0]?["person"]?["aadhaar"] == nil)
            let lists = try await phone.send(.get, "lists")
            #expect(lists.body["places"]?.items.contains { $0["id"] == .integer(World.bagberia.number) } == true)
            #expect(try await phone.send(.get, "area?after=nonsense").status == .badRequest)
        }
    }

    @Test func aPictureIsMadeOursAndAnythingElseIsRefused() async throws {
        try await FieldAPITests.withPhone { world, phone, _, _ in
            let id = world.registry.environment.newID()
            let fake = try await phone.send(
                .put, "photos/\(id)?offset=0&size=4", bytes: Array("fake".utf8))
            #expect(fake.status == .unprocessableContent)
            #expect(try await phone.send(.get, "photos/\(id)").body["received"] == 0)
            #expect(
                try await phone.send(.put, "photos/\(id)?offset=0&size=9999999", bytes: [1]).status == .contentTooLarge)
        }
    }

    @Test func onlyAnEnrolledPhoneIsLetInAndNowhereElse() async throws {
        try await FieldAPITests.withPhone { world, phone, _, _ in
            for token in [nil, "shramik_field_0", "shramik_" + String(repeating: "0", count: 64)] {
                let stranger = Phone(client: phone.client, token: token)
                #expect(try await stranger.send(.get, "area").status == .unauthorized)
                #expect(try await stranger.send(.post, "sync", ["items": []]).status == .unauthorized)
            }
            var headers = HTTPFields()
            headers[.authorization] = "Bearer \(phone.token ?? "")"
            let worker = "/api/v1/workers/\(world.registry.environment.newID())"
            let elsewhere = try await phone.client.execute(uri: worker, method: .get, headers: headers) {
                $0.status
            }
            #expect(elsewhere == .unauthorized)
            let wrong = try await Phone(client: phone.client).send(.post, "enrolment", ["code": "AAAAAAAAAA"])
            #expect(wrong.status == .unauthorized)
        }
    }

    @Test func theAppItselfComesWithItsVersionAndItsFiles() async throws {
        try await FieldAPITests.withPhone { _, phone, _, _ in
            let (page, type) = try await phone.client.execute(uri: "/field", method: .get) {
                (String(buffer: $0.body), $0.headers[.contentType])
            }
            #expect(type == "text/html; charset=utf-8")
            #expect(!page.contains("@VERSION@"))
            let (worker, scope) = try await phone.client.execute(uri: "/field/sw.js", method: .get) {
                (String(buffer: $0.body), $0.headers[HTTPField.Name("Service-Worker-Allowed")!])
            }
            #expect(scope == "/field")
            for match in worker.matches(of: /"(\/field\/[a-z.-]+)"/) {
                let status = try await phone.client.execute(uri: String(match.output.1), method: .get) { $0.status }
                #expect(status == .ok, "\(match.output.1)")
            }
            #expect(worker.contains("/field/texts-ne.json") && worker.contains("/field/sounds.js"))
        }
    }
}
