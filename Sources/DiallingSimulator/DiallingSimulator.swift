import ArgumentParser
import Foundation
import Hummingbird
import Logging

/// A dialling gateway that rings nobody: it takes calls as Shramik hands them over, and reports answers by the last digit.
@main
struct DiallingSimulator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dialling-simulator",
        abstract: "Pretend to be an outbound-dialling gateway, for tests and demonstrations. It rings nobody.",
        discussion: """
            PUT /calls/ID takes a call, once for each id. GET /calls lists what was taken, GET /calls/ID/audio gives the \
            sound to listen to. Numbers that end in 0–6 are answered and press 1, in 7 are busy, in 8 do not answer, in 9 are \
            answered and press 9.
            """)

    @Option(help: "Port on this machine; 0 takes a free one and prints it.")
    var port = 8090
    @Option(help: "Milliseconds until a call is reported.")
    var ring = 300

    func run() async throws {
        let calls = Calls(ring: .milliseconds(ring))
        let router = Router()
        router.put("/calls/:id") { request, context in
            let id = try context.parameters.require("id")
            var request = request
            let body = try await request.collectBody(upTo: 8 << 20)
            guard let call = try? JSONDecoder().decode(Call.self, from: Data(body.readableBytesView)) else {
                throw HTTPError(.badRequest)
            }
            switch await calls.take(call, as: id) {
            case .new: return HTTPResponse.Status.accepted
            case .known: return .ok
            case .other: return .conflict
            }
        }
        router.get("/calls") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(await calls.list))))
        }
        router.get("/calls/:id/audio") { _, context in
            guard let audio = await calls.audio(of: try context.parameters.require("id")) else {
                throw HTTPError(.notFound)
            }
            return Response(
                status: .ok, headers: [.contentType: "audio/wav"], body: .init(byteBuffer: ByteBuffer(bytes: audio)))
        }
        var logger = Logger(label: "dialling-simulator") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                print("The dialling simulator listens on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
                fflush(nil)
            }, logger: logger)
        try await application.runService()
    }
}
