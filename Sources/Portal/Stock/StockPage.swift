import Hummingbird
import Registry

extension Routes {
    static let stock: [Route] = [
        .get("/campaigns/:id/stock", .roles(.readers), StockPage.show),
        .post("/campaigns/:id/stock", .roles(StockMovement.keepers), StockPage.add),
    ]
}

/// What the blocks of a drive got, used and have left; of one block also the ledger behind it.
enum StockPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit, Form(), []) }

    static func add(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        _ = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        guard let line = form["id"].flatMap({ RecordID($0) }), let place = form["place"].flatMap({ PlaceID($0) }),
            let item = form["item"].flatMap(StockMovement.Item.init),
            let kind = form["kind"].flatMap(StockMovement.Kind.init)
        else { throw Problem(.unreadable) }
        let quantity = form["quantity"].flatMap { Int(Digits.ascii($0)) } ?? -1
        do {
            try await visit.registry.write(as: visit.actor) {
                try StockMovement.add(
                    id: line, in: id, at: place, item, kind, quantity: quantity, note: form["note"] ?? "", in: $0)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, form, problem.fields)
        }
        return visit.redirect(to: "/campaigns/\(id)/stock?place=\(place)")
    }

    private static func page(_ visit: Visit, _ form: Form, _ faults: [Problem.Field]) async throws -> Response {
        let id = try visit.id()
        let campaign = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        let place = try form["place"].flatMap { PlaceID($0) } ?? DriveHead.place(campaign, visit)
        let isBlock = [.block, .municipality].contains(place.level)
        let (levels, lines, names) = try await visit.registry.read(as: visit.actor) { scope in
            let lines = isBlock ? try StockMovement.all(in: id, at: place, in: scope) : []
            return (
                try StockMovement.levels(in: id, at: place, in: scope), lines,
                try User.names(of: lines.compactMap(\.actor), in: scope)
            )
        }
        var model = DriveHead.model(campaign, visit)
        FormFaults.add(faults, labels: "stock.field", to: &model, visit)
        model["places"] = DriveHead.choices(campaign, place, visit)
        let blocks = levels.keys.map { ($0, visit.registry.places[$0]?.name(in: visit.language) ?? "") }
            .sorted { $0.1 < $1.1 }
        model["blocks"] = blocks.map { block, name -> [String: Any] in
            [
                "name": name, "href": "/campaigns/\(id)/stock?place=\(block)",
                "items": StockMovement.Item.allCases.map { item -> [String: Any] in
                    let level = levels[block]?[item] ?? .init()
                    return [
                        "item": visit.text("stock.item.\(item.rawValue)"), "issued": Written.number(level.issued),
                        "used": Written.number(level.used), "left": Written.number(level.left),
                        "returned": Written.number(level.returned), "short": level.issued > 0 && level.left == 0,
                    ]
                },
            ]
        }
        model["empty"] = blocks.isEmpty
        model["isBlock"] = isBlock
        model["lines"] = lines.map { line -> [String: Any] in
            [
                "time": Written.time(line.time), "item": visit.text("stock.item.\(line.item.rawValue)"),
                "kind": visit.text("stock.kind.\(line.kind.rawValue)"),
                "change": (line.change > 0 ? "+" : "") + Written.number(line.change), "note": line.note,
                "who": line.actor.flatMap { names[$0] } ?? "",
            ]
        }
        let isIssuer = visit.actor.has(any: StockMovement.issuers)
        let kinds = StockMovement.Kind.allCases.filter { isIssuer || $0 == .used || $0 == .counted }
        model["mayAdd"] =
            isBlock
            && visit.actor.assignments.contains {
                StockMovement.keepers.contains($0.role) && visit.registry.places.lies(place, in: $0.place)
            }
        model["id"] = form["id"] ?? visit.registry.environment.newID().description
        model["place"] = place.description
        model["items"] = DeskFilters.options(
            StockMovement.Item.allCases, form["item"].flatMap(StockMovement.Item.init), "stock.item", visit)
        model["kinds"] = DeskFilters.options(
            kinds, form["kind"].flatMap(StockMovement.Kind.init), "stock.kind", visit)
        model["quantity"] = form["quantity"] ?? ""
        model["note"] = form["note"] ?? ""
        return visit.page(
            "stock-show", title: visit.text("stock.title"), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}
