import Hummingbird
import Registry

/// A new member of staff, with a first role; the link to open the account comes after.
enum UserNew {
    static func show(_ visit: Visit) async throws -> Response { page(visit, id: visit.registry.environment.newID()) }

    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        do {
            let term = try UserPages.term(form, visit)
            let card = User.Card(
                name: form["name"] ?? "", mobile: form["mobile"].flatMap(UserImport.mobile), email: form["email"])
            let language = form["language"].flatMap { Texts.languages.contains($0) ? $0 : nil } ?? "en"
            _ = try await visit.registry.write(as: visit.actor) { scope in
                try User.create(
                    id: id, signIn: form["sign_in"] ?? "", card: card, language: language,
                    assignments: [term.assignment], from: term.from, to: term.to, in: scope)
            }
            return visit.redirect(to: "/users/\(id)")
        } catch let problem as Problem where [.invalid, .notAllowed].contains(problem.code) {
            return page(visit, id: id, form: form, problem: problem)
        }
    }

    private static func page(_ visit: Visit, id: RecordID, form: Form? = nil, problem: Problem? = nil) -> Response {
        var model = UserPages.faults(problem, form: form, visit)
        model["id"] = id.description
        model["roles"] = UserPages.roles(visit, chosen: form?["role"].flatMap(Role.init))
        model["choices"] = Texts.languages.map {
            ["code": $0, "text": visit.portal.texts.text("language.name", in: $0), "chosen": $0 == form?["language"]]
                as [String: Any]
        }
        return visit.page(
            "users-new", title: visit.text("users.new"), model,
            status: problem.map { ProblemPage.status($0.code) } ?? .ok)
    }
}
