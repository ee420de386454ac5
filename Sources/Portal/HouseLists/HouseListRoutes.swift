import Registry

extension Routes {
    static let houseLists: [Route] = [
        .get("/campaigns/:id/house-list", .roles(.readers), HouseListPage.show),
        .get("/campaigns/:id/house-list.pdf", .roles(.readers), HouseListFile.send),
    ]
}
