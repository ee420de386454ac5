extension Routes {
    static let users: [Route] = [
        .get("/users", .roles(.administrators), UserList.show),
        .get("/users/new", .roles(.administrators), UserNew.show),
        .post("/users", .roles(.administrators), UserNew.take),
        .get("/users/import", .roles(.administrators), UserImportPage.show),
        .post("/users/import", .roles(.administrators), bodyLimit: 10 << 20, UserImportPage.take),
        .get("/users/:id", .roles(.administrators), UserShow.show),
        .post("/users/:id/disabling", .roles(.administrators), UserShow.disable),
        .post("/users/:id/enabling", .roles(.administrators), UserShow.enable),
        .post("/users/:id/invitation", .roles(.administrators), UserShow.invite),
        .post("/users/:id/tokens", .roles(.administrators), UserShow.issueToken),
        .post("/users/:id/tokens/end", .roles(.administrators), UserShow.revokeToken),
        .post("/users/:id/roles", .roles(.administrators), UserShow.assign),
        .post("/users/:id/roles/end", .roles(.administrators), UserShow.end),
    ]
}
