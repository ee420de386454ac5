extension Desk {
    /// The applications before and after a place in a list, for walking through it.
    package static func neighbours(of cursor: Cursor, _ filter: DeskFilter, in scope: Scope) throws -> (
        previous: Line?, next: Line?
    ) {
        (
            try page(filter, before: cursor, limit: 1, in: scope).lines.first,
            try page(filter, after: cursor, limit: 1, in: scope).lines.first
        )
    }
}
