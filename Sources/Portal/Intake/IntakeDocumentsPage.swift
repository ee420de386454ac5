import Hummingbird
import Registry

/// The step with the photo and the documents.
enum IntakeDocumentsPage {
    static func show(_ application: PersonApplication, _ visit: Visit) async throws -> Response {
        visit.redirect(to: IntakeHead.path(application.id, .check))
    }
}
