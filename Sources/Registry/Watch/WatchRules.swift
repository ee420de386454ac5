internal import Foundation
internal import Yams

/// From when on something is unusual: `Resources/watch.yaml`.
package struct WatchRules: Sendable, Decodable {
    package struct Caps: Sendable, Decodable {
        package let mobile: Int
        package let account: Int
        package let photo: Int
    }
    package struct Spike: Sendable, Decodable {
        package let least: Int
        package let times: Double
    }
    package let caps: Caps
    package let spike: Spike

    init(file: URL) throws {
        self = try YAMLDecoder().decode(WatchRules.self, from: String(contentsOf: file, encoding: .utf8))
    }
}
