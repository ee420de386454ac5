import Foundation
import Portal
import Registry

/// What a command can't do, in words for whoever typed it; the program then ends with status 1.
struct Failure: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }

    /// A problem in the portal's own words, with a line for every field: `12.mobile` is the mobile of line 12.
    init(_ problem: Problem) {
        let texts = try? Texts(folder: Portal.resources.appending(path: "translations"))
        func text(_ key: String) -> String { texts?.text(key, in: "en") ?? key }
        let fields = problem.fields.prefix(200).map { "\n  \($0.name): \(text("field.\($0.reason)"))" }
        sentence = text("problem.\(problem.code.rawValue)") + fields.joined()
    }
}
