import Store

extension ExportSource {
    /// Some rows of the list, and where the next ones begin; nil after the last.
    package struct Piece: Sendable {
        package var rows: [[ExportCell]] = []
        package var next: String?
    }

    /// The rows behind a place in the list, at most `limit`, as the actor may see them; each page is a short read of its own, so
    /// that an export holds nobody up. What changes its place in the list meanwhile is exported where it was found.
    package func piece(
        after cursor: String?, limit: Int, purpose: Purpose?, in scope: Scope
    ) throws -> Piece {
        let shown = Disclosure(purpose: purpose, scope: scope)
        switch self {
        case .applications(let filter):
            let page = try Desk.page(
                filter, after: cursor.flatMap(Desk.Cursor.init), limit: limit, in: scope)
            return Piece(
                rows: page.lines.map { row($0, shown) },
                next: page.hasNext ? page.lines.last?.cursor.description : nil)
        case .workers(let filter):
            let page = try Worker.page(filter, after: cursor.flatMap(Worker.Cursor.init), limit: limit, in: scope)
            return Piece(
                rows: page.workers.map { row($0, shown) },
                next: page.hasNext ? page.workers.last.map { Worker.Cursor($0).description } : nil)
        case .appeals(let filter):
            return ExportSource.piece(
                try Appeal.page(filter, after: cursor.flatMap(Appeal.Cursor.init), limit: limit, in: scope), limit,
                next: { Appeal.Cursor($0).description }, row: { row($0, shown) })
        case .messages(var filter):
            filter.before = cursor.flatMap { RecordID($0) } ?? filter.before
            return ExportSource.piece(
                try Message.list(filter, limit: limit + 1, in: scope), limit, next: { $0.id.description },
                row: { row($0, shown) })
        case .audit(var search):
            search.before = cursor.flatMap { Int64($0) } ?? search.before
            return ExportSource.piece(
                try search.find(limit: limit + 1, in: scope), limit, next: { String($0.sequence) }, row: row)
        case .users(var filter):
            filter.after = cursor ?? filter.after
            return ExportSource.piece(
                try User.page(filter, limit: limit + 1, in: scope), limit, next: { $0.user.signIn },
                row: { row($0, opened: purpose != nil) })
        case .incentive(let campaign, let id):
            let statement = try IncentiveStatement.find(id, in: campaign, in: scope)
            let body: ExportCell =
                switch statement.body {
                case .place(let place): .place(place)
                case .centre(let centre): .text(try Centre.find(centre, in: scope).name)
                }
            return ExportSource.piece(
                try statement.lines(after: cursor.flatMap { Int($0) } ?? 0, limit: limit + 1, in: scope), limit,
                next: { String($0.row) },
                row: { line in
                    [
                        .text(statement.number), body, .number(line.row), .text(line.number), .day(line.registered),
                        .text("\(line.amount / 100).\(String(100 + line.amount % 100).suffix(2))"),
                    ]
                })
        case .later(let filter):
            return ExportSource.piece(
                try LaterPerson.page(
                    filter, after: cursor.flatMap { LaterPerson.Cursor($0) }, limit: limit + 1, in: scope),
                limit, next: { LaterPerson.Cursor($0).description }, row: { row($0, shown) })
        case .review(let list):
            return ExportSource.piece(
                try ReviewPair.waiting(after: cursor, list: list, limit: limit + 1, in: scope), limit,
                next: { "\($0.weight) \($0.id)" }, row: { row($0, shown) })
        }
    }

    private static func piece<Item>(
        _ items: [Item], _ limit: Int, next: (Item) -> String, row: (Item) -> [ExportCell]
    ) -> Piece {
        let shown = items.prefix(limit)
        return Piece(rows: shown.map(row), next: items.count > limit ? shown.last.map(next) : nil)
    }

    private func row(_ line: Desk.Line, _ shown: Disclosure) -> [ExportCell] {
        let (person, place) = (line.person, line.location)
        return [
            .text(line.number), .word("workflow.status.\(line.status.rawValue)"), .flag(line.emergency),
            shown.name(line.name, at: place), shown.name(person.husband ?? person.father, at: place),
            shown.digits(person.mobile, at: place), shown.birth(person, at: place), sex(person),
            category(line.category),
            .scheme(line.scheme), .word("workflow.channel.\(line.channel.rawValue)"),
            .word("workflow.duplicate.\(line.duplicate.rawValue)"), .place(place.block), .place(place.panchayat),
            .day(line.submitted), .day(line.due), late(line.due, shown.scope), .flag(line.escalated > 0),
        ]
    }

    private func row(_ worker: Worker, _ shown: Disclosure) -> [ExportCell] {
        let (person, place) = (worker.person, worker.location)
        return [
            .text(worker.number), .word("workflow.status.\(worker.status.rawValue)"),
            shown.name(person.name ?? person.localName, at: place),
            shown.name(person.husband ?? person.father, at: place), shown.digits(person.mobile, at: place),
            shown.birth(person, at: place), sex(person), category(person.category), .scheme(worker.scheme),
            .place(place.block), .place(place.panchayat), .day(worker.registered), .day(worker.validUntil),
            .day(worker.due),
        ]
    }

    private func row(_ appeal: Appeal, _ shown: Disclosure) -> [ExportCell] {
        [
            .text(appeal.number), .word("worker.against.\(appeal.noun.rawValue)"),
            .word("workflow.status.\(appeal.status.rawValue)"), .place(appeal.location.finest), .day(appeal.created),
            .day(appeal.due), late(appeal.due, shown.scope), .flag(appeal.escalated > 0),
            shown.hidden(appeal.grounds, at: appeal.location),
        ]
    }

    private func row(_ message: Message, _ shown: Disclosure) -> [ExportCell] {
        [
            .time(message.created), .word("messages.template.\(message.template.rawValue)"),
            .word("messages.medium.\(message.medium.rawValue)"), .text(message.language),
            .word("messages.status.\(message.status.rawValue)"), .number(message.attempts), .number(message.parts),
            .text("\(message.cost / 100).\(String(100 + message.cost % 100).suffix(2))"),
            .place(message.location.finest), shown.digits(message.content.mobile, at: message.location),
            shown.hidden(message.text, at: message.location),
        ]
    }

    private func row(_ found: AuditSearch.Found) -> [ExportCell] {
        let entry = found.entry
        return [
            .number(Int(found.sequence)), .time(entry.time), .text(found.signIn ?? entry.role), .text(entry.role),
            .text(entry.action), .text(entry.noun), .text(entry.record?.description), .place(entry.place),
            .text(entry.device),
            .text(entry.details.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
        ]
    }

    private func row(_ listed: User.Listed, opened: Bool) -> [ExportCell] {
        let user = listed.user
        let state: User.Filter.State = user.disabled != nil ? .disabled : user.hasPassword ? .active : .invited
        return [
            .text(user.signIn), .text(user.person.name),
            .text(user.person.mobile.map { opened ? $0 : Disclosure.tail($0) }),
            .row(
                listed.assignments.map { .row([.word("role.\($0.role.rawValue)"), .place($0.place)], joined: ", ") },
                joined: "; "), .word("users.state.\(state.rawValue)"),
        ]
    }

    private func row(_ pair: ReviewPair, _ shown: Disclosure) -> [ExportCell] {
        func side(_ value: (ReviewPair.Content.Field) -> String) -> ExportCell {
            shown.hidden(
                pair.content.fields.map { "\($0.column): \(value($0))" }.joined(separator: "; "), at: pair.location)
        }
        return [
            .text(pair.list), .text(String(Double(Int(pair.weight * 10)) / 10)), .place(pair.location.finest),
            side(\.first), side(\.second),
        ]
    }

    private func row(_ later: LaterPerson, _ shown: Disclosure) -> [ExportCell] {
        let (person, place) = (later.person, later.location)
        return [
            shown.name(person.name ?? person.localName, at: place),
            shown.name(person.husband ?? person.father, at: place), shown.digits(person.mobile, at: place),
            sex(person), .text(later.village), .place(place.block), .place(place.panchayat),
            .word("houses.outcome.\(later.reason.rawValue)"),
            .day(later.nextOn.map { Int64($0.number) * 86_400_000 }),
            later.ending.map { .word("houses.outcome.\($0.rawValue)") } ?? .empty,
        ]
    }

    private func sex(_ person: Person) -> ExportCell { person.sex.map { .word("person.sex.\($0.rawValue)") } ?? .empty }

    private func category(_ code: String?) -> ExportCell { code.map { .category($0) } ?? .empty }

    private func late(_ due: Int64?, _ scope: Scope) -> ExportCell {
        due.flatMap { Desk.daysLate($0, at: scope.now) }.map { .number($0) } ?? .empty
    }
}

extension ReviewPair {
    /// Undecided pairs of the actor's area, the likeliest first, behind `WEIGHT ID`.
    static func waiting(after cursor: String?, list: String?, limit: Int, in scope: Scope) throws -> [ReviewPair] {
        var conditions: [Statement] = ["r.decision IS NULL", scope.reach("r")]
        if let list { conditions.append("r.list = \(list)") }
        let parts = cursor?.split(separator: " ").map(String.init) ?? []
        if parts.count == 2, let weight = Double(parts[0]), let id = RecordID(parts[1]) {
            conditions.append("r.weight < \(weight) OR (r.weight = \(weight) AND r.id > \(id))")
        }
        return try scope.transaction.rows(
            "SELECT r.* FROM review_pairs r WHERE \(.all(conditions)) ORDER BY r.weight DESC, r.id LIMIT \(limit)"
        ).map { try ReviewPair($0, in: scope) }
    }
}
