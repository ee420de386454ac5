package import Registry

extension World {
    /// Somebody who has shown the code that went to a mobile; the mobile has to be known to the register.
    package func proved(_ mobile: String, language: String = "en") async throws -> (actor: Actor, token: String) {
        let challenge = try await registry.write(as: .anyone) {
            try MobileCode.request(mobile, language: language, address: "test", in: $0)
        }
        let code = try await sentCode()
        let token = try await registry.write(as: .anyone) {
            try MobileCode.redeem(code, challenge: challenge, device: "test", in: $0)
        }
        guard let token, let session = try await registry.read(as: .anyone, { try Session.resume(token, in: $0) })
        else { throw Problem(.credentials) }
        return (session.actor, token)
    }

    /// The six digits of the last message with a code.
    package func sentCode() async throws -> String {
        try await registry.read(as: .program("test")) { scope in
            try Message.list(.init(medium: .sms), limit: 50, in: scope).first { $0.template == .oneTimeCode }?.text
                .firstMatch(of: /\d{6}/).map { String($0.output) } ?? ""
        }
    }
}

extension World {
    /// A call for help for a new worker at a place, by somebody who isn't signed in.
    package func emergency(at place: PlaceID = World.bagberia) async throws -> Grievance {
        let worker = try await worker(at: place)
        let id = registry.environment.newID()
        let mobile =
            "98"
            + String(registry.environment.random(8).reduce(0) { ($0 * 31 + Int($1)) % 100_000_000 } + 100_000_000)
            .dropFirst()
        let number = try await registry.read(as: .program("test")) { try Worker.find(worker, in: $0).number }
        return try await registry.write(as: .anyone) { scope in
            try Grievance.report(
                .init(id: id, kind: .emergency, topic: .accident, text: "He fell from the roof", language: "en"),
                by: .init(
                    name: "Rahim Molla", mobile: mobile, worker: number, district: World.nadia, address: mobile),
                in: scope)
        }
    }
}
