import Foundation
import HTTPTypes
import Hummingbird
import Registry

/// The lists of the visitor's area, what was linked, and the form to send another list.
enum ListsPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    /// Begins a list. With a file in the form it is taken as it arrives; a form without one says how large the list will be
    /// that comes in pieces.
    static func begin(_ visit: Visit) async throws -> Response {
        var form = Form()
        do {
            let id: RecordID
            if visit.request.headers[.contentType]?.lowercased().hasPrefix("multipart/") ?? false {
                id = try await takeFile(visit, &form)
            } else {
                let body = try await visit.request.body(upTo: 64 << 10, within: visit.portal.configuration.bodyTimeout)
                form = try Form(urlEncoded: String(buffer: body))
                try TokenCheck.check(form["csrf"], of: visit)
                guard let size = form["size"].flatMap({ Int($0) }) else { throw Problem.invalid("file", "file") }
                id = try await begin(form, size: size, visit).id
            }
            return visit.redirect(to: "/lists/\(id)")
        } catch let problem as Problem where problem.code == .invalid {
            return try await page(visit, form: form, problem)
        }
    }

    /// Takes the workers who are registered here as a list.
    static func copyRegister(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        guard let id = form["id"].flatMap({ RecordID($0) }), let place = form["place"].flatMap({ PlaceID($0) }) else {
            throw Problem(.unreadable)
        }
        let name = visit.text("lists.registerName", Written.day(visit.registry.environment.now().milliseconds))
        _ = try await visit.registry.write(as: visit.actor) {
            try UploadedList.copyRegister(id, name: name, at: place, in: $0)
        }
        return visit.redirect(to: "/lists/\(id)")
    }

    private static func takeFile(_ visit: Visit, _ form: inout Form) async throws -> RecordID {
        var parts = try MultipartStream(visit.request)
        while let part = try await parts.next() {
            switch part {
            case .text(let name, let value): form.add(value, to: name)
            case .file:
                // The token stands before the file, or the file is not looked at.
                try TokenCheck.check(form["csrf"], of: visit)
                guard let first = try await parts.bytes(upTo: ListPieces.cut) else { continue }
                let list = try await begin(form, size: nil, visit)
                try await ListPieces.takeAll(first, &parts, of: list, visit)
                return list.id
            }
        }
        try TokenCheck.check(form["csrf"], of: visit)
        throw Problem.invalid("file", "file")
    }

    private static func begin(_ form: Form, size: Int?, _ visit: Visit) async throws -> UploadedList {
        guard let id = form["id"].flatMap({ RecordID($0) }) else { throw Problem(.unreadable) }
        guard let place = form["place"].flatMap({ PlaceID($0) }) else { throw Problem.invalid("place", "required") }
        let (limit, name) = (visit.portal.configuration.largestList, form["name"] ?? "")
        let newer = form["newer"].flatMap { RecordID($0) }
        return try await visit.registry.write(as: visit.actor) { scope in
            try UploadedList.begin(id, name: name, size: size, limit: limit, at: place, newer: newer, in: scope)
        }
    }

    private static func page(_ visit: Visit, form: Form = Form(), _ problem: Problem? = nil) async throws -> Response {
        let (lists, runs, books) = try await visit.registry.read(as: visit.actor) { scope in
            (
                try UploadedList.all(in: scope),
                try LinkageRun.all(in: scope).map { ($0, try ListJob.find(.link, for: $0.id, in: scope)) },
                try Workbook.all(in: scope).map { ($0, $0.link(in: scope)) }
            )
        }
        let faults = Dictionary((problem?.fields ?? []).map { ($0.name, $0.reason) }, uniquingKeysWith: { $1 })
        func fault(_ name: String) -> String { faults[name].map { visit.text("field.\($0)") } ?? "" }
        let directory = visit.registry.places
        return visit.page(
            "lists", title: visit.text("lists.title"),
            [
                "id": visit.registry.environment.newID().description,
                "copy": visit.registry.environment.newID().description, "name": form["name"] ?? "",
                "hasFaults": !faults.isEmpty, "nameFault": fault("name"), "placeFault": fault("place"),
                "fileFault": fault("file"), "places": places(visit),
                "largest": visit.text(
                    "lists.fileHint", Written.number(visit.portal.configuration.largestList >> 20)),
                "books": WorkbookFile.model(books, visit), "anyBooks": !books.isEmpty,
                "anyLists": !lists.isEmpty, "anyRuns": !runs.isEmpty,
                "lists": lists.map { list in
                    [
                        "path": "/lists/\(list.id)", "id": list.id.description, "name": list.name,
                        "place": list.location.finest.flatMap { directory[$0] }?.name(in: visit.language) ?? "",
                        "sent": Written.time(list.created), "rows": list.rows.map(Written.number) ?? "",
                        "status": visit.text("lists.status.\(list.status.rawValue)"), "class": style(list.status),
                    ]
                },
                "runs": runs.map { run, job in
                    [
                        "path": "/linkages/\(run.id)", "name": run.name, "begun": Written.time(run.created),
                        "status": visit.text("linkage.status.\(job?.status.rawValue ?? "waiting")"),
                        "class": LinkagePage.style(job?.status),
                    ]
                },
            ], status: problem == nil ? .ok : .unprocessableContent)
    }

    /// Where the visitor may send lists for: the own areas, and the districts of a state.
    private static func places(_ visit: Visit) -> [[String: Any]] {
        let directory = visit.registry.places
        let areas = visit.actor.assignments.filter { UploadedList.roles.contains($0.role) }.map(\.place)
        return areas.flatMap { [$0] + directory.places(below: $0, level: .district).map(\.id) }.compactMap { id in
            directory[id].map { ["code": id.description, "text": $0.name(in: visit.language)] }
        }
    }

    static func style(_ status: UploadedList.Status) -> String {
        switch status {
        case .ready: "good"
        case .refused: "bad"
        case .receiving, .checking, .removed: "warn"
        }
    }
}
