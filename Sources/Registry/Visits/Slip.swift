import Foundation
import Store

/// The paper that a drive's person brings to a camp or a counter: a slip, or a form printed with what the list knows.
///
///     let bearer = try Slip.bearer(of: "L:0190A6C47B1E7…", in: scope)      // as the QR code is read
///     let bearer = try Slip.bearer(of: "7b1e 70ff 21aa", in: scope)        // as the number beneath is typed
package enum Slip: Sendable, Equatable {
    /// Somebody of the list: known here before the enumerator's phone was on a line again.
    case leftOut(RecordID)
    /// Somebody on no list, as a visit met him.
    case visit(RecordID)

    private var id: RecordID {
        switch self {
        case .leftOut(let id), .visit(let id): id
        }
    }

    /// What the QR code holds: 34 signs of those that it packs tightest.
    package var code: String {
        let sign = if case .leftOut = self { "L" } else { "S" }
        return "\(sign):\(Slip.plain(id))"
    }

    /// What people read and type, `7B1E 70FF 21AA`: the end of the id, which is chance and no time.
    package var number: String {
        let end = Array(Slip.plain(id).suffix(Slip.typed))
        return stride(from: 0, to: end.count, by: 4).map { String(end[$0..<$0 + 4]) }.joined(separator: " ")
    }

    /// Signs of the number.
    private static let typed = 12

    private static func plain(_ id: RecordID) -> String {
        id.description.uppercased().filter { $0 != "-" }
    }

    /// Who brought it, and the drive that looks for him.
    package struct Bearer: Sendable {
        package let campaign: RecordID
        package let leftOut: RecordID?
        /// Where he lives, as finely as it is known.
        package let place: PlaceID?
        package let person: Person
    }

    /// Reads a code or a number and finds its bearer in the actor's area.
    ///
    /// Throws `Problem.invalid` for the field `slip`: `slipUnknown` where there is none, or the phone that wrote it wasn't on a line
    /// since; `applied` where an application of the person is with the officers or through.
    package static func bearer(of text: String, in scope: Scope) throws -> Bearer {
        let unknown = Problem.invalid("slip", "slipUnknown")
        guard let slip = try find(text, in: scope) else { throw unknown }
        switch slip {
        case .leftOut(let id):
            guard let leftOut = try? LeftOut.find(id, in: scope),
                let drive = try drives(in: scope).first(where: { $0.list == leftOut.list })
            else { throw unknown }
            try refuseSecond(leftOut.application, in: scope)
            return Bearer(
                campaign: drive.id, leftOut: id, place: leftOut.location.finest, person: leftOut.placedPerson)
        case .visit(let id):
            guard let visit = try? HouseVisit.find(id, in: scope) else { throw unknown }
            if let leftOut = visit.leftOut { return try bearer(of: Slip.leftOut(leftOut).code, in: scope) }
            try refuseSecond(visit.report.application, in: scope)
            return Bearer(
                campaign: visit.campaign, leftOut: nil, place: visit.location.finest,
                person: visit.report.person ?? Person())
        }
    }

    private static func refuseSecond(_ application: RecordID?, in scope: Scope) throws {
        guard let application,
            let status: String = try scope.transaction.value(
                "SELECT status FROM applications WHERE id = \(application)")
        else { return }
        let mayComeAgain: [Application.Status] = [.draft, .rejected, .withdrawn]
        guard mayComeAgain.map(\.rawValue).contains(status) else { throw Problem.invalid("slip", "applied") }
    }

    private static func find(_ text: String, in scope: Scope) throws -> Slip? {
        let plain = text.uppercased().filter { $0.isASCII && ($0.isHexDigit || "LS:".contains($0)) }
        if plain.count == 34 {
            guard let id = RecordID(hex: plain.dropFirst(2)) else { return nil }
            return plain.hasPrefix("L:") ? .leftOut(id) : plain.hasPrefix("S:") ? .visit(id) : nil
        }
        guard plain.count == typed else { return nil }
        return try find(ending: plain, in: scope)
    }

    /// Walks over the ids of the drives' people in the actor's blocks: some ten thousand, and an index has them all.
    private static func find(ending number: String, in scope: Scope) throws -> Slip? {
        let blocks = scope.actor.assignments.flatMap { assignment -> [PlaceID] in
            if let block = Location(assignment.place, in: scope.places).block { return [block] }
            return [PlaceLevel.block, .municipality].flatMap {
                scope.places.places(below: assignment.place, level: $0).map(\.id)
            }
        }
        let drives = try drives(in: scope)
        guard !blocks.isEmpty, !drives.isEmpty else { return nil }
        var found: [Slip] = []
        try scope.transaction.each(
            """
            SELECT id FROM left_outs WHERE block IN \(list: Padded.list(blocks.map(\.number)))
            AND list IN \(list: drives.compactMap(\.list))
            """
        ) { row in
            let id: RecordID = try row["id"]
            if plain(id).hasSuffix(number) { found.append(.leftOut(id)) }
        }
        try scope.transaction.each(
            """
            SELECT id, campaign FROM house_visits WHERE form = 'slip' AND left_out IS NULL
            AND block IN \(list: Padded.list(blocks.map(\.number)))
            """
        ) { row in
            let (id, campaign): (RecordID, RecordID) = (try row["id"], try row["campaign"])
            guard plain(id).hasSuffix(number), drives.contains(where: { $0.id == campaign }) else { return }
            found.append(.visit(id))
        }
        return found.count == 1 ? found[0] : nil
    }

    /// Drives that have begun and aren't closed, the latest first: forms come in for some days after the last one.
    private static func drives(in scope: Scope) throws -> [Campaign] {
        let today = Day(scope.environment.now())
        return try Campaign.all(in: scope).filter { $0.closed == nil && $0.firstDay <= today }
    }
}

extension Application {
    /// Begins a draft for whoever brought a slip: with what the drive's list knows of him, in his own place where the actor may take
    /// it, and as the drive's.
    ///
    /// It shows somebody's data to whoever has the number, and is written down as such. Throws `Problem.invalid` as `Slip.bearer`.
    package static func begin(_ draft: Draft, withSlip text: String, in scope: Scope) throws {
        let bearer = try Slip.bearer(of: text, in: scope)
        var draft = draft
        draft.person = bearer.person
        if let place = bearer.place, scope.reaches(place, roles: makers) { draft.place = place }
        try save(draft, in: scope)
        try join(bearer.campaign, application: draft.id, at: draft.place, for: bearer.leftOut, in: scope)
        try scope.record(
            "viewed", "slip", bearer.leftOut, at: bearer.place, details: ["application": draft.id.description])
    }
}

extension RecordID {
    /// Thirty-two digits of an id without its dashes.
    fileprivate init?(hex: Substring) {
        let digits = Array(hex)
        guard digits.count == 32 else { return nil }
        let bytes = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
        guard bytes.count == 16 else { return nil }
        self.init(bytes: bytes)
    }
}
