import Hummingbird
import Registry

extension Routes {
    static let home: [Route] = [.get("/", .anyone, HomePage.show)]
}

/// The first page: for staff their desk's door, for everybody else what a worker can do here.
enum HomePage {
    static func show(_ visit: Visit) async throws -> Response {
        if visit.actor.user != nil { return visit.redirect(to: "/desk") }
        return visit.page("home", title: visit.text("home.title"))
    }
}
