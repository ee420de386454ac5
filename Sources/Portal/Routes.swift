/// Every route of the portal, in one table.
package enum Routes {
    package static let all: [Route] = home + applications + places

    static let applications: [Route] = [
        .get("/desk", .roles(.readers), DeskPage.show)
    ]
}
