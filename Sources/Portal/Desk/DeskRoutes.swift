import Registry

extension Routes {
    static let desk: [Route] = [
        .get("/desk", .roles(.readers), DeskPage.show),
        .get("/desk/approvals", .roles(.deciders), JointApprovalPage.preview),
        .post("/desk/approvals", .roles(.deciders), JointApprovalPage.approve),
        .get("/applications/:id", .roles(.readers), ApplicationPage.show),
        .post("/applications/:id/steps", .roles(.workers), ApplicationPage.step),
        .post("/applications/:id/unmasked", .roles(.readers), ApplicationPage.unmask),
        .post("/applications/:id/emergency", .roles(.workers), ApplicationPage.setEmergency),
    ]
}

extension Set<Role> {
    /// Everybody who may take a step with a record somewhere.
    static let workers = Set(Role.allCases.filter { !$0.readsOnly })
    /// Those who approve, in the first place or when it is late.
    static let deciders: Set<Role> = [.designatedOfficer, .assistantCommissioner, .districtOfficer]
}
