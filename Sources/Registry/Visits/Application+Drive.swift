internal import Foundation
import Store

/// The drive that an application came in with: it counts there when it is submitted and when it is decided.
extension Application {
    /// Notes the drive, once; `collector` is the body that took the form and is paid for it: without one the gram panchayat or
    /// municipality of the place. Who works for a service centre collects for the centre.
    ///
    /// An application that went on before its paper was accounted for is counted with the steps that it took. Throws
    /// `Problem.notFound` for a drive that doesn't concern the actor, `invalid` for a person of another list.
    package static func join(
        _ campaign: RecordID, application: RecordID, at place: PlaceID, for leftOut: RecordID? = nil,
        collector: PlaceID? = nil, in scope: Scope
    ) throws {
        let campaign = try Campaign.find(campaign, in: scope)
        if let leftOut, try LeftOut.find(leftOut, in: scope).list != campaign.list {
            throw Problem.invalid("leftOut", "unknown")
        }
        let location = Location(place, in: scope.places)
        let centre = try Centre.of(scope.actor.user, in: scope)?.id
        let collected = collector.map { Location($0, in: scope.places) } ?? location
        let payee = centre == nil ? IncentiveBody.collector(at: collected) : nil
        let added = try scope.transaction.run(
            """
            INSERT INTO drive_applications (application, campaign, left_out, collector, centre, \(Location.columns))
            VALUES (\(application), \(campaign.id), \(leftOut), \(payee), \(centre), \(location.values))
            ON CONFLICT DO NOTHING
            """)
        guard added == 1 else { return }
        if let leftOut {
            try scope.transaction.run(
                "UPDATE left_outs SET application = \(application), changed = \(scope.now) WHERE id = \(leftOut)")
        }
        let taken = try scope.transaction.rows(
            "SELECT status_before, status_after, time FROM steps WHERE noun = 'application' AND record = \(application)"
        )
        for step in taken {
            guard let before = Status(rawValue: try step["status_before"]),
                let after = Status(rawValue: try step["status_after"]),
                let measure = DriveMeasure(step: before, to: after)
            else { continue }
            let day = Day(Date(milliseconds: try step["time"])).description
            DriveCounter.add(1, measure, of: campaign.id, at: location, on: day, in: scope)
        }
    }

    /// A draft that is thrown away leaves its drive: the person of the list may begin another.
    static func leaveDrive(_ application: RecordID, in scope: Scope) throws {
        let leftOut: RecordID? = try scope.transaction.value(
            "SELECT left_out FROM drive_applications WHERE application = \(application)")
        if let leftOut {
            try scope.transaction.run(
                """
                UPDATE left_outs SET application = NULL, changed = \(scope.now)
                WHERE id = \(leftOut) AND application = \(application)
                """)
        }
        try scope.transaction.run("DELETE FROM drive_applications WHERE application = \(application)")
    }

    /// Counts a step that was taken: the first submission, an approval, a rejection.
    func countInDrive(_ from: Status, in scope: Scope) throws {
        guard let measure = DriveMeasure(step: from, to: status) else { return }
        guard
            let row = try scope.transaction.row(
                "SELECT campaign, left_out, \(Location.columns) FROM drive_applications WHERE application = \(id)")
        else { return }
        let today = Day(scope.environment.now()).description
        DriveCounter.add(1, measure, of: try row["campaign"], at: try Location(row), on: today, in: scope)
        let leftOut: RecordID? = try row["left_out"]
        guard measure == .approved, let leftOut, let worker else { return }
        try scope.transaction.run(
            "UPDATE left_outs SET worker = \(worker), changed = \(scope.now) WHERE id = \(leftOut)")
    }
}
