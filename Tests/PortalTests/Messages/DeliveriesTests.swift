import Exchange
import Foundation
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

/// Messages on their whole way: outbox, gateway, report at the portal.
@Suite(.serialized) struct DeliveriesTests {
    static func person(_ mobile: String) -> Person {
        var person = Person()
        person.name = "Rahima Bibi"
        person.localName = "রহিমা বিবি"
        person.mobile = mobile
        return person
    }

    static func queue(_ world: World, _ mobiles: [String], language: String) async throws -> [RecordID] {
        try await world.registry.write(as: .program("test")) { scope in
            try mobiles.map { mobile in
                let about = scope.environment.newID()
                try Message.queue(
                    .approved, to: DeliveriesTests.person(mobile), language: language, about: about,
                    at: Location(World.bagberia, in: scope.places), values: ["number": "1900 0000 0019"], in: scope)
                return about
            }
        }
    }

    static func messages(_ world: World, _ about: [RecordID], _ medium: Message.Medium) async throws -> [Message] {
        try await world.registry.read(as: .program("test")) { scope in
            try about.flatMap { try Message.about($0, in: scope) }.filter { $0.medium == medium }
        }
    }

    @Test(.enabled(if: Kannel.isInstalled, "Kannel is not installed"))
    func messagesReachARealKannelAndItsReportsAreReadBack() async throws {
        let world = try await World()
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let kannel = try await Kannel()
        let bengali = try await DeliveriesTests.queue(world, ["9000000001", "9000000002"], language: "bn")
        let english = try await DeliveriesTests.queue(world, ["9000000003"], language: "en")
        let all = bengali + english
        try await Application(router: portal.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            .test(.live) { client in
                let port = try #require(client.port)
                let gateway = KannelGateway(
                    address: URL(string: "http://shramik:p%26ss%3F@127.0.0.1:\(kannel.sendPort)/cgi-bin/sendsms")!,
                    texts: world.registry.rules.messages,
                    reports: "http://127.0.0.1:\(port)/hooks/sms/\(Outbox.reportToken(.sms, of: world.registry))")
                let deliveries = Deliveries(registry: world.registry, gateways: [.sms: gateway])
                #expect(try await deliveries.deliverDue() == 3)
                let arrived = try await eventually {
                    try await DeliveriesTests.messages(world, all, .sms).allSatisfy { $0.status == .delivered }
                }
                #expect(arrived)
                #expect(try await deliveries.deliverDue() == 0)
            }
        let messages = try await DeliveriesTests.messages(world, all, .sms)
        #expect(messages.allSatisfy { $0.attempts == 1 })
        // The operator counts the very parts that we show and pay.
        #expect(try await kannel.stop() == messages.reduce(0) { $0 + $1.parts })
    }

    @Test func withoutAGatewayMessagesWait() async throws {
        let world = try await World()
        let about = try await DeliveriesTests.queue(world, ["9000000001"], language: "hi")
        let nobody = KannelGateway(
            address: URL(string: "http://127.0.0.1:\(try FreePort.find())/cgi-bin/sendsms")!,
            texts: world.registry.rules.messages, reports: "http://127.0.0.1")
        try await Deliveries(registry: world.registry, gateways: [:]).deliverDue()
        #expect(try await DeliveriesTests.messages(world, about, .sms).map(\.status) == [.waiting])
        try await Deliveries(registry: world.registry, gateways: [.sms: nobody]).deliverDue()
        let message = try #require(try await DeliveriesTests.messages(world, about, .sms).first)
        #expect(message.status == .waiting && message.problem == "unreachable" && message.attempts == 0)
    }

    @Test(.enabled(if: Speech() != nil && DiallingSimulator.program != nil, "espeak-ng or the simulator is missing"))
    func callsAreSpokenDialledOnceAndTheirAnswersTracked() async throws {
        let world = try await World()
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let simulator = try await DiallingSimulator()
        let mobiles = ["9000000001", "9000000007", "9000000008", "9000000009"]
        let about = try await DeliveriesTests.queue(world, mobiles, language: "ne")
        try await Application(router: portal.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            .test(.live) { client in
                let port = try #require(client.port)
                let gateway = DiallingGateway(
                    address: simulator.address, voice: try #require(Speech()),
                    reports: "http://127.0.0.1:\(port)/hooks/voice/\(Outbox.reportToken(.voice, of: world.registry))")
                #expect(try await Deliveries(registry: world.registry, gateways: [.voice: gateway]).deliverDue() == 4)
                let reported = try await eventually {
                    try await DeliveriesTests.messages(world, about, .voice).allSatisfy {
                        $0.status == .delivered || $0.status == .failed
                    }
                }
                #expect(reported)
            }
        let messages = try await DeliveriesTests.messages(world, about, .voice)
        #expect(messages.map(\.status) == [.delivered, .failed, .failed, .delivered])
        #expect(messages.map(\.problem) == [nil, "busy", "notAnswered", nil])
        #expect(messages.map(\.keypress) == ["1", nil, nil, "9"])
        let calls = try await simulator.calls()
        #expect(calls.count == 4 && calls.allSatisfy { $0.handed == 1 && $0.language == "ne" })
        simulator.stop()
    }

    @Test(arguments: [
        "/hooks/sms/wrong/0190a6c4-7b1e-7000-8000-000000000000/1?status=1",
        "/hooks/sms//0190a6c4-7b1e-7000-8000-000000000000/1?status=1",
    ]) func aReportWithoutTheSecretIsNotFound(_ path: String) async throws {
        let portal = try await Portal(registry: try await World().registry, configuration: Configuration())
        try await Application(router: portal.router()).test(.router) { client in
            try await client.execute(uri: path, method: .get) { #expect($0.status == .notFound) }
        }
    }

    @Test func aReportOfAnUnknownMessageIsNotFoundAndAMalformedOneUnreadable() async throws {
        let world = try await World()
        let portal = try await Portal(registry: world.registry, configuration: Configuration())
        let (sms, voice) = (
            Outbox.reportToken(.sms, of: world.registry), Outbox.reportToken(.voice, of: world.registry)
        )
        #expect(sms != voice && sms.count == 32)
        try await Application(router: portal.router()).test(.router) { client in
            let unknown = world.registry.environment.newID()
            try await client.execute(uri: "/hooks/sms/\(sms)/\(unknown)/1?status=1", method: .get) {
                #expect($0.status == .notFound)
            }
            try await client.execute(uri: "/hooks/sms/\(sms)/\(unknown)/x?status=1", method: .get) {
                #expect($0.status == .badRequest)
            }
            try await client.execute(
                uri: "/hooks/voice/\(voice)", method: .post, body: ByteBuffer(string: "{\"call\":7}")
            ) {
                #expect($0.status == .badRequest)
            }
        }
    }
}
