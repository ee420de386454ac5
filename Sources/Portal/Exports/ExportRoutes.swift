import Registry

extension Routes {
    static let exports: [Route] = [
        .get("/exports", .roles(.readers), ExportsPage.list),
        .get("/exports/new", .roles(.readers), ExportForm.show),
        .post("/exports", .roles(.readers), ExportForm.ask),
        .get("/exports/:id/file", .roles(.readers), ExportFile.send),
        .post("/exports/:id/removal", .roles(.readers), ExportsPage.remove),
    ]
}
