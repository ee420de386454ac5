import Store

/// Officers and field staff who look after a place in a drive, under a supervisor.
///
/// The chain of supervision is the places': the team of a gram panchayat stands under those of its block, sub-division and district.
package struct Team: Sendable {
    package let id: RecordID
    package let campaign: RecordID
    package let location: Location
    package let name: String
    package let supervisor: RecordID
    package let ended: Int64?

    init(_ row: Row) throws {
        id = try row["id"]
        campaign = try row["campaign"]
        location = try Location(row)
        name = try row["name"]
        supervisor = try row["supervisor"]
        ended = try row["ended"]
    }

    /// Who makes and changes teams, where they have the role.
    package static let leaders: Set<Role> = [
        .designatedOfficer, .assistantCommissioner, .districtOfficer, .stateAdministrator,
    ]

    /// A team with how many it has, how many of them are trained, and how many are on duty on a day.
    package struct Line: Sendable {
        package let team: Team
        package let members: Int
        package let trained: Int
        package let onDuty: Int
    }

    /// Throws `Problem.notFound` also for a team of another area or drive.
    package static func find(_ id: RecordID, in campaign: RecordID, in scope: Scope) throws -> Team {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM teams t WHERE id = \(id) AND campaign = \(campaign) AND \(scope.reach("t"))")
        else { throw Problem.notFound }
        return try Team(row)
    }

    /// The standing teams of the actor's branch.
    package static func all(in campaign: RecordID, on day: Day, in scope: Scope) throws -> [Line] {
        _ = try Campaign.find(campaign, in: scope)
        return try scope.transaction.rows(
            """
            SELECT t.*, (SELECT count(*) FROM team_members m WHERE m.team = t.id) AS members,
            (SELECT count(*) FROM team_members m JOIN trainings g ON g.user_id = m.user_id AND g.campaign = t.campaign
                WHERE m.team = t.id AND g.day <= \(day.description)) AS trained,
            (SELECT count(*) FROM team_duties d WHERE d.team = t.id AND d.day = \(day.description)) AS on_duty
            FROM teams t WHERE t.campaign = \(campaign) AND t.ended IS NULL AND \(scope.reach("t"))
            ORDER BY t.name, t.id LIMIT 5000
            """
        ).map {
            Line(team: try Team($0), members: try $0["members"], trained: try $0["trained"], onDuty: try $0["on_duty"])
        }
    }

    /// Everybody in it, by id.
    package func members(in scope: Scope) throws -> [RecordID] {
        try scope.transaction.rows("SELECT user_id FROM team_members WHERE team = \(id) ORDER BY user_id").map {
            try $0["user_id"]
        }
    }

    /// When its members were trained for the drive.
    package func trainings(in scope: Scope) throws -> [RecordID: Day] {
        var days: [RecordID: Day] = [:]
        for row in try scope.transaction.rows(
            """
            SELECT g.user_id AS user_id, g.day AS day FROM trainings g JOIN team_members m ON m.user_id = g.user_id
            WHERE m.team = \(id) AND g.campaign = \(campaign)
            """)
        {
            let day: String = try row["day"]
            days[try row["user_id"]] = Day(day)
        }
        return days
    }

    /// Who is on duty, by day.
    package func duties(from first: Day, to last: Day, in scope: Scope) throws -> [Day: Set<RecordID>] {
        var duties: [Day: Set<RecordID>] = [:]
        for row in try scope.transaction.rows(
            """
            SELECT day, user_id FROM team_duties
            WHERE team = \(id) AND day >= \(first.description) AND day <= \(last.description)
            """)
        {
            let text: String = try row["day"]
            if let day = Day(text) { duties[day, default: []].insert(try row["user_id"]) }
        }
        return duties
    }
}
