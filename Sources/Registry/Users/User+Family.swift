import Store

extension User {
    /// True if the person is the acting officer, or of the officer's household: same mobile, family number or bank account.
    static func isFamily(_ person: Person, in scope: Scope) throws -> Bool {
        guard let id = scope.actor.user, let user = try User.enabled(id, in: scope) else { return false }
        let card = user.person
        return shared(card.mobile, [person.mobile, person.alternateMobile])
            || shared(card.familyNumber, [person.familyNumber]) || shared(card.account, [person.bank?.account])
    }

    private static func shared(_ own: String?, _ theirs: [String?]) -> Bool {
        guard let own, !own.isEmpty else { return false }
        return theirs.contains(own)
    }
}
