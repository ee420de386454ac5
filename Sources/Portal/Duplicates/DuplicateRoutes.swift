import Registry

extension Routes {
    static let duplicates: [Route] = [
        .get("/review", .roles(.reviewers), ReviewPage.show),
        .post("/review/:id/decision", .roles(.reviewers), ReviewPage.decide),
        .get("/mergers", .roles(.reviewers), MergerPages.list),
        .post("/workers/:id/same", .roles(.reviewers), MergerPages.propose),
        .post("/workers/:id/merger", .roles(.reviewers), MergerPages.merge),
        .post("/workers/:id/parting", .roles(.reviewers), MergerPages.part),
    ]
}

extension Set<Role> {
    /// Those who decide whether two records are one person.
    static let reviewers: Set<Role> = [
        .verifier, .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator,
    ]
}
