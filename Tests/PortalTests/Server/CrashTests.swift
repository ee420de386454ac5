import Exchange
import Foundation
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Store
import Support
import Synchronization
import Testing

/// Kills the real program again and again while clerks send applications, and looks at what is left.
///
/// What is promised: an answer to a form means that what it sent is kept, once. What was not answered can be sent again under
/// the same id, and is then kept once. A message is handed to the gateway at least once, always under the same id; more than
/// once only where the program died between the hand-over and writing the gateway's answer down, which it does eight at a time.
@Suite(.enabled(if: ServedWorld.program != nil, "the program was not built"))
struct CrashTests {
    static let clerks = 6
    static let kills = World.isOnSQLite ? 50 : 10

    /// What the clerks did and saw.
    final class Ledger: Sendable {
        private let state = Mutex((begun: 0, kept: [FilledForms](), lost: 0, over: false))

        func next() -> Int {
            state.withLock {
                $0.begun += 1; return $0.begun
            }
        }
        func acknowledged(_ forms: FilledForms) { state.withLock { $0.kept.append(forms) } }
        func answerLost() { state.withLock { $0.lost += 1 } }
        func end() { state.withLock { $0.over = true } }
        var isOver: Bool { state.withLock { $0.over } }
        var kept: [FilledForms] { state.withLock { $0.kept } }
        var lost: Int { state.withLock { $0.lost } }
    }

    /// Sends one application after the other; a form whose answer was lost is sent again until it is answered.
    static func work(_ clerk: Clerk, _ ledger: Ledger) throws {
        while !ledger.isOver {
            let forms = FilledForms(id: Environment.live.newID().description, number: ledger.next())
            for (path, fields) in forms.steps {
                let answer = try untilAnswered(ledger) { try clerk.post(path, fields) }
                let refused = answer.header("Location")?.hasSuffix("/form/check") ?? false
                guard answer.status == 303, !refused else {
                    Issue.record("\(path) of \(forms.id): \(answer.status) \(answer.header("Location") ?? answer.body)")
                    return
                }
            }
            ledger.acknowledged(forms)
        }
    }

    static func untilAnswered(_ ledger: Ledger, _ send: () throws -> Wire.Answer) throws -> Wire.Answer {
        for _ in 0..<2_000 {
            do { return try send() } catch Wire.Fault.refused {} catch is Wire.Fault { ledger.answerLost() }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw Wire.Fault.timeout
    }

    /// Kills the program at random moments, one of eight while it still starts; returns it alive.
    static func killAgainAndAgain(_ served: ServedWorld, port: Int, _ options: [String]) async throws -> ServedProgram {
        for kill in 0..<kills {
            if kill % 8 == 7 {
                let program = try served.start(port: port, options)
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
                program.kill()
            } else {
                let program = try await served.serve(port: port, options)
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...500)))
                program.kill()
            }
        }
        return try await served.serve(port: port, options)
    }

    @Test func nothingAcknowledgedIsLostOrKeptTwiceWhenTheProgramIsKilled() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let staff = try await served.world.staff(.counterOperator, at: World.chapra)
        let signed = try await served.world.signIn(staff)
        try await served.world.registry.close()
        let port = try FreePort.find()
        let clerk = Clerk(port: port, cookie: signed.cookie, csrf: signed.csrf)
        let (ledger, gateway) = (Ledger(), CountingGateway())
        try await Hummingbird.Application(router: gateway.router).test(.live) { client in
            let address = "http://127.0.0.1:\(try #require(client.port))/cgi-bin/sendsms"
            let options = ["--requests-per-minute", "0", "--sms-gateway", address]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<CrashTests.clerks {
                    group.addTask { try await Wire.apart { try CrashTests.work(clerk, ledger) } }
                }
                let program = try await CrashTests.killAgainAndAgain(served, port: port, options)
                ledger.end()
                try await group.waitForAll()
                program.terminate()
                #expect(program.ended() == 0)
            }
            try await CrashTests.check(served, ledger, gateway, URL(string: address)!)
        }
    }

    static func check(
        _ served: ServedWorld, _ ledger: Ledger, _ gateway: CountingGateway, _ address: URL
    ) async throws {
        // A message that was being handed over is taken up again after two minutes.
        let registry = try await served.open(minutesAhead: 3)
        let sms = KannelGateway(address: address, texts: registry.rules.messages, reports: "http://x/hooks/sms/x")
        let deliveries = Deliveries(registry: registry, gateways: [.sms: sms])
        while try await deliveries.deliverDue() > 0 {}

        let kept = ledger.kept
        #expect(kept.count > kills && ledger.lost > kills / 5, "too little happened: \(kept.count), \(ledger.lost)")
        let heads = try AuditFile.heads(Data(contentsOf: URL(filePath: served.heads)))
        let (numbers, messages) = try await registry.read(as: .program("test")) { scope in
            let submitted: Int? = try scope.transaction.value(
                "SELECT count(*) FROM applications WHERE status = 'submitted'")
            #expect(submitted == kept.count)
            var (numbers, messages): (Set<String>, [Message]) = ([], [])
            for forms in kept {
                let id = try #require(RecordID(forms.id))
                let application = try PersonApplication.find(id, in: scope)
                #expect(application.person.name == forms.name && application.person.mobile == forms.mobile)
                numbers.insert(application.number ?? "")
                let told = try Message.about(id, in: scope)
                #expect(told.count == 1, "messages of \(forms.id)")
                messages += told
                let steps = try AuditChain.entries(of: id, in: scope).map(\.action)
                #expect(steps == ["begun", "saved", "saved", "saved", "submit"], "\(steps)")
            }
            let verdict = try AuditChain.verify(heads: heads, in: scope)
            #expect(verdict.broken == nil && !heads.isEmpty)
            return (numbers, messages)
        }
        #expect(numbers.count == kept.count)
        #expect(messages.allSatisfy { $0.status == .sent })
        #expect(Set(messages.map(\.id.description)) == Set(gateway.taken.keys))
        let again = gateway.taken.values.reduce(0) { $0 + $1 - 1 }
        #expect(again <= kills * 8, "\(again) handed over again")
        try await registry.close()
    }
}
