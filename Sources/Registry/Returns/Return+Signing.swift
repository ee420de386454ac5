import Store

extension Return {
    /// When somebody may sign it: from its day on; the final one from the day after the last.
    package static func opens(_ kind: Kind, on day: Day) -> Day { kind == .daily ? day : day + 1 }

    /// Counts the return, freezes it under the officer's name and sends it; the same id again is the same version.
    ///
    /// `version` is the one that the officer was shown as the next. Throws `Problem`: not found outside the area, not allowed
    /// for other roles, wrong state before its day or on a day off, changed meanwhile where somebody else signed, `invalid` for
    /// a new version without a reason.
    @discardableResult
    package static func sign(
        id: RecordID, _ kind: Kind, of campaign: RecordID, district: PlaceID, on day: Day, version: Int,
        remark: String = "", reason: String = "", in scope: Scope
    ) throws -> SignedReturn {
        let campaign = try Campaign.find(campaign, in: scope)
        let figures = try count(kind, of: campaign, district: district, on: day, in: scope)
        guard scope.reaches(district, roles: signers) else { throw Problem.notAllowed }
        let versions = try SignedReturn.versions(of: kind, on: day, in: campaign.id, district: district, in: scope)
        if let known = versions.first(where: { $0.id == id }) { return known }
        guard isWanted(kind, on: day, in: campaign), opens(kind, on: day) <= Day(scope.environment.now()) else {
            throw Problem(.wrongState)
        }
        guard version == versions.count + 1 else { throw Problem(.changedMeanwhile) }
        var faults: [Problem.Field] = []
        if version > 1, reason.allSatisfy(\.isWhitespace) { faults.append(.init("reason", "required")) }
        if reason.count > 500 { faults.append(.init("reason", "tooLong")) }
        if remark.count > 2_000 { faults.append(.init("remark", "tooLong")) }
        guard faults.isEmpty else { throw Problem(.invalid, fields: faults) }
        let due = campaign.deadline(of: day, isFinal: kind == .closing).milliseconds
        let content = SignedReturn.Content(
            id: id, version: version, reason: version > 1 ? reason : "", remark: remark, signer: scope.actor.user,
            signed: scope.now, due: due, figures: figures)
        let text = String(decoding: try PersonalJSON.encode(content), as: UTF8.self)
        try scope.transaction.run(
            """
            INSERT INTO drive_returns (id, campaign, district, day, kind, version, due, signed, signer, content, hash)
            VALUES (\(id), \(campaign.id), \(district), \(day.description), \(kind.rawValue), \(version), \(due), \
            \(scope.now), \(scope.actor.user), \(text), \(SignedReturn.hash(text)))
            """)
        try scope.record(
            "signed", "return", id, at: district,
            details: ["kind": kind.rawValue, "day": day.description, "version": String(version)])
        try Mail.queue(
            id: id, .signedReturn, of: kind, on: day, in: campaign.id, district: district, to: campaign.recipients,
            language: scope.actor.language, in: scope)
        guard
            let signed = try SignedReturn.versions(
                of: kind, on: day, in: campaign.id, district: district, in: scope
            ).first
        else { throw Problem(.failed) }
        return signed
    }

    /// True for a day on which the drive works, and for the final return of its last day.
    package static func isWanted(_ kind: Kind, on day: Day, in campaign: Campaign) -> Bool {
        kind == .daily ? campaign.workDays.contains(day) : day == campaign.lastDay
    }
}
