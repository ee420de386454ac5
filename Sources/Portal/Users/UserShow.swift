import Hummingbird
import Registry

/// One member of staff: who it is, which roles when and where, and what an administrator can do about it.
enum UserShow {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit, id: visit.id()) }

    static func disable(_ visit: Visit) async throws -> Response {
        try await change(visit) { try User.disable($0, in: $1) }
    }

    static func enable(_ visit: Visit) async throws -> Response {
        try await change(visit) { try User.enable($0, in: $1) }
    }

    /// The link is told once, on the answer itself: it is kept nowhere that it could be read again.
    static func invite(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let token = try await visit.registry.write(as: visit.actor) { try Invitation.issue(to: id, in: $0) }
        return try await page(visit, id: id, more: ["link": UserPages.link(token, visit)])
    }

    static func assign(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let id = try visit.id()
        do {
            let term = try UserPages.term(form, visit)
            return try await change(visit) { id, scope in
                try User.find(id, in: scope).assign(term.assignment, from: term.from, to: term.to, in: scope)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(
                visit, id: id, more: UserPages.faults(problem, form: form, visit), status: ProblemPage.status(.invalid))
        }
    }

    static func end(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let role = form["role"].flatMap(Role.init), let place = form["place"].flatMap({ PlaceID($0) }) else {
            throw Problem(.unreadable)
        }
        return try await change(visit) { id, scope in
            try User.find(id, in: scope).end(Assignment(role: role, place: place), in: scope)
        }
    }

    /// The token too is told once, on the answer itself.
    static func issueToken(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        do {
            let token = try await visit.registry.write(as: visit.actor) { scope in
                try AccessToken.issue(
                    to: id, name: form["name"] ?? "", days: form["days"].flatMap { Int(Digits.ascii($0)) } ?? 0,
                    in: scope)
            }
            return try await page(visit, id: id, more: ["token": token])
        } catch let problem as Problem where problem.code == .invalid {
            let faults = problem.fields.map { ("token_\($0.name)_fault", visit.text("field.\($0.reason)") as Any) }
            return try await page(
                visit, id: id,
                more: Dictionary(faults) { $1 }.merging([
                    "token_name": form["name"] ?? "", "token_days": form["days"] ?? "",
                ]) { $1 }, status: ProblemPage.status(.invalid))
        }
    }

    static func revokeToken(_ visit: Visit) async throws -> Response {
        guard let token = try await visit.form()["token"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        return try await change(visit) { _, scope in try AccessToken.revoke(token, in: scope) }
    }

    private static func change(_ visit: Visit, _ action: @escaping @Sendable (RecordID, Scope) throws -> Void)
        async throws
        -> Response
    {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { try action(id, $0) }
        return visit.redirect(to: "/users/\(id)")
    }

    private static func page(
        _ visit: Visit, id: RecordID, more: [String: Any] = [:], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (user, terms, managed, tokens) = try await visit.registry.write(as: visit.actor) { scope in
            let user = try User.view(id, in: scope)
            return (
                user, try user.terms(in: scope), try user.isManaged(in: scope), try AccessToken.all(of: id, in: scope)
            )
        }
        let now = visit.registry.environment.now().milliseconds
        var model: [String: Any] = [
            "id": id.description, "signIn": user.signIn, "mobile": user.person.mobile ?? "",
            "email": user.person.email ?? "",
            "language": visit.portal.texts.text("language.name", in: user.language), "languageCode": user.language,
            "state": UserPages.state(user, visit), "managed": managed, "disabled": user.disabled != nil,
            "roles": UserPages.roles(visit, chosen: nil),
            "terms": terms.map { line($0, now: now, managed: managed, visit) },
            "tokens": tokens.map { line($0, now: now, managed: managed) }, "hasTokens": !tokens.isEmpty,
            "token_days": "90",
        ]
        model.merge(more) { $1 }
        return visit.page("users-show", title: user.person.name, model, status: status)
    }

    private static func line(_ term: User.Term, now: Int64, managed: Bool, _ visit: Visit) -> [String: Any] {
        var line = UserPages.assignment(term.assignment, visit)
        line["from"] = LocalDay.text(term.from)
        line["until"] = term.to.map { LocalDay.text($0 - 1) } ?? ""
        line["holds"] = term.holds(at: now)
        line["endable"] = managed && (term.to.map { $0 > now } ?? true)
        line["roleCode"] = term.assignment.role.rawValue
        line["placeCode"] = term.assignment.place.description
        return line
    }

    private static func line(_ token: AccessToken, now: Int64, managed: Bool) -> [String: Any] {
        let holds = token.holds(at: now)
        return [
            "tokenID": token.id.description, "program": token.name, "made": LocalDay.text(token.created),
            "ends": LocalDay.text(token.revoked ?? token.expires), "lastUsed": token.used.map(LocalDay.text) ?? "",
            "holds": holds, "revocable": holds && managed,
        ]
    }
}
