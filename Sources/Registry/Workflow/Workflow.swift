/// The steps that records take, as data: see `Resources/workflow.yaml`.
package struct Workflow: Sendable {
    /// What can be done with an application.
    package enum Action: String, Sendable, Codable, CaseIterable {
        case submit, verify, approve, `return`, reject, markDuplicate, resubmit, withdraw, reopen
    }

    package let applications: Machine<Application.Status, Action>
    package let workers: Machine<Worker.Status, Worker.Action>
    package let appeals: Machine<Appeal.Status, Appeal.Action>
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

/// An appeal against a rejection or a cancellation.
package enum Appeal {
    package enum Status: String, Sendable, Codable, CaseIterable { case lodged, heard, allowed, dismissed }
    package enum Action: String, Sendable, Codable, CaseIterable { case hear, allow, dismiss }
}
