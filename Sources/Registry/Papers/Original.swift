import Store

/// The paper form of an application, and in whose hands it is.
package struct Original: Sendable {
    package enum Status: String, Sendable, Codable, CaseIterable {
        /// At the counter.
        case received
        /// On its way to the officer, on a list that waits for the second signature.
        case handed
        /// In the custody of the designated officer.
        case kept
        /// It was on a list, and not in the bundle.
        case missing
    }

    package let application: RecordID
    package let status: Status
    package let location: Location
    package let receiver: RecordID?
    package let received: Int64
    package let bundle: RecordID?
    package let updated: Int64

    init(_ row: Row) throws {
        application = try row["application"]
        status = Status(rawValue: try row["status"]) ?? .missing
        location = try Location(row)
        receiver = try row["receiver"]
        received = try row["received"]
        bundle = try row["bundle"]
        updated = try row["updated"]
    }

    /// Channels whose applications are also signed on paper; whoever applies alone or by another system signs elsewhere.
    package static let channels: [Application.Channel] = [.counter, .field, .spreadsheet]
    /// Who takes paper from people and hands it on.
    package static let givers: Set<Role> = [.enumerator, .secretary, .counterOperator, .verifier]
    /// In whose custody it ends.
    package static let keepers: Set<Role> = [.designatedOfficer]

    /// The condition that an application's paper is owed and not there: never received, or missing from its bundle.
    static func outstanding(_ table: String) -> Statement {
        """
        \(unchecked: table).channel IN \(list: channels.map(\.rawValue)) AND NOT EXISTS
        (SELECT 1 FROM originals o WHERE o.application = \(unchecked: table).id AND o.status <> 'missing')
        """
    }

    /// The paper of an application that the caller may see; nil while nobody received it.
    package static func find(_ application: RecordID, in scope: Scope) throws -> Original? {
        try all([application], in: scope)[application]
    }

    package static func all(_ applications: [RecordID], in scope: Scope) throws -> [RecordID: Original] {
        let found = try scope.transaction.rows(
            "SELECT * FROM originals WHERE application IN \(list: applications)"
        ).map { try Original($0) }
        return Dictionary(found.map { ($0.application, $0) }, uniquingKeysWith: { $1 })
    }
}

extension Application {
    /// True where paper has to be somewhere.
    package var owesOriginal: Bool { Original.channels.contains(channel) && status != .draft && status != .withdrawn }

    /// Notes that the paper form was taken from the applicant; twice is once. One that was missing is there again.
    ///
    /// Throws `Problem`: not allowed, wrong state.
    package func receiveOriginal(in scope: Scope) throws {
        guard scope.reaches(location, roles: Original.givers.union(Original.keepers)) else { throw Problem.notAllowed }
        guard owesOriginal else { throw Problem(.wrongState) }
        let known = try Original.find(id, in: scope)
        guard known == nil || known?.status == .missing else { return }
        try scope.transaction.run(
            """
            INSERT INTO originals (application, status, \(Location.columns), receiver, received, updated)
            VALUES (\(id), 'received', \(location.values), \(scope.actor.user), \(scope.now), \(scope.now))
            ON CONFLICT (application) DO UPDATE SET status = 'received', receiver = excluded.receiver,
            received = excluded.received, bundle = NULL, updated = excluded.updated
            """)
        try scope.record("originalReceived", "application", id, at: location.finest)
    }
}
