import Store

/// Paper forms that were collected together, at a camp or from door to door, each with its number until it is typed in and handed over.
///
/// From the application on, the paper is an `Original`: received, handed over, kept.
package struct FormBundle: Sendable {
    package let id: RecordID
    package let campaign: RecordID
    package let location: Location
    package let day: Day
    /// How many forms are in it: their numbers are 1 to this.
    package let forms: Int
    package let collector: RecordID?
    /// How many of them were typed in, can't be, and lie with the designated officer.
    package let digitised: Int
    package let spoiled: Int
    package let kept: Int
    private let serial: Int

    /// The most forms that one bundle has.
    package static let limit = 500
    /// Who collects forms and types them in.
    package static let collectors = HouseVisit.visitors.union(Campaign.leaders)

    init(_ row: Row) throws {
        id = try row["id"]
        campaign = try row["campaign"]
        location = try Location(row)
        let day: String = try row["day"]
        self.day = Day(day) ?? Day(number: 0)
        forms = try row["forms"]
        collector = try row["collector"]
        digitised = try row["digitised"]
        spoiled = try row["spoiled"]
        kept = try row["kept"]
        serial = try row["serial"]
    }

    /// `320-B00001`, to be written on every form with its own number behind it.
    package var number: String { "\(location.district?.code ?? 0)-B\(String(100_000 + serial).dropFirst())" }

    /// Forms of which nobody knows what became.
    package var waiting: Int { forms - digitised - spoiled }

    private static let selection: Statement = """
        SELECT b.*, (SELECT count(*) FROM bundle_forms f WHERE f.bundle = b.id AND f.application IS NOT NULL) AS digitised,
        (SELECT count(*) FROM bundle_forms f WHERE f.bundle = b.id AND f.spoiled IS NOT NULL) AS spoiled,
        (SELECT count(*) FROM bundle_forms f JOIN originals o ON o.application = f.application
            WHERE f.bundle = b.id AND o.status = 'kept') AS kept FROM form_bundles b
        """

    /// Throws `Problem.notFound` also for a bundle of another area or drive.
    package static func find(_ id: RecordID, in campaign: RecordID, in scope: Scope) throws -> FormBundle {
        guard
            let row = try scope.transaction.row(
                "\(selection) WHERE b.id = \(id) AND b.campaign = \(campaign) AND \(scope.reach("b"))")
        else { throw Problem.notFound }
        return try FormBundle(row)
    }

    /// Bundles of a drive in the actor's area, the latest first; at most 500.
    package static func all(in campaign: RecordID, in scope: Scope) throws -> [FormBundle] {
        try scope.transaction.rows(
            """
            \(selection) WHERE b.campaign = \(campaign) AND \(scope.reach("b"))
            ORDER BY b.created DESC, b.id DESC LIMIT 500
            """
        ).map(FormBundle.init)
    }

    /// Notes forms that were collected; the same id again is the same bundle.
    ///
    /// Throws `Problem`: not allowed outside the actor's area, `invalid` for a place or day outside the drive or a number that
    /// can't be.
    @discardableResult
    package static func collect(
        id: RecordID, in campaign: RecordID, at place: PlaceID, on day: Day, forms: Int, in scope: Scope
    ) throws -> FormBundle {
        let campaign = try Campaign.find(campaign, in: scope)
        let location = Location(place, in: scope.places)
        guard scope.reaches(place, roles: collectors) else { throw Problem.notAllowed }
        if try scope.transaction.value("SELECT 1 FROM form_bundles WHERE id = \(id)") as Int? != nil {
            return try find(id, in: campaign.id, in: scope)
        }
        guard place.level >= .block, let area = campaign.area, location.lies(in: area) else {
            throw Problem.invalid("place", "otherArea")
        }
        guard day >= campaign.firstDay, day <= Day(scope.environment.now()) else {
            throw Problem.invalid("day", "notInDrive")
        }
        guard (1...limit).contains(forms) else { throw Problem.invalid("forms", "range") }
        let serial: Int =
            try scope.transaction.value(
                "SELECT COALESCE(max(serial), 0) + 1 FROM form_bundles WHERE district = \(location.district)") ?? 1
        try scope.transaction.run(
            """
            INSERT INTO form_bundles (id, serial, campaign, \(Location.columns), day, forms, collector, created)
            VALUES (\(id), \(serial), \(campaign.id), \(location.values), \(day.description), \(forms), \
            \(scope.actor.user), \(scope.now))
            """)
        try scope.record("collected", "formBundle", id, at: place, details: ["forms": String(forms)])
        return try find(id, in: campaign.id, in: scope)
    }
}
