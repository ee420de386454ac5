import Hummingbird
import Registry

/// Several approvals at a time: first what would be approved and what has to be looked at, then the result of each.
enum JointApprovalPage {
    static func preview(_ visit: Visit) async throws -> Response {
        let ids = visit.request.uri.queryParameters.getAll("id").compactMap { RecordID($0) }
        let candidates = try await visit.registry.read(as: visit.actor) { try JointApproval.candidates(ids, in: $0) }
        try await visit.registry.write(as: visit.actor) { scope in
            try scope.record("listed", "application", nil, details: ["count": String(candidates.count)])
        }
        let safe = candidates.filter(\.doubts.isEmpty)
        return visit.page(
            "desk-approvals", title: visit.text("desk.approvals"),
            [
                "safe": safe.map { line($0, visit) }, "none": safe.isEmpty,
                "count": visit.text("desk.approvalsCount", Written.number(safe.count)),
                "doubtful": candidates.filter { !$0.doubts.isEmpty }.map { line($0, visit) },
                "hasDoubtful": safe.count < candidates.count,
            ])
    }

    static func approve(_ visit: Visit) async throws -> Response {
        let chosen = try await visit.form().all("choice").compactMap { text -> (RecordID, Int)? in
            let parts = text.split(separator: ":").map(String.init)
            guard parts.count == 2, let id = RecordID(parts[0]), let version = Int(parts[1]) else { return nil }
            return (id, version)
        }
        var results: [[String: Any]] = []
        for (id, version) in chosen.prefix(JointApproval.limit) {
            var problem: Problem.Code?
            do {
                try await visit.registry.write(as: visit.actor) { scope in
                    try JointApproval.approve(id, expecting: version, in: scope)
                }
            } catch let refused as Problem { problem = refused.code }
            let application = try? await visit.registry.read(as: visit.actor) { try Application.find(id, in: $0) }
            guard let application else { continue }
            results.append([
                "number": application.number.map(RegistrationNumber.grouped) ?? "",
                "href": "/applications/\(id)", "good": problem == nil,
                "text": problem.map { visit.text("problem.\($0.rawValue)") } ?? visit.text("workflow.status.approved"),
            ])
        }
        return visit.page("desk-approved", title: visit.text("desk.approvalsDone"), ["results": results])
    }

    private static func line(_ candidate: JointApproval.Candidate, _ visit: Visit) -> [String: Any] {
        let application = candidate.application
        return [
            "choice": "\(application.id):\(application.version)", "href": "/applications/\(application.id)",
            "number": application.number.map(RegistrationNumber.grouped) ?? "",
            "name": application.person.name ?? application.person.localName ?? "",
            "place": application.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "doubts": candidate.doubts.map { visit.text("desk.doubt.\($0.rawValue)") }.joined(separator: "; "),
        ]
    }
}
