import Registry

/// What a worker's page says of merges: who was merged into whom, what waits for a second officer, and how to undo it.
enum MergingModel {
    struct Content: Sendable {
        var into: Worker?
        var merged: [Worker] = []
        var proposals: [MergeProposal] = []
        var merge: Choice<Worker.Action>?
        var unmerge: Choice<Worker.Action>?
        var mayPropose = false
    }

    static func content(of worker: Worker, in scope: Scope) throws -> Content {
        let kept = try worker.kept(in: scope)
        return Content(
            into: kept.id == worker.id ? nil : kept, merged: try worker.merged(in: scope),
            proposals: try MergeProposal.all(of: worker.id, in: scope), merge: try worker.choice(.merge, in: scope),
            unmerge: try worker.choice(.unmerge, in: scope),
            mayPropose: worker.status != .merged && scope.reaches(worker.location, roles: .reviewers))
    }

    static func model(
        _ content: Content, of worker: Worker, names: [RecordID: String], _ visit: Visit
    ) -> [String: Any] {
        [
            "mergedInto": content.into.map { line($0) } as Any,
            "merged": content.merged.map { line($0) }, "hasMerged": !content.merged.isEmpty,
            "mayUnmerge": content.unmerge.map { $0.obstacle == nil } ?? false, "mayPropose": content.mayPropose,
            "hasProposals": !content.proposals.isEmpty,
            "proposals": content.proposals.map { proposal(of: worker, $0, content, names, visit) },
            "record": "\(worker.id)",
        ]
    }

    private static func line(_ worker: Worker) -> [String: Any] {
        [
            "href": "/workers/\(worker.id)", "number": RegistrationNumber.grouped(worker.number),
            "name": worker.person.name ?? worker.person.localName ?? "",
            "application": worker.application.map { "/applications/\($0)" } ?? "",
        ]
    }

    private static func proposal(
        of worker: Worker, _ proposal: MergeProposal, _ content: Content, _ names: [RecordID: String], _ visit: Visit
    ) -> [String: Any] {
        let other = proposal.first.id == worker.id ? proposal.second : proposal.first
        let isOwn = proposal.actor == visit.actor.user
        let obstacle: Problem.Code? = isOwn ? .ownWork : content.merge == nil ? .notAllowed : content.merge?.obstacle
        return line(other).merging([
            "other": "\(other.id)",
            "told": visit.text(
                "merging.told", proposal.actor.flatMap { names[$0] } ?? visit.text("workflow.role.program"),
                Written.day(proposal.time)),
            "possible": obstacle == nil, "obstacle": obstacle.map { visit.text("problem.\($0.rawValue)") } ?? "",
        ]) { $1 }
    }
}
