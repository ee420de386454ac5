extension Application {
    /// The few states of an application; what leads from one to the next is data (`Resources/workflow.yaml`).
    package enum Status: String, Sendable, Codable, CaseIterable {
        case draft, submitted, verified, approved, returned, rejected, duplicate, withdrawn
    }
}
