import Exchange
import Hummingbird
import Registry

/// One return: the annexure, what was signed and what came in since, and the form that signs it.
enum ReturnPage {
    /// What the page of one district shows.
    struct Shown: Sendable {
        let campaign: Campaign
        let day: Day
        let district: PlaceID
        let hasOthers: Bool
        let standing: ReturnCalendar.Standing
        let due: Int64
        let live: Return
        /// The latest first.
        let versions: [SignedReturn]
        let names: [RecordID: String]

        /// The version that is asked for, or the latest; nil where there is none, or the figures of now are asked for.
        func version(_ number: Int?) throws -> SignedReturn? {
            guard let number else { return versions.first }
            if number == 0 { return nil }
            guard let version = versions.first(where: { $0.version == number }) else { throw Problem.notFound }
            return version
        }

        func sheet(_ version: SignedReturn?, _ language: String) -> ReturnSheet {
            ReturnSheet(
                version?.figures ?? live, version: version, signer: version?.signer.flatMap { names[$0] } ?? "",
                language: language)
        }
    }

    static func show(_ visit: Visit) async throws -> Response {
        let address = try ReturnAddress(visit)
        let shown = try await visit.registry.read(as: visit.actor) { try find(address, in: $0) }
        guard let shown else { return try await ReturnRollPage.show(address, visit) }
        return try page(shown, address, visit)
    }

    /// Nil where there are several districts and none is chosen.
    static func find(_ address: ReturnAddress, in scope: Scope) throws -> Shown? {
        let campaign = try Campaign.find(address.campaign, in: scope)
        let calendar = try ReturnCalendar(of: campaign, in: scope)
        let day = try address.day(in: campaign)
        guard let district = try address.district(of: calendar.districts) else { return nil }
        let versions = try SignedReturn.versions(
            of: address.kind, on: day, in: campaign.id, district: district, in: scope)
        guard let wanted = calendar.wanted.first(where: { $0.kind == address.kind && $0.day == day }) else {
            throw Problem.notFound
        }
        return Shown(
            campaign: campaign, day: day, district: district, hasOthers: calendar.districts.count > 1,
            standing: calendar.standing(wanted, district), due: wanted.due,
            live: try Return.count(address.kind, of: campaign, district: district, on: day, in: scope),
            versions: versions, names: try User.names(of: versions.compactMap(\.signer), in: scope))
    }

    static func sign(_ visit: Visit) async throws -> Response {
        let (address, form) = (try ReturnAddress(visit), try await visit.form())
        let (id, version) = (form["id"].flatMap { RecordID($0) }, form["version"].flatMap { Int($0) })
        do {
            try await visit.registry.write(as: visit.actor) { scope in
                let campaign = try Campaign.find(address.campaign, in: scope)
                let districts = Return.districts(of: campaign, in: scope)
                guard let district = try address.district(of: districts) else { throw Problem.notFound }
                guard let id, let version else { throw Problem(.unreadable) }
                _ = try Return.sign(
                    id: id, address.kind, of: campaign.id, district: district, on: try address.day(in: campaign),
                    version: version, remark: form["remark"] ?? "", reason: form["reason"] ?? "", in: scope)
            }
        } catch let problem as Problem where problem.code == .invalid {
            guard let shown = try await visit.registry.read(as: visit.actor, { try find(address, in: $0) }) else {
                throw problem
            }
            return try page(shown, address, visit, faults: problem.fields, typed: form)
        }
        let query = address.district.map { "?district=\($0)" } ?? ""
        return visit.redirect(to: visit.path.dropLast("/signature".count) + query)
    }
}
