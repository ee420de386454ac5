internal import Foundation
internal import Yams

/// How long a worker waits for an answer: `Resources/grievances.yaml`.
package struct GrievanceRules: Sendable, Decodable {
    /// By kind.
    package let hours: [String: Int64]

    init(file: URL) throws {
        self = try YAMLDecoder().decode(GrievanceRules.self, from: String(contentsOf: file, encoding: .utf8))
    }
}
