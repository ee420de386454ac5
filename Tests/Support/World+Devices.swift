package import Registry

extension World {
    /// An enrolled phone of a member of staff, with the token that it keeps.
    package func device(of user: Actor) async throws -> (id: RecordID, token: String) {
        let made = try await registry.write(as: user) { scope in
            guard let own = scope.actor.user else { throw Problem(.signIn) }
            return try Device.enrol(try Device.invite(own, in: scope), name: "test", in: scope)
        }
        return (made.device, made.token)
    }
}
