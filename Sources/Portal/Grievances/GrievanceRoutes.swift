import Registry

extension Routes {
    static let grievances: [Route] = [
        .get("/grievances", .roles(.grievanceReaders), GrievancesPage.show),
        .get("/grievances/:id", .roles(.grievanceReaders), GrievancePage.show),
        .post("/grievances/:id/unmasked", .roles(.grievanceReaders), GrievancePage.unmask),
        .post("/grievances/:id/answer", .roles(Grievance.answerers), GrievancePage.answer),
        .post("/grievances/:id/officer", .roles(Grievance.answerers), GrievancePage.handOn),
        .post("/grievances/:id/escalation", .roles(Grievance.answerers), GrievancePage.escalate),
        .get("/own/grievances", .worker, OwnGrievancePage.form),
        .post("/own/grievances", .worker, OwnGrievancePage.file),
        .get("/emergency", .anyone, EmergencyPage.form),
        .post("/emergency", .anyone, EmergencyPage.file),
        .get("/emergency/:id", .anyone, EmergencyPage.receipt),
    ]
}

extension Set<Role> {
    static let grievanceReaders = Grievance.answerers.union([.auditor, .divisionalCommissioner])
}
