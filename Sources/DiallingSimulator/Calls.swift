import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A call as it is handed over.
struct Call: Codable, Equatable, Sendable {
    let to: String
    let language: String
    let audio: Data
    let report: String
}

/// What the list says of a call: no number, no sound.
struct CallSummary: Codable, Sendable {
    let id: String
    let language: String
    let outcome: String
    /// How often it was handed over; it rings once.
    var handed: Int
    /// True once the report was taken.
    var reported: Bool
}

/// The calls that were taken, each once.
actor Calls {
    enum Taking { case new, known, other }

    private let ring: Duration
    private var calls: [String: Call] = [:]
    private var summaries: [String: CallSummary] = [:]
    private var order: [String] = []

    init(ring: Duration) { self.ring = ring }

    var list: [CallSummary] { order.compactMap { summaries[$0] } }

    func audio(of id: String) -> Data? { calls[id]?.audio }

    func take(_ call: Call, as id: String) -> Taking {
        if let known = calls[id] {
            guard known == call else { return .other }
            summaries[id]?.handed += 1
            return .known
        }
        let (outcome, keypress) = Calls.outcome(of: call.to)
        calls[id] = call
        summaries[id] = CallSummary(id: id, language: call.language, outcome: outcome, handed: 1, reported: false)
        order.append(id)
        Task { await report(id, call, outcome, keypress) }
        return .new
    }

    private static func outcome(of number: String) -> (String, keypress: String?) {
        switch number.last {
        case "7": ("busy", nil)
        case "8": ("notAnswered", nil)
        case "9": ("answered", "9")
        default: ("answered", "1")
        }
    }

    private func report(_ id: String, _ call: Call, _ outcome: String, _ keypress: String?) async {
        try? await Task.sleep(for: ring)
        var body = ["call": id, "outcome": outcome]
        body["keypress"] = keypress
        for pause in [0, 1, 2, 5, 10, 30] {
            try? await Task.sleep(for: .seconds(pause))
            var request = HTTPClientRequest(url: call.report)
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes((try? JSONEncoder().encode(body)) ?? Data())
            guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(10)) else { continue }
            if (200...299).contains(response.status.code) {
                summaries[id]?.reported = true
                return
            }
        }
    }
}
