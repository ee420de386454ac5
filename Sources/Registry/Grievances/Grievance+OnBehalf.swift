import Store

extension Grievance {
    /// Somebody who calls for help for a worker, with a mobile that nobody proved.
    package struct Helper: Sendable {
        package let name: String
        package let mobile: String
        /// Registration number of the worker, if it is known; a wrong one is passed over.
        package let worker: String?
        /// District of the worker's home.
        package let district: PlaceID?
        /// Where the request came from.
        package let address: String

        package init(name: String, mobile: String, worker: String?, district: PlaceID?, address: String) {
            (self.name, self.mobile, self.worker, self.district, self.address) = (
                name, mobile, worker, district, address
            )
        }
    }

    static let perAddress = 5
    static let perMobile = 3
    static let perRegister = 300

    /// Takes an emergency from somebody who isn't signed in; whether the worker is known here is not told.
    ///
    /// It may be repeated with the same id. Throws `Problem.invalid` with the fields that can't be taken, and `Problem.tooMany` after
    /// five in an hour from one address, three in a day for one mobile, or three hundred in an hour altogether.
    @discardableResult
    package static func report(_ draft: Draft, by helper: Helper, in scope: Scope) throws -> Grievance {
        var problems = draft.problems
        let mobile = OwnRecords.plainMobile(helper.mobile.compactMap(\.wholeNumberValue).map(String.init).joined())
        if mobile == nil { problems.append(.init("mobile", helper.mobile.isEmpty ? "required" : "mobile")) }
        if helper.name.isEmpty { problems.append(.init("name", "required")) }
        if helper.name.count > 120 { problems.append(.init("name", "tooLong")) }
        let district = helper.district.flatMap { scope.places[$0] }
        if district?.id.level != .district { problems.append(.init("district", "required")) }
        guard problems.isEmpty, let mobile, let district else { throw Problem(.invalid, fields: problems) }
        let index = scope.vault.blindIndex(mobile, for: "mobile")
        if let known = try filed(draft.id, index, in: scope) { return known }
        let address = scope.vault.blindIndex(helper.address, for: "address")
        let hour: Int64 = 3_600_000
        guard try count(since: hour, "address = \(address)", in: scope) < perAddress,
            try count(since: 24 * hour, "mobile_index = \(index)", in: scope) < perMobile,
            try count(since: hour, "proved = 0", in: scope) < perRegister
        else { throw Problem(.tooMany) }
        let worker = try helper.worker.flatMap(RegistrationNumber.parse).flatMap {
            try scope.transaction.row("SELECT * FROM workers WHERE number = \($0)")
        }.map { try Worker($0, in: scope) }
        return try write(
            draft, .init(name: helper.name, mobile: mobile, text: draft.text), index, worker: worker?.id,
            at: worker?.location ?? Location(district.id, in: scope.places), address: address, in: scope)
    }

    /// What the page after filing says; whoever has the id, which nobody can guess, made it.
    package static func receipt(_ id: RecordID, in scope: Scope) throws -> (number: String, due: Int64) {
        guard let row = try scope.transaction.row("SELECT number, due FROM grievances WHERE id = \(id) AND proved = 0")
        else { throw Problem.notFound }
        return (try row["number"], try row["due"])
    }
}
