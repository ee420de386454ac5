import Store

/// What a body is paid for the registrations that it collected in a period, each line one of them; frozen when it is made.
package struct IncentiveStatement: Sendable {
    package let id: RecordID
    package let campaign: RecordID
    package let body: IncentiveBody
    package let location: Location
    package let firstDay: Day
    package let lastDay: Day
    /// Paise, for one registration.
    package let fee: Int64
    package let lines: Int
    /// Paise.
    package let total: Int64
    package let maker: RecordID?
    package let made: Int64
    private let serial: Int
    private let digest: [UInt8]

    init(_ row: Row) throws {
        id = try row["id"]
        campaign = try row["campaign"]
        guard let body = try IncentiveBody(row) else { throw Problem(.unavailable) }
        self.body = body
        location = try Location(row)
        let (first, last): (String, String) = (try row["first_day"], try row["last_day"])
        (firstDay, lastDay) = (Day(first) ?? Day(number: 0), Day(last) ?? Day(number: 0))
        fee = try row["fee"]
        lines = try row["lines"]
        total = try row["total"]
        maker = try row["maker"]
        made = try row["made"]
        serial = try row["serial"]
        digest = try row["digest"]
    }

    /// `320-00001`: the district's code and the number of the statement in it.
    package var number: String { "\(location.district?.code ?? 0)-\(String(100_000 + serial).dropFirst())" }

    /// Throws `Problem.notFound` also for a statement of another area or drive.
    package static func find(_ id: RecordID, in campaign: RecordID, in scope: Scope) throws -> IncentiveStatement {
        guard
            let row = try scope.transaction.row(
                "SELECT * FROM incentive_statements s WHERE id = \(id) AND campaign = \(campaign) AND \(scope.reach("s"))"
            )
        else { throw Problem.notFound }
        return try IncentiveStatement(row)
    }

    /// Statements of a drive in the actor's area, the latest first; at most 500.
    package static func all(in campaign: RecordID, in scope: Scope) throws -> [IncentiveStatement] {
        try scope.transaction.rows(
            """
            SELECT * FROM incentive_statements s WHERE s.campaign = \(campaign) AND \(scope.reach("s"))
            ORDER BY s.made DESC, s.id DESC LIMIT 500
            """
        ).map(IncentiveStatement.init)
    }

    /// One registration that is paid.
    package struct Line: Sendable {
        package let row: Int
        package let application: RecordID
        package let worker: RecordID
        /// The worker's registration number.
        package let number: String
        /// Milliseconds.
        package let registered: Int64
        /// Paise.
        package let amount: Int64
    }

    /// The lines behind a row, in order.
    package func lines(after row: Int = 0, limit: Int = 1_000_000, in scope: Scope) throws -> [Line] {
        try scope.transaction.rows(
            """
            SELECT i.row_number, i.application, i.worker, i.amount, w.number AS number, w.registered AS registered
            FROM incentive_lines i JOIN workers w ON w.id = i.worker
            WHERE i.statement = \(id) AND i.row_number > \(row) ORDER BY i.row_number LIMIT \(limit)
            """
        ).map { row in
            Line(
                row: try row["row_number"], application: try row["application"], worker: try row["worker"],
                number: try row["number"], registered: try row["registered"], amount: try row["amount"])
        }
    }

    /// False if anything of it was altered behind the program's back.
    package func isUnaltered(in scope: Scope) throws -> Bool {
        let lines = try lines(in: scope).map { ($0.application, $0.worker, $0.amount) }
        return digest == IncentiveStatement.digest(id, body, firstDay, lastDay, fee, lines, in: scope)
            && lines.count == self.lines && lines.reduce(0) { $0 + $1.2 } == total
    }

    static func digest(
        _ id: RecordID, _ body: IncentiveBody, _ first: Day, _ last: Day, _ fee: Int64,
        _ lines: [(RecordID, RecordID, Int64)], in scope: Scope
    ) -> [UInt8] {
        let text =
            "\(id) \(body) \(first) \(last) \(fee)\n" + lines.map { "\($0.0) \($0.1) \($0.2)\n" }.joined()
        return scope.vault.blindIndex(text, for: "incentive statement")
    }
}
