extension Routes {
    static let session: [Route] = [
        .get("/sign-in", .anyone, SignInPage.show),
        .post("/sign-in", .anyone, SignInPage.take),
        .post("/sign-in/demonstration", .anyone, SignInPage.takeSample),
        .post("/sign-out", .anyone, SignInPage.end),
        .post("/language", .anyone, LanguageChoice.take),
        .get("/invitations/:token", .anyone, InvitationPage.show),
        .post("/invitations/:token", .anyone, InvitationPage.take),
    ]
}
