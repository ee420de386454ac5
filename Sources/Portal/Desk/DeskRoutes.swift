import Registry

extension Routes {
    static let desk: [Route] = [
        .get("/desk", .roles(.readers), DeskPage.show)
    ]
}
