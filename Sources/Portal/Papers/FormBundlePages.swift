import Hummingbird
import Registry

extension Routes {
    static let formBundles: [Route] = [
        .get("/campaigns/:id/bundles", .roles(.readers), FormBundlePages.list),
        .post("/campaigns/:id/bundles", .roles(FormBundle.collectors), FormBundlePages.collect),
        .get("/campaigns/:id/bundles/:bundle", .roles(.readers), FormBundlePages.show),
        .post("/campaigns/:id/bundles/:bundle/forms/:number", .roles(FormBundle.collectors), FormBundlePages.settle),
    ]
}

/// Paper forms of a drive in bundles: collected, typed in, in custody, and those of which nobody knows what became.
enum FormBundlePages {
    static func list(_ visit: Visit) async throws -> Response { try await page(visit, Form(), []) }

    static func collect(_ visit: Visit) async throws -> Response {
        let (id, form) = (try visit.id(), try await visit.form())
        _ = try await visit.registry.read(as: visit.actor) { try Campaign.find(id, in: $0) }
        guard let bundle = form["id"].flatMap({ RecordID($0) }), let place = form["place"].flatMap({ PlaceID($0) })
        else {
            throw Problem(.unreadable)
        }
        let day = form["day"].flatMap { Day(Digits.ascii($0)) }
        let forms = form["forms"].flatMap { Int(Digits.ascii($0)) } ?? 0
        do {
            try await visit.registry.write(as: visit.actor) { scope in
                guard let day else { throw Problem.invalid("day", "date") }
                _ = try FormBundle.collect(id: bundle, in: id, at: place, on: day, forms: forms, in: scope)
            }
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, form, problem.fields)
        }
        return visit.redirect(to: "/campaigns/\(id)/bundles/\(bundle)")
    }

    private static func page(_ visit: Visit, _ form: Form, _ faults: [Problem.Field]) async throws -> Response {
        let id = try visit.id()
        let (campaign, bundles, names) = try await visit.registry.read(as: visit.actor) { scope in
            let bundles = try FormBundle.all(in: id, in: scope)
            return (
                try Campaign.find(id, in: scope), bundles,
                try User.names(of: bundles.compactMap(\.collector), in: scope)
            )
        }
        let place = try form["place"].flatMap { PlaceID($0) } ?? DriveHead.place(campaign, visit)
        var model = DriveHead.model(campaign, visit)
        FormFaults.add(faults, labels: "bundles.field", to: &model, visit)
        model["figures"] = [
            ("collected", bundles.reduce(0) { $0 + $1.forms }), ("waiting", bundles.reduce(0) { $0 + $1.waiting }),
            ("digitised", bundles.reduce(0) { $0 + $1.digitised }), ("kept", bundles.reduce(0) { $0 + $1.kept }),
        ].map { ["text": visit.text("bundles.\($0.0)"), "count": Written.number($0.1)] }
        model["bundles"] = bundles.map { line($0, names, visit) }
        model["empty"] = bundles.isEmpty
        model["mayCollect"] = visit.actor.has(any: FormBundle.collectors) && place.level >= .block
        model["id"] = form["id"] ?? visit.registry.environment.newID().description
        model["places"] = DriveHead.choices(campaign, place, visit)
        model["day"] = form["day"] ?? Written.day(visit.registry.environment.now().milliseconds)
        model["forms"] = form["forms"] ?? ""
        return visit.page(
            "bundles-list", title: visit.text("bundles.title"), model,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    static func show(_ visit: Visit) async throws -> Response {
        let (id, bundleID) = (try visit.id(), try visit.id("bundle"))
        let (campaign, bundle, forms, names) = try await visit.registry.read(as: visit.actor) { scope in
            let bundle = try FormBundle.find(bundleID, in: id, in: scope)
            return (
                try Campaign.find(id, in: scope), bundle, try bundle.all(in: scope),
                try User.names(of: [bundle.collector].compactMap(\.self), in: scope)
            )
        }
        try await visit.registry.write(as: visit.actor) {
            try $0.record("viewed", "formBundle", bundleID, at: bundle.location.finest)
        }
        var model = DriveHead.model(campaign, visit).merging(line(bundle, names, visit)) { $1 }
        let mayWork = visit.actor.assignments.contains {
            FormBundle.collectors.contains($0.role) && bundle.location.lies(in: $0.place)
        }
        model["forms"] = forms.map { form -> [String: Any] in
            let waits = !form.isDigitised && form.spoiled == nil
            return [
                "number": String(form.number), "label": "\(bundle.number)/\(form.number)",
                "application": form.application?.number.map(RegistrationNumber.grouped) ?? "",
                "href": form.application.map { "/applications/\($0.id)" } ?? "",
                "name": form.application.map { $0.person.name ?? $0.person.localName ?? "" } ?? "",
                "state": waits
                    ? visit.text("bundles.waiting")
                    : form.spoiled.map { visit.text("bundles.spoiled.\($0.rawValue)") }
                        ?? visit.text("papers.status.\(form.original?.rawValue ?? "outstanding")"),
                "class": waits ? "warn" : form.original == .kept ? "good" : form.original == .missing ? "bad" : "",
                "mayWork": mayWork && !form.isDigitised,
                "post": "/campaigns/\(id)/bundles/\(bundleID)/forms/\(form.number)",
            ]
        }
        model["spoilings"] = DeskFilters.options(FormBundle.Spoiling.allCases, nil, "bundles.spoiled", visit)
        return visit.page("bundles-show", title: visit.text("bundles.one", bundle.number), model)
    }

    static func settle(_ visit: Visit) async throws -> Response {
        let (id, bundleID, form) = (try visit.id(), try visit.id("bundle"), try await visit.form())
        let number = visit.context.parameters.get("number").flatMap { Int($0) } ?? 0
        let spoiling = form["spoiled"].flatMap(FormBundle.Spoiling.init)
        try await visit.registry.write(as: visit.actor) { scope in
            let bundle = try FormBundle.find(bundleID, in: id, in: scope)
            if let spoiling {
                try bundle.spoil(form: number, spoiling, in: scope)
            } else {
                guard let application = form["application"] else { throw Problem.invalid("application", "required") }
                try bundle.digitise(form: number, as: Digits.ascii(application), in: scope)
            }
        }
        return visit.redirect(to: "/campaigns/\(id)/bundles/\(bundleID)#form-\(number)")
    }

    private static func line(_ bundle: FormBundle, _ names: [RecordID: String], _ visit: Visit) -> [String: Any] {
        [
            "href": "/campaigns/\(bundle.campaign)/bundles/\(bundle.id)", "bundle": bundle.number,
            "day": Written.turned(bundle.day.description), "collector": bundle.collector.flatMap { names[$0] } ?? "",
            "place": bundle.location.finest.flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "",
            "count": Written.number(bundle.forms), "digitised": Written.number(bundle.digitised),
            "spoiled": Written.number(bundle.spoiled), "kept": Written.number(bundle.kept),
            "waiting": Written.number(bundle.waiting), "waits": bundle.waiting > 0,
        ]
    }
}
