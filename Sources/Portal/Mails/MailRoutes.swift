import Registry

extension Routes {
    static let mails: [Route] = [
        .get("/mails", .roles(Return.readers), MailsPage.show),
        .post("/mails/:id/resending", .roles(.administrators), MailsPage.resend),
    ]
}
