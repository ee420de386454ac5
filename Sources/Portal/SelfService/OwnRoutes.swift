import Registry

extension Routes {
    /// For workers, who have no account: what belongs to a mobile that was proved with a code.
    static let own: [Route] = [
        .get("/own", .anyone, OwnDoor.show),
        .post("/own", .anyone, OwnDoor.ask),
        .get("/own/code", .anyone, OwnDoor.showCode),
        .post("/own/code", .anyone, OwnDoor.enter),
        .get("/own/records", .worker, OwnPage.show),
        .post("/own/refusals", .worker, OwnPage.refuse),
        .get("/own/workers/:id/certificate.pdf", .worker, CertificateFile.own),
    ]

    static let certificates: [Route] = [
        .get("/workers/:id/certificate.pdf", .roles(.certifiers), CertificateFile.ofWorker),
        .get("/verify", .anyone, VerifyPage.form),
        .post("/verify", .anyone, VerifyPage.take),
        .get("/verify/key", .anyone, VerifyPage.key),
        .get("/verify/:code", .anyone, VerifyPage.show),
    ]
}

extension Set<Role> {
    /// Who may hand a certificate out on paper.
    static let certifiers: Set<Role> = [
        .secretary, .counterOperator, .verifier, .designatedOfficer, .assistantCommissioner, .districtOfficer,
        .stateAdministrator,
    ]
}
