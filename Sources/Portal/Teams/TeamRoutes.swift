import Registry

extension Routes {
    /// A supervisor may have any role that works; who leads a team is asked of the team.
    private static let teamRoles = Set(Role.allCases.filter { !$0.readsOnly })

    static let teams: [Route] = [
        .get("/campaigns/:id/teams", .roles(.readers), TeamsPage.tree),
        .get("/campaigns/:id/teams/new", .roles(Team.leaders), TeamForm.new),
        .post("/campaigns/:id/teams", .roles(Team.leaders), TeamForm.keep),
        .get("/campaigns/:id/teams/:team", .roles(.readers), TeamPage.show),
        .get("/campaigns/:id/teams/:team/members", .roles(Team.leaders), TeamForm.change),
        .post("/campaigns/:id/teams/:team/roster", .roles(teamRoles), TeamPage.roster),
        .post("/campaigns/:id/teams/:team/training", .roles(teamRoles), TeamPage.train),
        .post("/campaigns/:id/teams/:team/ending", .roles(Team.leaders), TeamPage.end),
    ]
}
