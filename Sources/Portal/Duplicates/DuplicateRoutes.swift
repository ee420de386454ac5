import Registry

extension Routes {
    static let duplicates: [Route] = [
        .get("/review", .roles(.reviewers), ReviewPage.show),
        .post("/review/:id/decision", .roles(.reviewers), ReviewPage.decide),
    ]
}

extension Set<Role> {
    /// Those who decide whether two records are one person.
    static let reviewers: Set<Role> = [
        .verifier, .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator,
    ]
}
