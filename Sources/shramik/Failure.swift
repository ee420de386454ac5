import Foundation
import Registry

/// What a command can't do, as a sentence for whoever typed it; the program then ends with status 1.
struct Failure: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }

    /// The codes of a problem as they stand in the pages' addresses and the API; `field` and its reason name what is wrong.
    init(_ problem: Problem) {
        let fields = problem.fields.map { "\($0.name): \($0.reason)" }
        sentence = "refused (\(problem.code.rawValue))" + (fields.isEmpty ? "" : ": " + fields.joined(separator: "; "))
    }
}
