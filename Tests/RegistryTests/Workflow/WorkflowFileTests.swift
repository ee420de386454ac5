import Foundation
import Registry
import Testing

@Suite struct WorkflowFileTests {
    private func shipped() throws -> String {
        try String(contentsOf: Rules.builtInFolder().appending(path: "workflow.yaml"), encoding: .utf8)
    }

    @Test func theShippedFileHolds() throws {
        let workflow = try Workflow(yaml: shipped())
        #expect(workflow.applications.transitions.count == Workflow.Action.allCases.count)
        #expect(workflow.workers.transitions.count == Worker.Action.allCases.count)
        #expect(workflow.appeals.transitions.count == Appeal.Action.allCases.count)
    }

    static let mistakes: [(String, String, String)] = [
        ("to: verified", "to: verifed", "“verifed” is not one of draft"),
        ("    verify:", "    verfy:", "“verfy” is not one of submit"),
        ("roles: [verifier]", "roles: [inspector]", "“inspector” is not one of enumerator"),
        ("from: [draft]", "from: []", "applications.actions.submit: needs at least one state"),
        ("to: returned", "to: rejected", "nothing leads to the state returned"),
        ("days: 7, then: 3", "days: 0, then: 3", "needs a role and days above 0"),
        ("for: [operator, secretary, enumerator]", "for: [auditor]", "nobody who is waited for"),
        ("notBy: [make, submit, resubmit]", "notBy: [make, sent]", "applications.actions.verify.notBy: “sent”"),
        (
            "reasons: [document_missing,", "reasons: [document_lost,",
            "reasons.document_lost: no text in the language en"
        ),
        ("applications:", "aplications:", "can't be read"),
    ]

    @Test(arguments: mistakes) func aMistakeIsNamed(_ right: String, _ wrong: String, _ expected: String) throws {
        let text = try shipped()
        let range = try #require(text.range(of: right))
        let problem = try #require(throws: RulesProblem.self) {
            try Workflow(yaml: text.replacingCharacters(in: range, with: wrong))
        }
        #expect(problem.description.contains(expected), "\(problem)")
    }

    @Test func withoutAVerifierTheOfficerDecidesOnWhatWasSubmitted() throws {
        var text = try shipped()
        text = text.replacing(
            "from: [verified]\n      to: approved", with: "from: [submitted, verified]\n      to: approved")
        text = text.replacing(
            "submitted: {for: [verifier, designated_officer", with: "submitted: {for: [designated_officer")
        #expect(try Workflow(yaml: text).applications.desk(of: .designatedOfficer) == [.submitted, .verified])
    }
}
