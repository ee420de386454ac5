import Registry

extension Routes {
    static let messages: [Route] = [
        .get("/messages", .roles(.readers), MessagesPage.show),
        .get("/messages/:id", .roles(.readers), MessagePage.show),
        .post("/messages/:id/resending", .roles(.senders), MessagePage.resend),
        // Gateways sign in by the secret in the address; nothing in it names a person.
        .get("/hooks/sms/:token/:id/:attempt", .anyone, ReportHooks.sms),
        .post("/hooks/voice/:token", .anyone, bodyLimit: 4096, ReportHooks.voice),
    ]
}

extension Set<Role> {
    /// Who may send a message again.
    static let senders: Set<Role> = [
        .counterOperator, .verifier, .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator,
    ]
}
