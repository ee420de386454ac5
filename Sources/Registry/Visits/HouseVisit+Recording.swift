import Foundation
import Store

extension HouseVisit {
    /// Who reports visits, in their area.
    package static let visitors: Set<Role> = [
        .enumerator, .secretary, .counterOperator, .verifier, .designatedOfficer,
    ]

    /// What became of a report. A contradiction is an answer and no thrown problem, because what was sent has to be kept.
    package enum Recording: Sendable, Equatable {
        case taken, repeated
        /// Kept beside another visit that says otherwise, until an officer decides.
        case contradicts(RecordID)
        /// The same id came with another content before.
        case conflicting
    }

    /// Takes a report once, and changes the person's state and the drive's figures with it.
    ///
    /// Throws `Problem`: not found for a drive or person outside the actor's area, `invalid` with the fields that can't be,
    /// not allowed for roles that don't visit.
    package static func record(_ report: Report, in scope: Scope) throws -> Recording {
        let json = try PersonalJSON.encode(report)
        let digest = scope.vault.blindIndex(String(decoding: json, as: UTF8.self), for: "content")
        let known: [UInt8]? = try scope.transaction.value("SELECT digest FROM house_visits WHERE id = \(report.id)")
        if known == digest { return .repeated }
        _ = try Campaign.find(report.campaign, in: scope)
        guard scope.reaches(report.place, roles: visitors) else { throw Problem.notAllowed }
        guard known == nil else {
            try VisitCopy.keep(report, digest, in: scope)
            return .conflicting
        }
        return try record(report, by: scope.actor.user, on: scope.actor.device, in: scope)
    }

    /// The same for a report that an officer takes over: it stays its visitor's.
    static func record(
        _ report: Report, by visitor: RecordID?, on device: String, in scope: Scope
    ) throws -> Recording {
        let json = try PersonalJSON.encode(report)
        let digest = scope.vault.blindIndex(String(decoding: json, as: UTF8.self), for: "content")
        let campaign = try Campaign.find(report.campaign, in: scope)
        let leftOut = try report.leftOut.map { try LeftOut.find($0, in: scope) }
        let day = try check(report, campaign, leftOut, in: scope)
        let location = leftOut?.location ?? Location(report.place, in: scope.places)
        let rival = leftOut.flatMap { contradicted(by: report, $0) }
        let sealed = try scope.seal(report, table: "house_visits", column: "content", row: report.id)
        let isFirstAtDoor: Bool =
            try scope.transaction.row("SELECT 1 FROM house_visits WHERE house = \(report.house) AND knock = 1") == nil
        try scope.transaction.run(
            """
            INSERT INTO house_visits (id, campaign, house, knock, left_out, application, \(Location.columns), visitor, device, day,
            visited, received, outcome, form, next_on, standing, digest, content)
            VALUES (\(report.id), \(report.campaign), \(report.house), \(isFirstAtDoor ? 1 : 0), \(report.leftOut), \(report.application), \
            \(location.values), \(visitor), \(device), \(day.description), \(report.visited), \
            \(scope.now), \(report.outcome.rawValue), \(report.form.rawValue), \(report.nextOn), \
            \(rival == nil ? Standing.counts.rawValue : Standing.waits.rawValue), \(digest), \(sealed))
            """)
        let counted: [(DriveMeasure, Bool)] = [
            (.houses, isFirstAtDoor), (.forms, report.form == .filled), (.new, report.outcome == .new),
        ]
        for (measure, isCounted) in counted where isCounted {
            DriveCounter.add(1, measure, of: campaign.id, at: location, on: day.description, in: scope)
        }
        try scope.record(
            "visited", "visit", report.id, at: location.finest, details: ["outcome": report.outcome.rawValue])
        guard var leftOut else { return .taken }
        if let rival {
            try leftOut.dispute(by: report.id, in: scope)
            return .contradicts(rival)
        }
        try leftOut.settle(report, on: day, in: scope)
        return .taken
    }

    /// The day that a visit counts for: the phone's own where its clock can be right, today where it can't.
    private static func check(
        _ report: Report, _ campaign: Campaign, _ leftOut: LeftOut?, in scope: Scope
    ) throws -> Day {
        var faults: [Problem.Field] = []
        let today = Day(scope.environment.now())
        if scope.places[report.place] == nil { faults.append(.init("place", "unknown")) }
        if let area = campaign.area, !scope.places.lies(report.place, in: area) {
            faults.append(.init("place", "otherArea"))
        }
        if (report.outcome == .new) != (leftOut == nil) { faults.append(.init("outcome", "form")) }
        if let list = leftOut?.list, list != campaign.list { faults.append(.init("leftOut", "unknown")) }
        if report.outcome == .registered, report.number.flatMap(RegistrationNumber.parse) == nil {
            faults.append(.init("number", report.number == nil ? "missing" : "form"))
        }
        if report.outcome == .ineligible, report.note?.allSatisfy(\.isWhitespace) ?? true {
            faults.append(.init("note", "missing"))
        }
        if let next = report.nextOn, Day(next)?.description != next { faults.append(.init("nextOn", "form")) }
        for text in [report.note, report.number] where (text?.utf8.count ?? 0) > 4000 {
            faults.append(.init("note", "tooLong"))
        }
        guard faults.isEmpty else { throw Problem(.invalid, fields: faults) }
        guard campaign.closed == nil else { throw Problem(.wrongState) }
        // A phone whose clock is wrong by days would put visits before the drive or after today.
        let said = Day(Date(timeIntervalSince1970: Double(report.visited) / 1000))
        return said <= today && said >= campaign.firstDay ? said : min(today, campaign.lastDay)
    }

    /// The visit that a report contradicts: it says otherwise about somebody already located, and didn't know of that.
    private static func contradicted(by report: Report, _ leftOut: LeftOut) -> RecordID? {
        guard let known = leftOut.visit, let outcome = leftOut.outcome, outcome.isCovered, report.outcome.isCovered,
            outcome != report.outcome, report.seen != known
        else { return nil }
        return known
    }
}
