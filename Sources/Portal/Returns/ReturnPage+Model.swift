import Exchange
import Hummingbird
import Registry

extension ReturnPage {
    static func page(
        _ shown: Shown, _ address: ReturnAddress, _ visit: Visit, faults: [Problem.Field] = [], typed: Form = Form()
    ) throws -> Response {
        let version = try shown.version(address.version)
        let sheet = shown.sheet(version, visit.language)
        let path = ReturnAddress.path(shown.campaign.id, address.kind, shown.day)
        let query = "?district=\(shown.district)"
        let shownVersion = "&version=\(version?.version ?? 0)"
        var model: [String: Any] = [
            "drive": shown.campaign.name, "days": "/campaigns/\(shown.campaign.id)/returns",
            "all": shown.hasOthers ? path : "", "badge": ReturnAddress.badge(shown.standing, visit),
            "due": visit.text("returns.dueBy", Written.time(shown.due)),
            "lead": visit.text("returns.lead.\(address.kind.rawValue)"),
            "titles": sheet.titles.map { ["text": $0] },
            "headings": sheet.headings.enumerated().map { ["text": $1, "count": $0 > 2] as [String: Any] },
            "rows": sheet.rows.map { row($0, path, query, address.kind) },
            "total": row(sheet.total, path, query, address.kind),
            "notes": sheet.notes.map { ["text": $0] },
            "explanations": explanations(address.kind, sheet, visit),
            "files": ["xlsx", "pdf"].map {
                ["href": "\(path)/sheet.\($0)\(query)\(shownVersion)", "text": visit.text("returns.file.\($0)")]
            },
        ]
        if let version {
            model["broken"] = !version.isIntact
            model["signedText"] = "\(path)/signed.json\(query)\(shownVersion)"
        } else {
            model["unsigned"] = true
        }
        model["versions"] =
            shown.versions.isEmpty
            ? []
            : [link(nil, shown, path + query, version, visit)]
                + shown.versions.map { link($0, shown, path + query, version, visit) }
        model["hasVersions"] = !shown.versions.isEmpty
        let changes = version?.figures.changes(to: shown.live) ?? []
        model["changes"] = changes.map { change(address.kind, $0, visit) }
        model["hasChanges"] = !changes.isEmpty
        if let form = form(shown, address, changes, visit, faults, typed) { model["form"] = form }
        return visit.page(
            "returns-show", title: ReturnAddress.title(address.kind, shown.day, visit), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    /// The cells of a line; every figure of a known place opens the list behind it.
    private static func row(
        _ row: ReturnSheet.Row, _ path: String, _ query: String, _ kind: Return.Kind
    ) -> [String: Any] {
        let place = row.line.place?.place
        let opens = place.map { $0.level != .district } ?? false
        return [
            "number": row.texts[0], "subdivision": row.texts[1], "place": row.texts[2],
            "figures": zip(Return.Figure.columns(of: kind), row.figures).map { figure, number in
                [
                    "count": Written.number(number),
                    "href": opens && number != 0
                        ? "\(path)/records\(query)&place=\(place?.description ?? "")&figure=\(figure.rawValue)" : "",
                ]
            },
        ]
    }

    private static func explanations(
        _ kind: Return.Kind, _ sheet: ReturnSheet, _ visit: Visit
    ) -> [[String: Any]] {
        zip(sheet.headings.dropFirst(3), Return.Figure.columns(of: kind)).map { heading, figure in
            ["heading": heading, "text": visit.text("returns.explain.\(figure.rawValue)")]
        }
    }

    /// A line of the list of versions; nil stands for the figures of now.
    private static func link(
        _ version: SignedReturn?, _ shown: Shown, _ path: String, _ current: SignedReturn?, _ visit: Visit
    ) -> [String: Any] {
        guard let version else {
            return ["href": path + "&version=0", "text": visit.text("returns.now"), "current": current == nil]
        }
        return [
            "href": path + "&version=\(version.version)", "current": version.id == current?.id,
            "text": visit.text(
                "returns.versionBy", String(version.version), Written.time(version.signed),
                version.signer.flatMap { shown.names[$0] } ?? "–"),
            "late": version.isLate, "reason": version.reason,
        ]
    }

    private static func change(_ kind: Return.Kind, _ change: Return.Change, _ visit: Visit) -> [String: Any] {
        let columns = Return.Figure.columns(of: kind)
        let heading = columns.firstIndex(of: change.figure).map { ReturnSheet.headings(kind)[$0 + 3] } ?? ""
        let difference = change.after - change.before
        return [
            "place": change.place?.name(in: visit.language) ?? visit.text("returns.unknownPlace"), "heading": heading,
            "before": Written.number(change.before), "after": Written.number(change.after),
            "difference": (difference > 0 ? "+" : "") + Written.number(difference),
        ]
    }

    /// The form that signs; nil where the visitor may not, or the day has not come.
    private static func form(
        _ shown: Shown, _ address: ReturnAddress, _ changes: [Return.Change], _ visit: Visit,
        _ faults: [Problem.Field], _ typed: Form
    ) -> [String: Any]? {
        let signs = visit.actor.assignments.contains {
            Return.signers.contains($0.role) && visit.registry.places.lies(shown.district, in: $0.place)
        }
        guard signs, shown.standing != .coming else { return nil }
        func fault(_ name: String) -> String {
            faults.first { $0.name == name }.map { visit.text("field.\($0.reason)") } ?? ""
        }
        let path = ReturnAddress.path(shown.campaign.id, address.kind, shown.day)
        return [
            "action": "\(path)/signature?district=\(shown.district)",
            "id": visit.registry.environment.newID().description, "version": shown.versions.count + 1,
            "again": !shown.versions.isEmpty, "changed": !changes.isEmpty,
            "remark": typed["remark"] ?? shown.versions.first?.remark ?? "", "reason": typed["reason"] ?? "",
            "remarkFault": fault("remark"), "reasonFault": fault("reason"),
            "faults": faults.map {
                ["name": $0.name, "text": "\(visit.text("returns.\($0.name)")): \(visit.text("field.\($0.reason)"))"]
            },
            "hasFaults": !faults.isEmpty,
        ]
    }
}
