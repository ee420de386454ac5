import Registry

extension Routes {
    static let lists: [Route] = [
        .get("/lists", .roles(UploadedList.roles), ListsPage.show),
        .streamed("/lists", .roles(UploadedList.roles), ListsPage.begin),
        .post("/lists/register", .roles(UploadedList.roles), ListsPage.copyRegister),
        .get("/lists/:id", .roles(UploadedList.roles), ListPage.show),
        .get("/lists/:id/received", .roles(UploadedList.roles), ListPieces.received),
        .post("/lists/:id/pieces", .roles(UploadedList.roles), bodyLimit: ListPieces.largest, ListPieces.take),
        .post("/lists/:id/removal", .roles(UploadedList.roles), ListPage.remove),
    ]

    static let linkages: [Route] = [
        .get("/linkages/new", .roles(UploadedList.roles), LinkageForm.show),
        .post("/linkages", .roles(UploadedList.roles), LinkageForm.begin),
        .get("/linkages/:id", .roles(UploadedList.roles), LinkagePage.show),
        .post("/linkages/:id/cancellation", .roles(UploadedList.roles), LinkagePage.cancel),
        .post("/linkages/:id/review", .roles(UploadedList.roles), LinkagePage.review),
        .post("/linkages/:id/publication", .roles(UploadedList.roles), LinkagePage.publish),
        .post("/linkages/:id/places", .roles(UploadedList.roles), LinkagePlaces.fix),
        .get("/workbooks/:id/file", .roles(UploadedList.roles), WorkbookFile.send),
        .post("/linkages/:id/removal", .roles(UploadedList.roles), LinkagePage.remove),
    ]
}
