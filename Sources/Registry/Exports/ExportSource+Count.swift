import Store

extension ExportSource {
    /// How many rows the list has now: what progress is measured against.
    package func count(in scope: Scope) throws -> Int {
        switch self {
        case .applications(let filter):
            return try DeskSource.all(filter, in: scope).reduce(0) { sum, source in
                sum + (try count("applications a WHERE \(source.condition(filter, in: scope))", in: scope))
            }
        case .workers(let filter):
            return try Worker.sources(filter, in: scope).reduce(0) { sum, source in
                sum + (try count("workers w WHERE \(source)", in: scope))
            }
        case .appeals(let filter):
            return try count("appeals p WHERE \(Appeal.condition(filter, in: scope))", in: scope)
        case .messages(let filter):
            return try count("messages m WHERE \(Message.conditions(filter, in: scope))", in: scope)
        case .audit(let search): return try count("audit a WHERE \(search.conditions(in: scope))", in: scope)
        case .users(let filter): return try count("users u WHERE \(User.conditions(filter, in: scope))", in: scope)
        case .later(let filter): return try LaterPerson.count(filter, in: scope)
        case .incentive(let campaign, let statement):
            return try IncentiveStatement.find(statement, in: campaign, in: scope).lines
        case .review(let list): return try ReviewPair.progress(list: list, in: scope).waiting
        }
    }

    private func count(_ from: Statement, in scope: Scope) throws -> Int {
        try scope.transaction.value("SELECT count(*) FROM \(from)") ?? 0
    }
}
