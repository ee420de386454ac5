package import Foundation

/// The rules that change without the program: eligibility, workflow, categories; read from YAML files with dates and sources.
package struct Rules: Sendable {
    package let workflow: Workflow
    package let eligibility: Eligibility
    package var messages: MessageTexts
    package let grievances: GrievanceRules
    package let documents: DocumentRules

    /// Reads a folder of rule files; throws `RulesProblem` for one that can't be used.
    package init(folder: URL) throws {
        workflow = try Workflow(file: folder.appending(path: "workflow.yaml"))
        eligibility = try Eligibility(file: folder.appending(path: "eligibility.yaml"))
        grievances = try GrievanceRules(file: folder.appending(path: "grievances.yaml"))
        documents = try DocumentRules(file: folder.appending(path: "documents.yaml"))
        messages = try MessageTexts(file: folder.appending(path: "messages.yaml"))
    }

    /// The rules that are shipped with the program.
    package static func builtIn() throws -> Rules {
        try Rules(folder: builtInFolder())
    }

    package static func builtInFolder() -> URL { Bundle.module.bundleURL.appending(path: "Resources") }
}
