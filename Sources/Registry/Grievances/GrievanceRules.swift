internal import Foundation
internal import Yams

/// How long a worker waits for an answer: `Resources/grievances.yaml`.
package struct GrievanceRules: Sendable, Decodable {
    /// By kind.
    let hours: [String: Int64]
    let then: [String: Int64]

    init(file: URL) throws {
        self = try YAMLDecoder().decode(GrievanceRules.self, from: String(contentsOf: file, encoding: .utf8))
    }

    private static let hour: Int64 = 3_600_000

    /// Milliseconds until an answer is due.
    func patience(_ kind: Grievance.Kind) -> Int64 { (hours[kind.rawValue] ?? 168) * GrievanceRules.hour }

    /// Milliseconds between one officer and the next.
    func pause(_ kind: Grievance.Kind) -> Int64 { (then[kind.rawValue] ?? 72) * GrievanceRules.hour }
}
