import Hummingbird

/// The language that this browser's visitor reads; it changes nothing but the texts, so everybody may choose.
enum LanguageChoice {
    static func take(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let next = Visit.localPath(form["next"])
        guard let language = form["language"], Texts.languages.contains(language) else {
            return visit.redirect(to: next)
        }
        let cookie = Cookie(
            name: "language", value: language, maxAge: 365 * 86_400, path: "/",
            secure: visit.portal.configuration.secure,
            httpOnly: true, sameSite: .lax)
        return visit.redirect(to: next, cookies: [cookie])
    }
}
