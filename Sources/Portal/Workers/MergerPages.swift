import Hummingbird
import Registry

/// Merging two workers, and parting them: one officer says that they are one person, another one merges.
enum MergerPages {
    /// Pairs that wait for a second officer.
    static func list(_ visit: Visit) async throws -> Response {
        let (proposals, names) = try await visit.registry.write(as: visit.actor) { scope in
            let proposals = try MergeProposal.all(in: scope)
            if !proposals.isEmpty {
                try scope.record("listed", "worker", nil, details: ["count": String(2 * proposals.count)])
            }
            return (proposals, try User.names(of: proposals.compactMap(\.actor), in: scope))
        }
        return visit.page(
            "mergers-list", title: visit.text("merging.proposals"),
            [
                "empty": proposals.isEmpty,
                "proposals": proposals.map { proposal in
                    [
                        "first": WorkersPage.line(proposal.first, visit),
                        "second": WorkersPage.line(proposal.second, visit),
                        "told": visit.text(
                            "merging.told",
                            proposal.actor.flatMap { names[$0] } ?? visit.text("workflow.role.program"),
                            Written.day(proposal.time)),
                    ] as [String: Any]
                },
            ])
    }

    /// Says that the worker of a typed number is the same person.
    static func propose(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        try await visit.registry.write(as: visit.actor) { scope in
            let worker = try Worker.find(id, in: scope)
            guard scope.reaches(worker.location, roles: .reviewers) else { throw Problem.notAllowed }
            let other = try Worker.find(number: form["number"] ?? "", in: scope)
            try MergeProposal.propose(worker, same: other, in: scope)
        }
        return visit.redirect(to: "/workers/\(id)")
    }

    static func merge(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        guard let other = form["other"].flatMap({ RecordID($0) }) else { throw Problem.invalid("worker", "required") }
        try await visit.registry.write(as: visit.actor) { try Worker.find(id, in: $0).merge(other, in: $0) }
        return visit.redirect(to: "/workers/\(id)")
    }

    static func part(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Worker.find(id, in: $0).unmerge(in: $0) }
        return visit.redirect(to: "/workers/\(id)")
    }
}
