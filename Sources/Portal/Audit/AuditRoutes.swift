import Foundation
import Hummingbird
import Registry

extension Routes {
    static let audit: [Route] = [
        .get("/audit", .roles(AuditSearch.readers), AuditPage.list),
        .get("/audit/verification", .roles(AuditSearch.readers), AuditPage.verify),
    ]
}

/// The audit for those who check the others: filtered, newest first, and whether its chain holds.
enum AuditPage {
    private static let pageSize = 50

    static func list(_ visit: Visit) async throws -> Response {
        let (search, problem) = search(visit)
        let wanted = search
        let found =
            problem == nil
            ? try await visit.registry.read(as: visit.actor) { try wanted.find(limit: pageSize + 1, in: $0) } : []
        let shown = found.prefix(pageSize)
        var model: [String: Any] = [
            "entries": shown.map { row($0, visit) }, "isEmpty": shown.isEmpty, "problem": problem as Any,
            "export": "/exports/new?noun=audit&" + query(visit),
        ]
        for name in fields { model[name] = visit.query(name) ?? "" }
        if found.count > pageSize, let last = shown.last {
            model["older"] = "/audit?" + query(visit) + "before=\(last.sequence)"
        }
        if visit.query("before") != nil { model["newest"] = "/audit?" + query(visit) }
        return visit.page("audit-list", title: visit.text("audit.title"), model)
    }

    static func verify(_ visit: Visit) async throws -> Response {
        let verdict = try await visit.registry.read(as: visit.actor) { try AuditChain.verify(in: $0) }
        let entries = Written.number(Int(verdict.entries))
        return visit.page(
            "audit-verification", title: visit.text("audit.verification"),
            [
                "holds": verdict.broken == nil, "hash": Hexadecimal.write(verdict.hash),
                "text": verdict.broken.map { visit.text("audit.broken", Written.number(Int($0))) }
                    ?? visit.text("audit.holds", entries),
            ])
    }

    private static let fields = ["record", "actor", "action", "from", "to"]

    /// What was asked for, and the name of the first field that can't be read.
    static func search(_ visit: Visit) -> (AuditSearch, String?) {
        var search = AuditSearch()
        search.actor = visit.query("actor")
        search.action = visit.query("action")
        search.before = visit.query("before").flatMap { Int64($0) }
        if let record = visit.query("record") {
            guard let id = RecordID(record) else { return (search, visit.text("audit.noRecord")) }
            search.record = id
        }
        for (name, days) in [("from", Int64(0)), ("to", 1)] {
            guard let text = visit.query(name) else { continue }
            guard let start = Written.start(ofDay: text) else { return (search, visit.text("audit.noDay")) }
            if days == 0 { search.from = start } else { search.to = start + 86_400_000 }
        }
        return (search, nil)
    }

    private static func row(_ found: AuditSearch.Found, _ visit: Visit) -> [String: Any] {
        let entry = found.entry
        let place = entry.place.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? ""
        return [
            "sequence": Written.number(Int(found.sequence)), "time": Written.time(entry.time),
            "actor": found.signIn ?? entry.role, "role": entry.role, "action": entry.action, "noun": entry.noun,
            "record": entry.record?.description ?? "", "place": place,
            "details": entry.details.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
        ]
    }

    private static func query(_ visit: Visit) -> String {
        fields.compactMap { name in
            visit.query(name)?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map { "\(name)=\($0)&" }
        }.joined()
    }
}
