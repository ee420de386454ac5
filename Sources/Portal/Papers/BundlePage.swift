import Hummingbird
import Registry

/// One handing-over of papers: the list that both sides sign, made to be printed.
enum BundlePage {
    static func hand(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        let papers = form.all("paper").compactMap { RecordID($0) }
        try await visit.registry.write(as: visit.actor) { _ = try PaperBundle.hand(id, papers, in: $0) }
        return visit.redirect(to: "/papers/bundles/\(id)")
    }

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (bundle, papers, names) = try await visit.registry.read(as: visit.actor) { scope in
            let bundle = try PaperBundle.find(id, in: scope)
            let people = [bundle.giver, bundle.taker].compactMap(\.self)
            return (bundle, try bundle.papers(in: scope), try User.names(of: people, in: scope))
        }
        try await visit.registry.write(as: visit.actor) { scope in
            try scope.record("viewed", "bundle", id, at: bundle.location.finest)
        }
        var model = PapersPage.line(bundle, names, visit)
        model["papers"] = papers.enumerated().map { place, paper -> [String: Any] in
            var line = PapersPage.paper(paper.application, visit)
            line["row"] = place + 1
            line["present"] = paper.present.map {
                visit.text($0 ? "papers.status.kept" : "papers.status.missing")
            }
            line["lost"] = paper.present == false
            return line
        }
        model["post"] = "/papers/bundles/\(id)/acceptance"
        model["mayTake"] =
            bundle.taken == nil && visit.actor.user != bundle.giver && visit.actor.has(any: Original.keepers)
        return visit.page("papers-bundle", title: visit.text("papers.list"), model)
    }

    static func accept(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        let present = Set(form.all("present").compactMap { RecordID($0) })
        try await visit.registry.write(as: visit.actor) {
            try PaperBundle.find(id, in: $0).take(present: present, in: $0)
        }
        return visit.redirect(to: "/papers/bundles/\(id)")
    }
}
