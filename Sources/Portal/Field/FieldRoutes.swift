import Hummingbird

extension Routes {
    /// The app itself is for everybody to load; what it asks for is for enrolled phones only.
    static let field: [Route] = [
        .get("/field", .anyone) { visit in try file("index.html", visit) },
        .get("/field/:file", .anyone) { visit in try file(visit.context.parameters.get("file") ?? "", visit) },
        .post("/field/api/enrolment", .anyone, FieldAPI.enrol),
        .post("/field/api/standing", .anyone, FieldAPI.standing),
        .get("/field/api/area", .device, FieldAPI.area),
        .get("/field/api/lists", .device, FieldAPI.lists),
        .get("/field/api/photos/:id", .device, FieldAPI.photo),
        .put("/field/api/photos/:id", .device, bodyLimit: 64 << 10, FieldAPI.addToPhoto),
        .post("/field/api/sync", .device, bodyLimit: 256 << 10, FieldAPI.sync),
    ]

    private static func file(_ name: String, _ visit: Visit) throws -> Response {
        guard let answer = visit.portal.field.answer(name, to: visit.request) else { throw HTTPError(.notFound) }
        return answer
    }
}
