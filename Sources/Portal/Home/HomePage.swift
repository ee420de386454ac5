import Hummingbird
import Registry

extension Routes {
    static let home: [Route] = [.get("/", .anyone, HomePage.show)]
}

/// The first page: for staff their own work, for everybody else what a worker can do here.
enum HomePage {
    static func show(_ visit: Visit) async throws -> Response {
        if visit.actor.user != nil { return visit.redirect(to: work(of: visit.actor)) }
        return visit.page("home", title: visit.text("home.title"))
    }

    /// Where somebody begins the day; of several roles the one that decides.
    private static func work(of actor: Actor) -> String {
        if actor.has(any: [.verifier, .designatedOfficer]) { return "/desk" }
        if actor.has(.assistantCommissioner) { return "/appeals" }
        if actor.has(any: [.districtOfficer, .divisionalCommissioner]) { return "/desk?list=area" }
        if actor.has(.stateAdministrator) { return "/users" }
        if actor.has(.auditor) { return "/audit" }
        return "/applications/drafts"
    }
}
