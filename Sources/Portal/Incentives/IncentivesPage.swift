import Hummingbird
import Registry

extension Routes {
    static let incentives: [Route] = [
        .get("/campaigns/:id/incentives", .roles(.readers), IncentivesPage.list),
        .post("/campaigns/:id/incentives", .roles(IncentiveStatement.makers), IncentivesPage.make),
        .get("/campaigns/:id/incentives/:statement", .roles(.readers), IncentivesPage.show),
    ]
}

extension Written {
    /// `₹ 1,250.00`.
    static func rupees(_ paise: Int64) -> String {
        "₹ \(number(Int(paise / 100))).\(String(100 + paise % 100).suffix(2))"
    }
}

/// What bodies are owed for registrations of a drive, and the statements that were made.
enum IncentivesPage {
    static func list(_ visit: Visit) async throws -> Response { try await page(visit, Form(), []) }

    static func make(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        _ = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        guard let statement = form["id"].flatMap({ RecordID($0) }), let body = form["body"].flatMap(IncentiveBody.init),
            let first = form["from"].flatMap({ Day($0) }), let last = form["until"].flatMap({ Day($0) })
        else { throw Problem(.unreadable) }
        do {
            try await visit.registry.write(as: visit.actor) {
                _ = try IncentiveStatement.make(id: statement, for: body, in: id, from: first, to: last, in: $0)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, form, problem.fields)
        }
        return visit.redirect(to: "/campaigns/\(id)/incentives/\(statement)")
    }

    private static func page(_ visit: Visit, _ form: Form, _ faults: [Problem.Field]) async throws -> Response {
        let id = try visit.id()
        let today = Day(visit.registry.environment.now())
        func asked(_ name: String) -> Day? { (form[name] ?? visit.query(name)).flatMap { Day(Digits.ascii($0)) } }
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let first = asked("from") ?? campaign.firstDay
        let last = min(asked("until") ?? today, today)
        let (owed, statements, names) = try await visit.registry.read(as: visit.actor) { scope in
            let owed = try IncentiveStatement.owed(in: id, from: first, to: last, in: scope)
            let statements = try IncentiveStatement.all(in: id, in: scope)
            let bodies = Set(owed.map(\.body) + statements.map(\.body))
            return (owed, statements, try IncentivesPage.names(of: bodies, visit.language, in: scope))
        }
        var model = DriveHead.model(campaign, visit)
        FormFaults.add(faults, labels: "incentives.field", to: &model, visit)
        model["from"] = Written.turned(first.description)
        model["until"] = Written.turned(last.description)
        model["fromDay"] = first.description
        model["untilDay"] = last.description
        let mayMake = visit.actor.has(any: IncentiveStatement.makers)
        model["owed"] = owed.map { owed -> [String: Any] in
            [
                "body": owed.body.description, "name": names[owed.body] ?? "", "mayMake": mayMake,
                "registrations": Written.number(owed.registrations),
                "amount": Written.rupees(Int64(owed.registrations) * campaign.fee(of: owed.body)),
                "id": visit.registry.environment.newID().description,
            ]
        }
        model["nothing"] = owed.isEmpty
        model["statements"] = statements.map { line($0, names, visit) }
        model["none"] = statements.isEmpty
        model["sum"] = Written.rupees(statements.reduce(0) { $0 + $1.total })
        return visit.page(
            "incentives-list", title: visit.text("incentives.title"), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    static func show(_ visit: Visit) async throws -> Response {
        let (id, statementID) = (try visit.id(), try visit.id("statement"))
        let after = max(0, visit.query("after").flatMap { Int($0) } ?? 0)
        let (campaign, statement, lines, names, isUnaltered) = try await visit.registry.read(as: visit.actor) { scope in
            let statement = try IncentiveStatement.find(statementID, in: id, in: scope)
            return (
                try Campaign.find(id, in: scope), statement, try statement.lines(after: after, limit: 101, in: scope),
                try IncentivesPage.names(of: [statement.body], visit.language, in: scope),
                try statement.isUnaltered(in: scope)
            )
        }
        var model = DriveHead.model(campaign, visit).merging(line(statement, names, visit)) { $1 }
        model["lines"] = lines.prefix(100).map { line -> [String: Any] in
            [
                "row": Written.number(line.row), "number": RegistrationNumber.grouped(line.number),
                "href": "/workers/\(line.worker)", "registered": Written.day(line.registered),
                "amount": Written.rupees(line.amount),
            ]
        }
        model["unaltered"] = isUnaltered
        if lines.count > 100 { model["next"] = "/campaigns/\(id)/incentives/\(statementID)?after=\(after + 100)" }
        model["export"] = "/exports/new?noun=incentive&campaign=\(id)&statement=\(statementID)"
        return visit.page("incentives-show", title: visit.text("incentives.one", statement.number), model)
    }

    private static func line(
        _ statement: IncentiveStatement, _ names: [IncentiveBody: String], _ visit: Visit
    ) -> [String: Any] {
        [
            "href": "/campaigns/\(statement.campaign)/incentives/\(statement.id)", "statementNumber": statement.number,
            "name": names[statement.body] ?? "",
            "period": Written.turned(statement.firstDay.description) + " – "
                + Written.turned(statement.lastDay.description),
            "registrations": Written.number(statement.lines), "total": Written.rupees(statement.total),
            "perOne": Written.rupees(statement.fee), "made": Written.time(statement.made),
        ]
    }

    static func names(
        of bodies: Set<IncentiveBody>, _ language: String, in scope: Scope
    ) throws -> [IncentiveBody: String] {
        var names: [IncentiveBody: String] = [:]
        for body in bodies {
            switch body {
            case .place(let place): names[body] = scope.places[place]?.name(in: language)
            case .centre(let centre): names[body] = try? Centre.find(centre, in: scope).name
            }
        }
        return names
    }
}
