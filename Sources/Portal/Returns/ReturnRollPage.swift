import Exchange
import Hummingbird
import Registry

/// The returns of all districts for one day: who signed, who is late, and the figures side by side.
enum ReturnRollPage {
    private struct District {
        let place: PlaceID
        let standing: ReturnCalendar.Standing
        let signed: SignedReturn?
        let figures: [Return.Figure: Int]
    }

    static func show(_ address: ReturnAddress, _ visit: Visit) async throws -> Response {
        let (campaign, day, calendar, signed, live) = try await visit.registry.read(as: visit.actor) { scope in
            let campaign = try Campaign.find(address.campaign, in: scope)
            let (calendar, day) = (try ReturnCalendar(of: campaign, in: scope), try address.day(in: campaign))
            return (
                campaign, day, calendar,
                try SignedReturn.latest(
                    of: address.kind, on: day, in: campaign.id, districts: calendar.districts, in: scope),
                try Return.figures(address.kind, of: calendar.districts, in: campaign, on: day, in: scope)
            )
        }
        guard let wanted = calendar.wanted.first(where: { $0.kind == address.kind && $0.day == day }) else {
            throw Problem.notFound
        }
        let districts = calendar.districts.map { place in
            District(
                place: place, standing: calendar.standing(wanted, place), signed: signed[place],
                figures: signed[place]?.figures.total.figures ?? live[place] ?? [:])
        }
        let columns = Return.Figure.columns(of: address.kind)
        let counts = calendar.counts(wanted)
        let path = ReturnAddress.path(campaign.id, address.kind, day)
        return visit.page(
            "returns-roll", title: ReturnAddress.title(address.kind, day, visit),
            [
                "drive": campaign.name, "days": "/campaigns/\(campaign.id)/returns",
                "due": visit.text("returns.dueBy", Written.time(wanted.due)),
                "figures": ReturnCalendar.Standing.allCases.filter { counts[$0] != nil || $0 == .signed }.map {
                    [
                        "count": Written.number(counts[$0] ?? 0), "text": visit.text("returns.standing.\($0.rawValue)"),
                        "late": $0 == .missing,
                    ] as [String: Any]
                },
                "headings": ReturnSheet.headings(address.kind).dropFirst(3).map { ["text": $0] },
                "districts": districts.map { line($0, columns, path, address.kind, visit) },
                "totals": columns.map { figure in
                    ["count": Written.number(districts.reduce(0) { $0 + ($1.figures[figure] ?? 0) })]
                },
                "share": visit.text(address.kind == .daily ? "returns.share.daily" : "returns.share.final"),
            ])
    }

    private static func line(
        _ district: District, _ columns: [Return.Figure], _ path: String, _ kind: Return.Kind, _ visit: Visit
    ) -> [String: Any] {
        let target = district.figures[.target] ?? 0
        let done = district.figures[kind == .daily ? .covered : .digitised] ?? 0
        let tenths = target > 0 ? min(1000, max(0, done * 1000 / target)) : 0
        return [
            "href": "\(path)?district=\(district.place)",
            "name": visit.registry.places[district.place]?.name(in: visit.language) ?? "",
            "badge": ReturnAddress.badge(district.standing, visit),
            "signed": district.signed.map { Written.time($0.signed) } ?? "",
            "version": district.signed.map { $0.version > 1 ? visit.text("returns.version", String($0.version)) : "" }
                ?? "",
            "width": "\(tenths / 10).\(tenths % 10)", "percent": target > 0 ? "\(tenths / 10) %" : "–",
            "counts": columns.map { ["count": Written.number(district.figures[$0] ?? 0)] },
        ]
    }
}
