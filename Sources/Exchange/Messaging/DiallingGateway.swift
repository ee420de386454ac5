import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
package import Registry

/// Calls through an outbound-dialling gateway, as this program defines it; see docs/messages.md and `dialling-simulator`.
///
/// No public format was found, so this one is made to be adapted: `PUT ADDRESS/calls/ID-ATTEMPT` with JSON `to`, `language`,
/// `audio` (WAV, 8 kHz mono 16 bit, Base64) and `report`. The gateway knows a call by its id and never dials one twice. It
/// reports by `POST report` with `call`, `outcome` (answered, notAnswered, busy, failed) and `keypress`.
package struct DiallingGateway: MessageGateway {
    package struct Call: Codable, Sendable {
        package let to: String
        package let language: String
        package let audio: Data
        package let report: String
    }

    package struct Report: Codable, Sendable {
        package let call: String
        package let outcome: String
        package let keypress: String?
    }

    package let address: URL
    /// `https://portal.example/hooks/voice/SECRET`.
    let reports: String
    let voice: Speech

    package init(address: URL, voice: Speech, reports: String) {
        self.address = address
        self.voice = voice
        self.reports = reports
    }

    package func send(_ delivery: Outbox.Delivery) async -> Outbox.Answer {
        guard let audio = try? await voice.speak(delivery.text, in: delivery.language) else {
            return .refused("notSpoken")
        }
        do {
            let call = Call(to: "+91" + delivery.mobile, language: delivery.language, audio: audio, report: reports)
            let name = "\(delivery.id)-\(delivery.attempt)"
            var request = HTTPClientRequest(url: address.appending(path: "calls/\(name)").absoluteString)
            request.method = .PUT
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(try JSONEncoder().encode(call))
            let response = try await Reachability.client.execute(request, timeout: .seconds(30))
            _ = try? await response.body.collect(upTo: 4096)
            switch response.status.code {
            case 200...299: return .taken(reference: name)
            case 401, 403, 404, 500...599: return .unreachable
            default: return .refused("gateway\(response.status.code)")
            }
        } catch {
            return Reachability.answer(to: error)
        }
    }
}

extension DiallingGateway.Report {
    /// The message, the attempt and what became of it; nil where the report can't be read.
    package var outcomeOfMessage: (id: RecordID, attempt: Int, report: Outbox.Report)? {
        guard let dash = call.lastIndex(of: "-"), let id = RecordID(String(call[..<dash])),
            let attempt = Int(call[call.index(after: dash)...])
        else { return nil }
        switch outcome {
        case "answered": return (id, attempt, .delivered(keypress: keypress.map { String($0.prefix(4)) }))
        case "notAnswered", "busy": return (id, attempt, .failed(outcome))
        default: return (id, attempt, .failed("notDelivered"))
        }
    }
}
