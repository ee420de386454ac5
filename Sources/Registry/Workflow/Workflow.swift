/// The steps that records take, as data: see `Resources/workflow.yaml`.
package struct Workflow: Sendable {
    /// What can be done with an application.
    package enum Action: String, Sendable, Codable, CaseIterable {
        case submit, verify, approve, `return`, reject, markDuplicate, resubmit, withdraw, reopen
    }

    package let applications: Machine<Application.Status, Action>
    package let workers: Machine<Worker.Status, Worker.Action>
    package let appeals: Machine<Appeal.Status, Appeal.Action>
    /// Days after which a registration under a scheme has to be renewed; without end for schemes that aren't named.
    package let validity: [String: Int]
    /// Texts of the reason codes, by code and language.
    let reasons: [String: [String: String]]
}

extension Worker {
    /// What can be done with a registration.
    package enum Action: String, Sendable, Codable, CaseIterable {
        case suspend, reinstate, proposeCancellation, approveCancellation, refuseCancellation, restore
        case recordDeath, correctDeath, lapse, renew, merge, unmerge
    }
}

extension Workflow {
    /// Until when a registration under the scheme holds; nil where it has no end.
    func validity(of scheme: String, from time: Int64) -> Int64? {
        validity[scheme].map { time + Int64($0) * 86_400_000 }
    }
}
