import Registry

extension Routes {
    static let papers: [Route] = [
        .get("/papers", .roles(.readers), PapersPage.list),
        .post("/applications/:id/original", .roles(Original.givers.union(Original.keepers)), PapersPage.receive),
        .post("/papers/bundles", .roles(Original.givers), BundlePage.hand),
        .get("/papers/bundles/:id", .roles(.readers), BundlePage.show),
        .post("/papers/bundles/:id/acceptance", .roles(Original.keepers), BundlePage.accept),
    ]
}
