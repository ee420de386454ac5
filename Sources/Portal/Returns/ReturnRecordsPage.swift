import Exchange
import Hummingbird
import Registry

/// The records that a figure of a return counts, as they are now.
enum ReturnRecordsPage {
    private static let length = 50

    static func show(_ visit: Visit) async throws -> Response {
        let address = try ReturnAddress(visit)
        let place = visit.query("place").flatMap { PlaceID($0) }
        let figure = visit.query("figure").flatMap(Return.Figure.init)
        let after = visit.query("after").flatMap { RecordID($0) }
        let (campaign, day, sources, names) = try await visit.registry.write(as: visit.actor) { scope in
            let campaign = try Campaign.find(address.campaign, in: scope)
            guard !Return.districts(of: campaign, in: scope).isEmpty else { throw Problem.notFound }
            let day = try address.day(in: campaign)
            guard let place, let figure else { return (campaign, day, [], [:]) as Found }
            let sources = try Return.sources(
                of: figure, address.kind, at: place, of: campaign, on: day, after: after, limit: length + 1, in: scope)
            let visitors = sources.compactMap { source -> RecordID? in
                if case .visit(let visit, _) = source { visit.visitor } else { nil }
            }
            return (campaign, day, sources, try User.names(of: visitors, in: scope)) as Found
        }
        let path = ReturnAddress.path(campaign.id, address.kind, day)
        guard let place, let figure else { return visit.redirect(to: path) }
        let shown = sources.prefix(length)
        let columns = Return.Figure.columns(of: address.kind)
        let query = "?district=\(address.district?.description ?? "")&place=\(place)&figure=\(figure.rawValue)"
        return visit.page(
            "returns-records", title: visit.registry.places[place]?.name(in: visit.language) ?? "",
            [
                "heading": columns.firstIndex(of: figure).map { ReturnSheet.headings(address.kind)[$0 + 3] } ?? "",
                "explanation": visit.text("returns.explain.\(figure.rawValue)"),
                "return": ReturnAddress.title(address.kind, day, visit),
                "back": path + (address.district.map { "?district=\($0)" } ?? ""),
                "people": figure == .target, "applications": [.approved, .rejected, .digitised].contains(figure),
                "visits": [.today, .covered, .houses, .forms].contains(figure),
                "lines": shown.map { line($0, names, visit) }, "empty": shown.isEmpty,
                "next": sources.count > length
                    ? "\(path)/records\(query)&after=\(shown.last?.id.description ?? "")" : "",
            ])
    }

    private typealias Found = (Campaign, Day, [Return.Source], [RecordID: String])

    private static func line(
        _ source: Return.Source, _ names: [RecordID: String], _ visit: Visit
    ) -> [String: Any] {
        switch source {
        case .person(let person):
            return [
                "name": name(person.person), "guardian": person.person.husband ?? person.person.father ?? "",
                "village": person.village, "outcome": outcome(person.outcome, visit),
            ]
        case .visit(let report, let person):
            return [
                "day": Written.turned(report.day.description),
                "name": (person?.person ?? report.report.person).map(name) ?? visit.text("returns.unnamed"),
                "village": person?.village ?? report.location.panchayat.flatMap {
                    visit.registry.places[$0]?.name(in: visit.language)
                } ?? "",
                "outcome": outcome(report.report.outcome, visit),
                "form": visit.text("returns.form.\(report.report.form.rawValue)"),
                "visitor": report.visitor.flatMap { names[$0] } ?? "",
            ]
        case .application(let application):
            return [
                "href": "/applications/\(application.id)", "name": name(application.person),
                "number": application.number.map(RegistrationNumber.grouped) ?? visit.text("desk.noNumber"),
                "status": visit.text("workflow.status.\(application.status.rawValue)"),
                "submitted": application.submitted.map(Written.day) ?? "",
            ]
        }
    }

    private static func name(_ person: Person) -> String { person.name ?? person.localName ?? "" }

    private static func outcome(_ outcome: HouseVisit.Outcome?, _ visit: Visit) -> String {
        visit.text("returns.outcome.\(outcome?.rawValue ?? "none")")
    }
}
