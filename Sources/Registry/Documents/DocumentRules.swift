internal import Foundation
internal import Yams

/// Which documents a scheme asks for, and how large they may be: `Resources/documents.yaml`.
package struct DocumentRules: Sendable, Decodable {
    package struct Rule: Sendable, Decodable {
        package let kind: Document.Kind
        /// The form asks for it; what is missing is said, and an officer decides.
        package let needed: Bool
        package let most: Int
        /// The most that a picture has after it was made small.
        package let kilobytes: Int
        /// The longer side of a picture.
        package let pixels: Int
        /// The most kilobytes of a PDF, which is kept as it came; 0 where none is taken.
        package let pdf: Int

        package func limit(_ media: Document.Media) -> Int { (media == .pdf ? pdf : kilobytes) << 10 }
    }

    private let schemes: [String: [Rule]]

    /// Throws `RulesProblem`.
    init(file: URL) throws {
        do {
            self = try YAMLDecoder().decode(DocumentRules.self, from: String(contentsOf: file, encoding: .utf8))
        } catch { throw RulesProblem(file: file.lastPathComponent, reason: "can't be read: \(error)") }
        guard schemes["default"] != nil else {
            throw RulesProblem(file: file.lastPathComponent, reason: "has no list under `default`")
        }
    }

    /// In the order in which the form asks.
    package func rules(for scheme: String) -> [Rule] { schemes[scheme] ?? schemes["default"] ?? [] }

    package func rule(_ kind: Document.Kind, for scheme: String) -> Rule? {
        rules(for: scheme).first { $0.kind == kind }
    }
}
