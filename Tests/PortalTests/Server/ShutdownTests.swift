import Foundation
import Portal
import Registry
import Support
import Testing

/// SIGTERM to the real program: what was begun is answered, what comes later is told to come back.
@Suite(.enabled(if: ServedWorld.program != nil, "the program was not built"))
struct ShutdownTests {
    @Test func whatWasBegunIsAnsweredBeforeTheProgramStops() async throws {
        let served = try await ServedWorld()
        defer { served.remove() }
        let staff = try await served.world.staff(.counterOperator, at: World.chapra)
        let signed = try await served.world.signIn(staff)
        let port = try FreePort.find()
        let program = try await served.serve(port: port)
        defer { program.kill() }
        let clerk = Clerk(port: port, cookie: signed.cookie, csrf: signed.csrf)
        let begun = (0..<8).map { FilledForms(id: Environment.live.newID().description, number: $0) }
        try await Wire.apart {
            // Half of each form is on its way when the program is told to stop.
            let halves = try begun.map { forms in
                let request = Array(clerk.request(forms.steps[0].path, forms.steps[0].fields).utf8)
                let wire = try Wire(port: port)
                try wire.send(request.prefix(request.count - 20))
                return (wire, request.suffix(20))
            }
            Thread.sleep(forTimeInterval: 0.3)
            program.terminate()
            Thread.sleep(forTimeInterval: 0.3)
            let health = "HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            #expect(try Wire.ask(port: port, "GET /health \(health)").status == 200)
            #expect(try Wire.ask(port: port, "GET /ready \(health)").status == 503)
            let later = try Wire.ask(port: port, "GET /sign-in \(health)")
            #expect(later.status == 503 && later.header("Retry-After") != nil)
            for (wire, rest) in halves {
                try wire.send(rest)
                #expect(try wire.answer().status == 303)
            }
        }
        #expect(program.ended() == 0)
        let kept = try await served.world.registry.read(as: .program("test")) { scope in
            try begun.map { try PersonApplication.find(#require(RecordID($0.id)), in: scope).status }
        }
        #expect(kept.allSatisfy { $0 == .draft })
    }
}
