import Store

extension User {
    /// What the members of staff are called, by id; also those who don't work here any more.
    package static func names(of ids: some Sequence<RecordID>, in scope: Scope) throws -> [RecordID: String] {
        let wanted = Set(ids).sorted()
        var names: [RecordID: String] = [:]
        for row in try scope.transaction.rows("SELECT * FROM users WHERE id IN \(list: wanted)") {
            let user = try User(row, in: scope)
            names[user.id] = user.person.name
        }
        return names
    }
}
