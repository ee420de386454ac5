import Foundation
import FoundationNetworking

/// The `dialling-simulator` program, started on a free port.
final class DiallingSimulator: Sendable {
    struct Call: Decodable {
        let language: String
        let outcome: String
        let handed: Int
    }

    static let program = BuiltProgram.find("dialling-simulator")

    let address: URL
    private let process: Program

    init() async throws {
        let port = try FreePort.find()
        process = try Program(
            DiallingSimulator.program?.path() ?? "", ["--port", String(port), "--ring", "50"])
        address = URL(string: "http://127.0.0.1:\(port)")!
        try await FreePort.wait(for: port)
    }

    func calls() async throws -> [Call] {
        let (data, _) = try await URLSession.shared.data(from: address.appending(path: "calls"))
        return try JSONDecoder().decode([Call].self, from: data)
    }

    func stop() { process.kill() }
}
