import Registry

extension Routes {
    static let batches: [Route] = [
        .get("/applications/import", .roles(.intake), BatchesPage.show),
        .post("/applications/import", .roles(.intake), bodyLimit: BatchesPage.largestFile, BatchesPage.take),
        .get("/applications/import/template", .roles(.intake), BatchesPage.template),
        .get("/applications/import/:id", .roles(.intake), BatchPage.show),
        .get("/applications/import/:id/faults", .roles(.intake), BatchPage.faults),
        .post("/applications/import/:id/submission", .roles(.intake), BatchPage.submit),
        .post("/applications/import/:id/discard", .roles(.intake), BatchPage.discard),
    ]
}
