import Cards
import Hummingbird
import Registry

/// The phones of an area: who has them, when they last synced and what waits on them; enrolling and locking them.
enum DevicesPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    /// The code is told once, on the answer itself: it is kept nowhere that it could be read again.
    static func invite(_ visit: Visit) async throws -> Response {
        let typed = try await visit.form()["user"]
        do {
            let code = try await visit.registry.write(as: visit.actor) { scope in
                try Device.invite(try user(typed, in: scope), in: scope)
            }
            let address = (visit.portal.configuration.publicURL ?? origin(of: visit)) + "/field#" + code
            return try await page(
                visit,
                more: [
                    "code": "\(code.prefix(5)) \(code.dropFirst(5))", "address": address,
                    "qr": QRCode(address)?.svg(label: visit.text("devices.qr")) ?? "",
                ])
        } catch let problem as Problem where [.invalid, .notFound].contains(problem.code) {
            return try await page(
                visit, more: ["fault": visit.text("devices.noVisitor"), "typed": typed ?? ""],
                status: .unprocessableContent)
        }
    }

    private static func user(_ typed: String?, in scope: Scope) throws -> RecordID {
        guard let typed else {
            guard let own = scope.actor.user else { throw Problem(.signIn) }
            return own
        }
        return try Device.user(signIn: typed, in: scope)
    }

    /// Where the browser says that it is; only a page made for it shows it again.
    private static func origin(of visit: Visit) -> String {
        let host = visit.request.head.authority ?? visit.request.headers[.init("Host")!] ?? "localhost"
        return (visit.portal.configuration.secure ? "https://" : "http://") + host
    }

    static func revoke(_ visit: Visit) async throws -> Response {
        let (id, wiping) = (try visit.id(), try await visit.form()["wipe"] == "yes")
        try await visit.registry.write(as: visit.actor) { try Device.find(id, in: $0).revoke(wiping: wiping, in: $0) }
        return visit.redirect(to: "/devices")
    }

    static func takeIn(_ visit: Visit) async throws -> Response {
        guard let file = try await visit.form().files["file"] else {
            return try await page(
                visit, more: ["fileFault": visit.text("field.file")], status: .unprocessableContent)
        }
        do {
            let answers = try await visit.registry.takeIn(file.bytes, as: visit.actor) { bytes in
                try? await FieldAPI.picture(bytes, visit.registry)
            }
            let states = Dictionary(grouping: answers, by: \.state).mapValues(\.count)
            let lines = [FieldItem.State.stored, .repeated, .conflict, .refused].compactMap { state in
                states[state].map {
                    ["text": visit.text("devices.\(state.rawValue)"), "count": Written.number($0)]
                }
            }
            let refused = answers.filter { $0.state == .refused }.map { answer in
                [
                    "id": answer.id.description,
                    "why": visit.text("problem.\(answer.problem?.code.rawValue ?? "failed")"),
                ]
            }
            return try await page(visit, more: ["taken": true, "lines": lines, "refused": refused])
        } catch let problem as Problem where [.unreadable, .notFound].contains(problem.code) {
            return try await page(
                visit, more: ["fileFault": visit.text("devices.unreadable")], status: .unprocessableContent)
        }
    }

    private static func page(
        _ visit: Visit, more: [String: Any] = [:], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let listed = try await visit.registry.read(as: visit.actor) { try Device.all(in: $0) }
        let now = visit.registry.environment.now().milliseconds
        let isSupervisor = visit.actor.has(any: Device.supervisors)
        var model: [String: Any] = [
            "devices": listed.map { line($0, now: now, visit) }, "none": listed.isEmpty,
            "canEnrol": visit.actor.has(any: HouseVisit.visitors), "supervises": isSupervisor,
            "decides": visit.actor.has(any: HouseVisit.deciders.union([.auditor])),
        ]
        model.merge(more) { $1 }
        return visit.page("devices-list", title: visit.text("devices.title"), model, status: status)
    }

    private static func line(_ listed: Device.Listed, now: Int64, _ visit: Visit) -> [String: Any] {
        let device = listed.device
        let state: (key: String, badge: String) =
            if device.wiped != nil {
                ("wiped", "")
            } else if device.wipe != nil {
                ("wiping", "bad")
            } else if device.revoked != nil {
                ("revoked", "bad")
            } else if listed.isDisabled {
                ("disabled", "bad")
            } else if now - (device.synced ?? device.enrolled) > 2 * 86_400_000 {
                ("silent", "warn")
            } else {
                ("active", "good")
            }
        let minutes = Int(device.clock / 60_000)
        return [
            "id": device.id.description, "user": listed.user, "signIn": listed.signIn, "name": device.name,
            "synced": device.synced.map(Written.time) ?? visit.text("devices.never"),
            "unsynced": Written.number(device.unsynced), "waits": device.unsynced > 0,
            "version": device.version.isEmpty ? "–" : device.version,
            "clock": abs(minutes) < 5 ? "" : visit.text("devices.clock", Written.number(minutes)),
            "state": ["text": visit.text("devices.state.\(state.key)"), "badge": state.badge],
            "revocable": !visit.actor.has(.auditor) && device.revoked == nil,
            "wipeable": !visit.actor.has(.auditor) && device.wipe == nil,
        ]
    }
}
