import Hummingbird
import Registry

extension Routes {
    static let intake: [Route] = [
        .get("/applications/new", .roles(.intake), IntakePlacePage.new),
        .post("/applications", .roles(.intake), IntakePlacePage.begin),
        .get("/applications/drafts", .roles(.intake), IntakeDraftsPage.list),
        .get("/applications/:id/form/:step", .roles(.intake), IntakeStepPage.show),
        .post("/applications/:id/form/:step", .roles(.intake), IntakeStepPage.save),
        .post("/applications/:id/submission", .roles(.intake), IntakeCheckPage.submit),
        .get("/applications/:id/submission", .roles(.intake), IntakeCheckPage.done),
        .post("/applications/:id/discard", .roles(.intake), IntakeDraftsPage.discard),
    ]
}
