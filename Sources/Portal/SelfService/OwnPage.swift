import Hummingbird
import Registry

/// What the register keeps of the owner of a mobile, in plain words: how it stands, what comes next, what was said and done.
enum OwnPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (records, messages, grievances) = try await visit.registry.write(as: visit.actor) { scope in
            (
                try OwnRecords.find(in: scope), try OwnRecords.messages(limit: 30, in: scope),
                try Grievance.own(in: scope)
            )
        }
        return visit.page(
            "own-records", title: visit.text("own.title"),
            [
                "saved": visit.query("saved") != nil, "filed": visit.query("filed") != nil,
                "grievances": grievances.map { grievance($0, visit) }, "hasGrievances": !grievances.isEmpty,
                "mobile": records.maskedMobile,
                "workers": records.workers.map { worker($0, records.steps[$0.id] ?? [], visit) },
                "applications": records.applications.map { application($0, records.steps[$0.id] ?? [], visit) },
                "none": records.workers.isEmpty && records.applications.isEmpty,
                "messages": messages.map { message($0, visit) }, "hasMessages": !messages.isEmpty,
                "media": Message.Medium.allCases.map {
                    [
                        "value": $0.rawValue, "text": visit.text("own.wants.\($0.rawValue)"),
                        "wanted": !records.refusals.contains($0),
                    ] as [String: Any]
                },
            ])
    }

    static func refuse(_ visit: Visit) async throws -> Response {
        let wanted = Set(try await visit.form().all("medium").compactMap(Message.Medium.init))
        try await visit.registry.write(as: visit.actor) {
            try OwnRecords.refuse(Set(Message.Medium.allCases).subtracting(wanted), in: $0)
        }
        return visit.redirect(to: "/own/records?saved=1")
    }

    private static func worker(_ worker: Worker, _ steps: [Step], _ visit: Visit) -> [String: Any] {
        let office = office(worker.location, visit)
        var model = common(worker.id, worker.person, worker.number, worker.location, steps, visit)
        model["kind"] = visit.text("own.kindWorker")
        model["status"] = visit.text("own.state.\(worker.status.rawValue)")
        model["tone"] = worker.isInForce ? "good" : worker.status == .lapsed ? "warn" : "bad"
        model["meaning"] = visit.text("own.worker.\(worker.status.rawValue)", office)
        model["dates"] = [
            ["label": visit.text("worker.registered"), "value": Written.day(worker.registered)],
            worker.validUntil.map { ["label": visit.text("worker.validUntil"), "value": Written.day($0)] },
        ].compactMap(\.self)
        model["hasCertificates"] = worker.isInForce
        if worker.isInForce {
            model["certificates"] = CertificateModel.languages.map { language in
                [
                    "href": "/own/workers/\(worker.id)/certificate.pdf?language=\(language)", "language": language,
                    "text": visit.portal.texts.text("own.certificateIn", in: language),
                ]
            }
        }
        if worker.status == .cancellationProposed || worker.status == .cancelled || worker.status == .suspended {
            model["reason"] = reason(
                of: steps, among: ["suspend", "proposeCancellation", "approveCancellation"], visit)
        }
        return model
    }

    private static func application(_ application: Application, _ steps: [Step], _ visit: Visit) -> [String: Any] {
        var model = common(
            application.id, application.person, application.number ?? "", application.location, steps, visit)
        let status = application.status
        model["kind"] = visit.text("own.kindApplication")
        model["status"] = visit.text("own.state.\(status.rawValue)")
        model["tone"] = [.returned].contains(status) ? "warn" : [.rejected, .duplicate].contains(status) ? "bad" : ""
        model["meaning"] = visit.text("own.application.\(status.rawValue)", office(application.location, visit))
        if let submitted = application.submitted {
            model["dates"] = [["label": visit.text("desk.submitted"), "value": Written.day(submitted)]]
        }
        if [.submitted, .verified].contains(status), let due = application.due {
            model["due"] = visit.text("own.due", Written.day(due))
        }
        if status == .returned || status == .rejected {
            model["reason"] = reason(of: steps, among: ["return", "reject"], visit)
        }
        return model
    }

    private static func common(
        _ id: RecordID, _ person: Person, _ number: String, _ location: Location, _ steps: [Step], _ visit: Visit
    ) -> [String: Any] {
        let name = visit.language == "en" ? person.name ?? person.localName : person.localName ?? person.name
        return [
            "id": id.description, "name": name ?? "", "nameLanguage": PersonSheet.script(of: name ?? ""),
            "number": RegistrationNumber.grouped(number), "place": WorkerPage.place(of: location, visit),
            "sections": PersonSheet.model(person, unmasked: false, visit),
            "hasHistory": !steps.isEmpty,
            "history": steps.reversed().map {
                [
                    "time": Written.time($0.time), "machineTime": Written.isoDay($0.time),
                    "text": visit.text("own.step.\($0.action)"),
                ]
            },
        ]
    }

    /// Why the last of these steps was taken, and the officer's own words: they are meant for the worker.
    private static func reason(of steps: [Step], among actions: Set<String>, _ visit: Visit) -> [String: Any] {
        guard let step = steps.last(where: { actions.contains($0.action) && $0.reason != nil }) else { return [:] }
        return [
            "text": step.reason.map { visit.registry.rules.workflow.text(ofReason: $0, in: visit.language) } ?? "",
            "note": step.note ?? "", "noteLanguage": PersonSheet.script(of: step.note ?? ""),
        ]
    }

    private static func grievance(_ grievance: Grievance, _ visit: Visit) -> [String: Any] {
        var model: [String: Any] = [
            "number": Grievance.written(grievance.number),
            "topic": visit.text("grievance.topic.\(grievance.topic.rawValue)"),
            "status": visit.text("grievance.status.\(grievance.status.rawValue)"), "open": grievance.status == .open,
            "due": visit.text("own.answerBy", Written.time(grievance.due)),
        ]
        model["answer"] = grievance.answer
        return model
    }

    private static func message(_ message: Message, _ visit: Visit) -> [String: Any] {
        [
            "time": Written.time(message.created), "machineTime": Written.isoDay(message.created),
            "medium": visit.text("worker.medium.\(message.medium.rawValue)"), "text": message.text,
            "language": message.language,
        ]
    }

    private static func office(_ location: Location, _ visit: Visit) -> String {
        (location.block ?? location.finest).flatMap { visit.registry.places[$0]?.name(in: visit.language) } ?? "–"
    }
}
