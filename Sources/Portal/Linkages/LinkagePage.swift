import Exchange
import HTTPTypes
import Hummingbird
import Registry

/// One run: how far it is, what came out, and what is done with it.
enum LinkagePage {
    private struct Found {
        let run: LinkageRun
        let lists: (left: String, right: String)
        let jobs: [ListJob.Kind: ListJob]
        let result: LinkageResult?
        let published: LeftOutList?
        let books: [(Workbook, (until: Int64, seal: String))]
    }

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let found = try await visit.registry.read(as: visit.actor) { scope in
            let run = try LinkageRun.find(id, in: scope)
            var jobs: [ListJob.Kind: ListJob] = [:]
            for kind in ListJob.Kind.allCases { jobs[kind] = try ListJob.find(kind, for: id, in: scope) }
            return Found(
                run: run,
                lists: (
                    try UploadedList.find(run.left, in: scope).name, try UploadedList.find(run.right, in: scope).name
                ), jobs: jobs, result: try run.result(as: LinkageResult.self, in: scope),
                published: try? LeftOutList.find(id, in: scope),
                books: try Workbook.all(of: id, in: scope).map { ($0, $0.link(in: scope)) })
        }
        var response = visit.page("linkage", title: visit.text("linkage.one", found.run.name), model(found, visit))
        // Without script the page still shows how far it is.
        if found.jobs.values.contains(where: \.isOpen) { response.headers[HTTPField.Name("Refresh")!] = "3" }
        return response
    }

    static func cancel(_ visit: Visit) async throws -> Response {
        try await change(visit) { run, scope in
            for kind in ListJob.Kind.allCases { try ListJob.find(kind, for: run.id, in: scope)?.cancel(in: scope) }
        }
    }

    static func review(_ visit: Visit) async throws -> Response {
        try await change(visit) { try $0.ask(.review, in: $1) }
    }

    static func publish(_ visit: Visit) async throws -> Response {
        try await change(visit) { try $0.ask(.publish, in: $1) }
    }

    static func remove(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try LinkageRun.find(id, in: $0).remove(in: $0) }
        return visit.redirect(to: "/lists")
    }

    private static func change(
        _ visit: Visit, _ body: @escaping @Sendable (LinkageRun, Scope) throws -> Void
    ) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try body(try LinkageRun.find(id, in: $0), $0) }
        return visit.redirect(to: "/linkages/\(id)")
    }

    static func style(_ status: ListJob.Status?) -> String {
        switch status {
        case .done: "good"
        case .failed: "bad"
        case .cancelled, .waiting, .running, nil: "warn"
        }
    }

    private static func model(_ found: Found, _ visit: Visit) -> [String: Any] {
        let link = found.jobs[.link]
        let isDone = link?.status == .done
        var model: [String: Any] = [
            "left": found.lists.left, "right": found.lists.right, "path": "/linkages/\(found.run.id)",
            "leftPath": "/lists/\(found.run.left)", "rightPath": "/lists/\(found.run.right)",
            "begun": Written.time(found.run.created),
            "status": visit.text("linkage.status.\(link?.status.rawValue ?? "waiting")"), "class": style(link?.status),
            "jobs": [ListJob.Kind.link, .review, .publish].compactMap { found.jobs[$0] }.filter(\.isOpen).map {
                progress($0, visit)
            },
            "open": found.jobs.values.contains(where: \.isOpen),
            "failed": link?.status == .failed, "problem": found.result?.problem ?? "",
            "again": link.map { $0.status == .failed || $0.status == .cancelled } ?? false,
            "done": isDone && found.result?.summary != nil,
            "reviewed": found.jobs[.review]?.status == .done, "reviewPath": "/review",
            "publishFailed": found.jobs[.publish]?.status == .failed,
            "published": found.published?.published.map { visit.text("linkage.published", Written.time($0)) } ?? "",
        ]
        guard isDone, let result = found.result, let summary = result.summary else { return model }
        model.merge(LinkageFigures.model(result, summary, found.lists, visit)) { $1 }
        model["mayReview"] =
            summary.possiblePairs > 0 && !(found.jobs[.review].map { $0.isOpen || $0.status == .done } ?? false)
        let unresolved = LinkagePlaces.model(result, visit)
        model["unresolvedPlaces"] = unresolved
        model["anyUnresolved"] = !unresolved.isEmpty
        model["next"] = visit.registry.environment.newID().description
        model["books"] = WorkbookFile.model(found.books, visit)
        model["anyBooks"] = !found.books.isEmpty
        model["mayPublish"] = !(found.jobs[.publish].map { $0.isOpen || $0.status == .done } ?? false)
        return model
    }

    private static func progress(_ job: ListJob, _ visit: Visit) -> [String: Any] {
        let phase = job.phase.isEmpty ? "waiting" : job.phase.replacing(" ", with: "_")
        return [
            "kind": job.kind.rawValue, "title": visit.text("linkage.job.\(job.kind.rawValue)"),
            "percent": job.done / 10, "phase": visit.text("linkage.phase.\(phase)"), "remaining": remaining(job, visit),
        ]
    }

    /// How long it will still take at the rate so far; empty before anybody can tell.
    private static func remaining(_ job: ListJob, _ visit: Visit) -> String {
        guard job.status == .running, let started = job.started, job.done > 20 else { return "" }
        let spent = Int(visit.registry.environment.now().milliseconds - started)
        let seconds = spent * (1000 - job.done) / job.done / 1000
        return seconds < 60 ? visit.text("exports.soon") : visit.text("exports.minutes", String(seconds / 60 + 1))
    }
}
