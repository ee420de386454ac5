import Registry

extension Routes {
    static let workers: [Route] = [
        .get("/workers", .roles(.readers), WorkersPage.show),
        .post("/workers", .roles(.readers), WorkersPage.search),
        .get("/workers/:id", .roles(.readers), WorkerPage.show),
        .post("/workers/:id/unmasked", .roles(.readers), WorkerPage.unmask),
        .post("/workers/:id/steps", .roles(.workers), WorkerPage.step),
        .get("/appeals", .roles(.readers), AppealPages.list),
        .post("/appeals", .roles(.workers), AppealPages.lodge),
        .get("/appeals/:id", .roles(.readers), AppealPages.show),
        .post("/appeals/:id/steps", .roles(.workers), AppealPages.step),
    ]
}
