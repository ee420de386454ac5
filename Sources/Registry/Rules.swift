import Foundation
internal import Yams

/// The rules that change without the program: eligibility, workflow, categories; read from YAML files with dates and sources.
package struct Rules: Sendable {
    package init() {}

    /// The rules that are shipped with the program.
    package static func builtIn() throws -> Rules { Rules() }
}
