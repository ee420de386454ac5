import Foundation
import Hummingbird
import Registry

/// The people who work in an administrator's area, a page at a time.
enum UserList {
    private static let rows = 50

    static func show(_ visit: Visit) async throws -> Response {
        let filter = filter(visit)
        let found = try await visit.registry.write(as: visit.actor) { try User.list(filter, limit: rows + 1, in: $0) }
        let listed = found.prefix(rows)
        var model: [String: Any] = [
            "text": filter.text ?? "", "place": visit.query("place") ?? "",
            "roles": UserPages.roles(visit, chosen: filter.role),
            "states": User.Filter.State.allCases.map {
                ["value": $0.rawValue, "text": visit.text("users.state.\($0.rawValue)"), "chosen": $0 == filter.state]
                    as [String: Any]
            },
            "users": listed.map { line($0, visit) }, "none": listed.isEmpty,
            "export": "/exports/new?noun=users&" + (visit.request.uri.query ?? ""),
        ]
        if found.count > rows, let last = listed.last { model["next"] = address(visit, after: last.user.signIn) }
        if filter.after != nil { model["first"] = address(visit, after: nil) }
        return visit.page("users-list", title: visit.text("users.title"), model)
    }

    static func filter(_ visit: Visit) -> User.Filter {
        var filter = User.Filter()
        filter.text = visit.query("text").map { String($0.prefix(64)) }
        filter.role = visit.query("role").flatMap(Role.init)
        filter.state = visit.query("state").flatMap(User.Filter.State.init)
        filter.place = visit.query("place").flatMap { UserPages.place($0, visit) }
        filter.after = visit.query("after")
        return filter
    }

    private static func line(_ listed: User.Listed, _ visit: Visit) -> [String: Any] {
        [
            "id": listed.user.id.description, "signIn": listed.user.signIn, "name": listed.user.person.name,
            "roles": listed.assignments.map { UserPages.assignment($0, visit) },
            "state": UserPages.state(listed.user, visit),
        ]
    }

    private static func address(_ visit: Visit, after: String?) -> String {
        var parts = URLComponents()
        parts.path = "/users"
        parts.queryItems =
            ["text", "role", "state", "place"].compactMap { name in
                visit.query(name).map { URLQueryItem(name: name, value: $0) }
            } + (after.map { [URLQueryItem(name: "after", value: $0)] } ?? [])
        return parts.string ?? "/users"
    }
}

/// What the pages of users say alike.
enum UserPages {
    /// Every role that is given below the visitor, for a list to choose from.
    static func roles(_ visit: Visit, chosen: Role?) -> [[String: Any]] {
        Role.allCases.map {
            ["value": $0.rawValue, "text": visit.text("role.\($0.rawValue)"), "chosen": $0 == chosen]
        }
    }

    static func state(_ user: User, _ visit: Visit) -> [String: Any] {
        let state: User.Filter.State = user.disabled != nil ? .disabled : user.hasPassword ? .active : .invited
        return [
            "text": visit.text("users.state.\(state.rawValue)"),
            "badge": state == .active ? "good" : state == .disabled ? "bad" : "warn",
        ]
    }

    static func assignment(_ assignment: Assignment, _ visit: Visit) -> [String: Any] {
        let path = visit.registry.places.path(of: assignment.place).suffix(2).reversed()
        return [
            "role": visit.text("role.\(assignment.role.rawValue)"),
            "place": path.map { $0.name(in: visit.language) }.joined(separator: ", "),
        ]
    }

    /// The place that was typed, if it can mean only one.
    static func place(_ text: String, levels: Set<PlaceLevel> = Set(PlaceLevel.allCases), _ visit: Visit) -> PlaceID? {
        if let number = PlaceID(text), visit.registry.places[number] != nil { return number }
        let meant = visit.registry.places.places(meantBy: text, levels: levels)
        return meant.count == 1 ? meant[0] : nil
    }

    /// The role and place of a form, with the dates between which it holds.
    static func term(_ form: Form, _ visit: Visit) throws -> (assignment: Assignment, from: Int64?, to: Int64?) {
        var faults: [Problem.Field] = []
        let role = form["role"].flatMap(Role.init)
        if role == nil { faults.append(.init("role", "role")) }
        let typed = form["place"] ?? ""
        let place = PlaceID(typed).flatMap { visit.registry.places[$0]?.id }
        let meant =
            place.map { [$0] }
            ?? role.map { visit.registry.places.places(meantBy: typed, levels: $0.levels) } ?? []
        if role != nil, meant.isEmpty { faults.append(.init("place", typed.isEmpty ? "required" : "unknownPlace")) }
        if meant.count > 1 { faults.append(.init("place", "ambiguousPlace")) }
        let from = form["from"].flatMap(LocalDay.start)
        if form["from"] != nil, from == nil { faults.append(.init("from", "date")) }
        let last = form["until"].flatMap(LocalDay.start)
        if form["until"] != nil, last == nil { faults.append(.init("until", "date")) }
        guard faults.isEmpty, let role, let place = meant.first else { throw Problem(.invalid, fields: faults) }
        return (Assignment(role: role, place: place), from, last.map { $0 + LocalDay.length })
    }

    /// What was typed and what is wrong with it, by field, for a form that is shown again.
    static func faults(_ problem: Problem?, form: Form?, _ visit: Visit) -> [String: Any] {
        var model: [String: Any] = [:]
        for name in ["sign_in", "name", "mobile", "email", "place", "from", "until"] { model[name] = form?[name] ?? "" }
        let fields = problem?.fields ?? []
        for field in fields { model["\(field.name)_fault"] = visit.text("field.\(field.reason)") }
        if problem?.code == .notAllowed { model["place_fault"] = visit.text("field.notYours") }
        let named = problem?.code == .notAllowed ? [Problem.Field("place", "notYours")] : fields
        model["summary"] = named.map { ["name": $0.name, "text": visit.text("field.\($0.reason)")] }
        model["faulty"] = problem != nil
        return model
    }

    /// The address that an invitation's token is opened at, as the visitor's own browser names this portal.
    static func link(_ token: String, _ visit: Visit) -> String {
        let scheme = visit.portal.configuration.secure ? "https" : "http"
        return "\(scheme)://\(visit.request.head.authority ?? "")/invitations/\(token)"
    }
}
