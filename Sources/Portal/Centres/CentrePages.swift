import Hummingbird
import Registry

extension Routes {
    private static let readers: Set<Role> = [.districtOfficer, .stateAdministrator, .auditor]

    static let centres: [Route] = [
        .get("/centres", .roles(readers), CentrePages.list),
        .get("/centres/new", .roles(Centre.grantors), CentrePages.new),
        .post("/centres", .roles(Centre.grantors), CentrePages.grant),
        .get("/centres/:id", .roles(readers), CentrePages.show),
        .post("/centres/:id/withdrawal", .roles(Centre.grantors), CentrePages.withdraw),
        .post("/centres/:id/restoration", .roles(Centre.grantors), CentrePages.restore),
        .post("/centres/:id/operators", .roles(.administrators), CentrePages.operators),
    ]
}

/// Service centres: who has the right to register, and who works there.
enum CentrePages {
    static func list(_ visit: Visit) async throws -> Response {
        let centres = try await visit.registry.read(as: visit.actor) { scope in
            try Centre.all(in: scope).map { ($0, try $0.operators(in: scope).count) }
        }
        return visit.page(
            "centres-list", title: visit.text("centres.title"),
            [
                "centres": centres.map { centre, operators -> [String: Any] in
                    line(centre, visit).merging(["operators": Written.number(operators)]) { $1 }
                },
                "empty": centres.isEmpty, "mayGrant": visit.actor.has(any: Centre.grantors),
            ])
    }

    static func new(_ visit: Visit) async throws -> Response { form(visit, Form(), []) }

    static func grant(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        let place = form["place"].flatMap { PlaceID($0) }
        do {
            try await visit.registry.write(as: visit.actor) { scope in
                _ = try Centre.grant(
                    id: id, form["kind"].flatMap(Centre.Kind.init), name: form["name"] ?? "", at: place, in: scope)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return self.form(visit, form, problem.fields)
        }
        return visit.redirect(to: "/centres/\(id)")
    }

    private static func form(_ visit: Visit, _ form: Form, _ faults: [Problem.Field]) -> Response {
        var model: [String: Any] = [
            "id": form["id"] ?? visit.registry.environment.newID().description, "name": form["name"] ?? "",
            "kinds": DeskFilters.options(
                Centre.Kind.allCases, form["kind"].flatMap(Centre.Kind.init), "centres.kind", visit),
        ]
        FormFaults.add(faults, labels: "centres.field", to: &model, visit)
        let places = visit.registry.places
        let home = visit.actor.assignments.first { Centre.grantors.contains($0.role) }?.place
        let chosen = form["place"].flatMap { PlaceID($0) }
        if let start = chosen ?? home {
            model["places"] = (places.path(of: start) + places.children(of: start)).map { place -> [String: Any] in
                [
                    "value": place.id.description, "selected": place.id == start,
                    "text": String(repeating: "\u{2003}", count: max(0, places.path(of: place.id).count - 1))
                        + place.name(in: visit.language),
                ]
            }
        }
        return visit.page(
            "centres-new", title: visit.text("centres.new"), model, status: faults.isEmpty ? .ok : .unprocessableContent
        )
    }

    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let (centre, operators, staff) = try await visit.registry.read(as: visit.actor) { scope in
            let centre = try Centre.find(id, in: scope)
            let place = centre.location.block ?? centre.location.finest
            return (
                centre, Set(try centre.operators(in: scope)),
                try place.map { try DriveStaff.all(at: $0, in: scope) } ?? []
            )
        }
        var model = line(centre, visit)
        model["mayGrant"] = visit.actor.has(any: Centre.grantors)
        model["mayStaff"] = visit.actor.has(any: .administrators)
        model["staff"] = staff.filter { $0.role == .counterOperator }.map { clerk -> [String: Any] in
            ["value": clerk.user.description, "name": clerk.name, "checked": operators.contains(clerk.user)]
        }
        model["none"] = !staff.contains { $0.role == .counterOperator }
        return visit.page("centres-show", title: centre.name, model)
    }

    static func withdraw(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        try await visit.registry.write(as: visit.actor) {
            try Centre.find(id, in: $0).withdraw(reason: form["reason"] ?? "", in: $0)
        }
        return visit.redirect(to: "/centres/\(id)")
    }

    static func restore(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try Centre.find(id, in: $0).restore(in: $0) }
        return visit.redirect(to: "/centres/\(id)")
    }

    static func operators(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        let users = form.all("operators").compactMap { RecordID($0) }
        try await visit.registry.write(as: visit.actor) {
            try Centre.find(id, in: $0).place(operators: users, in: $0)
        }
        return visit.redirect(to: "/centres/\(id)")
    }

    private static func line(_ centre: Centre, _ visit: Visit) -> [String: Any] {
        [
            "href": "/centres/\(centre.id)", "name": centre.name,
            "kind": visit.text("centres.kind.\(centre.kind.rawValue)"),
            "place": centre.location.finest.map { DriveHead.name(of: $0, in: visit.language, visit) } ?? "",
            "granted": Written.day(centre.granted), "withdrawn": centre.withdrawn.map(Written.day) ?? "",
            "reason": centre.reason ?? "",
        ]
    }
}
