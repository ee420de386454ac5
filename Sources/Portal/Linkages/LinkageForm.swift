import Exchange
import Hummingbird
import Registry

/// Which column of two lists holds what: guessed, shown with what stands in them, changed by whoever knows better.
enum LinkageForm {
    /// What is compared, in the order of the page; `age` is the model's birth, told by full years.
    static let fields = [
        "id", "name", "guardian", "birth", "age", "sex", "mobile", "epic", "aadhaar", "identifier", "district", "block",
        "gp",
        "village", "pin", "state_of_stay", "occupation",
    ]

    private static let hinted: Set = ["id", "guardian", "district"]

    private struct Side {
        let name: String
        let list: UploadedList
        let head: UploadedList.Head
    }

    static func show(_ visit: Visit) async throws -> Response {
        guard let left = visit.query("left").flatMap({ RecordID($0) }),
            let right = visit.query("right").flatMap({ RecordID($0) })
        else { return visit.redirect(to: "/lists") }
        let sides = try await sides(left, right, visit)
        let chosen = sides.map { guess($0.head) }
        return page(visit, visit.registry.environment.newID(), sides, chosen: chosen, days: ["", ""], faults: [:])
    }

    static func begin(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }), let left = form["left"].flatMap({ RecordID($0) }),
            let right = form["right"].flatMap({ RecordID($0) })
        else { throw Problem(.unreadable) }
        let sides = try await sides(left, right, visit)
        var faults: [String: String] = [:]
        let columns = sides.map { read($0, form, &faults) }
        guard faults.isEmpty else {
            let chosen = sides.map { side in
                Dictionary(
                    fields.compactMap { field in form["\(side.name).\(field)"].map { (field, $0) } },
                    uniquingKeysWith: { $1 })
            }
            let days = sides.map { form["\($0.name).asOf"] ?? "" }
            return page(visit, id, sides, chosen: chosen, days: days, faults: faults)
        }
        _ = try await visit.registry.write(as: visit.actor) { scope in
            var request = LinkageRun.Request(left: columns[0], right: columns[1])
            request.spellings = try LinkageRun.spellings(
                at: UploadedList.find(left, in: scope).location.finest, in: scope)
            return try LinkageRun.begin(id, left: left, right: right, request: request, in: scope)
        }
        return visit.redirect(to: "/linkages/\(id)")
    }

    private static func sides(_ left: RecordID, _ right: RecordID, _ visit: Visit) async throws -> [Side] {
        guard left != right else { throw Problem.invalid("right", "twice") }
        return try await visit.registry.write(as: visit.actor) { scope in
            try zip(["left", "right"], [left, right]).map { name, id in
                let list = try UploadedList.find(id, in: scope)
                guard list.status == .ready, let head = try list.head(in: scope) else { throw Problem(.wrongState) }
                return Side(name: name, list: list, head: head)
            }
        }
    }

    /// Guessed columns as the form says them: numbers of headings, joined by `+`.
    private static func guess(_ head: UploadedList.Head) -> [String: String] {
        let headings = head.headings
        let map = ColumnMap.guess(headings).completed(headings, rows: head.samples)
        func numbers(_ wanted: [String]) -> String {
            wanted.compactMap { headings.firstIndex(of: $0) }.map(String.init).joined(separator: "+")
        }
        var chosen = map.columns.mapValues(numbers)
        let births = map.columns["birth"] ?? []
        chosen["birth"] = numbers(births.filter { !map.holdsAges($0) }.prefix(1).map(\.self))
        chosen["age"] = numbers(births.filter { map.holdsAges($0) }.prefix(1).map(\.self))
        chosen["id"] = map.id.map { numbers([$0]) }
        return chosen
    }

    private static func read(
        _ side: Side, _ form: Form, _ faults: inout [String: String]
    ) -> LinkageRun.Request.Columns {
        var columns = LinkageRun.Request.Columns(headings: [:])
        for field in fields {
            let numbers = (form["\(side.name).\(field)"] ?? "").split(separator: "+").map { Int($0) }
            let headings = numbers.compactMap {
                $0.flatMap { side.head.headings.indices.contains($0) ? side.head.headings[$0] : nil }
            }
            if headings.isEmpty || headings.count != numbers.count { continue }
            if field == "id" { columns.id = headings[0] } else { columns.headings[field] = headings }
        }
        if columns.headings["name"] == nil { faults["\(side.name).name"] = "required" }
        if let written = form["\(side.name).asOf"] {
            columns.asOf = Written.start(ofDay: written).map(Written.isoDay)
            if columns.asOf == nil { faults["\(side.name).asOf"] = "date" }
        } else if columns.headings["age"] != nil {
            faults["\(side.name).asOf"] = "required"
        }
        return columns
    }

    private static func page(
        _ visit: Visit, _ id: RecordID, _ sides: [Side], chosen: [[String: String]], days: [String],
        faults: [String: String]
    ) -> Response {
        let models: [[String: Any]] = zip(sides, zip(chosen, days)).map { side, said in
            let (chosen, day) = said
            return [
                "side": side.name, "list": side.list.id.description, "name": side.list.name,
                "title": visit.text("linkage.\(side.name)"),
                "rows": visit.text("lists.rowsOf", Written.number(side.list.rows ?? 0)),
                "fields": fields.map { field in
                    let name = "\(side.name).\(field)"
                    return [
                        "name": name, "text": visit.text("linkage.column.\(field)"),
                        "hint": hinted.contains(field) ? visit.text("linkage.\(field)Hint") : "",
                        "fault": faults[name].map { visit.text("field.\($0)") } ?? "",
                        "options": options(side.head, chosen[field] ?? ""),
                    ] as [String: Any]
                },
                "day": day, "dayFault": faults["\(side.name).asOf"].map { visit.text("field.\($0)") } ?? "",
                "columns": side.head.headings.indices.map {
                    ["heading": side.head.headings[$0], "samples": ListPage.samples(side.head, $0)]
                },
            ]
        }
        return visit.page(
            "linkage-new", title: visit.text("linkage.new"),
            [
                "id": id.description, "sides": models, "hasFaults": !faults.isEmpty,
                "faults": faults.sorted { $0.key < $1.key }.map { name, reason in
                    let parts = name.split(separator: ".")
                    let label = parts[1] == "asOf" ? "linkage.asOf" : "linkage.column.\(parts[1])"
                    return [
                        "name": name, "text": visit.text("field.\(reason)"),
                        "label": "\(visit.text("linkage.\(parts[0])")): \(visit.text(label))",
                    ]
                },
            ], status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    private static func options(_ head: UploadedList.Head, _ chosen: String) -> [[String: Any]] {
        var options = head.headings.indices.map { (String($0), head.headings[$0]) }
        if chosen.contains("+") {
            let names = chosen.split(separator: "+").compactMap { Int($0) }.filter {
                head.headings.indices.contains($0)
            }
            options.insert((chosen, names.map { head.headings[$0] }.joined(separator: " + ")), at: 0)
        }
        return options.map { ["value": $0.0, "text": $0.1, "selected": $0.0 == chosen] }
    }
}
