import Store

/// Approval of several applications at a time, where it is safe: nothing doubtful about any of them.
package enum JointApproval {
    package static let limit = 50

    /// Why one of the chosen has to be looked at by itself.
    package enum Doubt: String, Sendable, CaseIterable { case status, duplicate, documents, obstacle, reopened }

    package struct Candidate: Sendable {
        package let application: Application
        package let doubts: [Doubt]
    }

    /// The chosen ones that the actor can see, each with what speaks against approving it unseen.
    package static func candidates(_ ids: [RecordID], in scope: Scope) throws -> [Candidate] {
        try ids.prefix(limit).compactMap { id in
            guard let application = try? Application.find(id, in: scope) else { return nil }
            return Candidate(application: application, doubts: try doubts(about: application, in: scope))
        }
    }

    static func doubts(about application: Application, in scope: Scope) throws -> [Doubt] {
        let choice = try application.choices(in: scope).first { $0.action == .approve }
        let steps = try Step.all(of: application.id, in: scope).map(\.action)
        var doubts: [Doubt] = []
        if choice == nil { doubts.append(.status) }
        if choice?.obstacle != nil { doubts.append(.obstacle) }
        let finding = try DuplicateCheck.check(
            application.person, at: application.location, excluding: application.id, in: scope)
        if application.duplicate != .none || finding.verdict != .none { doubts.append(.duplicate) }
        if try !Document.missing(of: application, in: scope).isEmpty { doubts.append(.documents) }
        if steps.contains(Workflow.Action.reopen.rawValue) { doubts.append(.reopened) }
        return doubts
    }

    /// Throws `Problem` where something speaks against it, or what `take` throws.
    package static func approve(_ id: RecordID, expecting version: Int, in scope: Scope) throws {
        var application = try Application.find(id, in: scope)
        guard try doubts(about: application, in: scope).isEmpty else { throw Problem.notAllowed }
        try application.take(.approve, expecting: version, in: scope)
    }
}
