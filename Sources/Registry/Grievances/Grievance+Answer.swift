import Store

extension Grievance {
    /// Answers the worker, who is told of it at once.
    ///
    /// Throws `Problem.notAllowed` without the role in this area, `Problem.ownFamily`, `Problem.wrongState` where somebody has
    /// answered already, and `Problem.invalid` for a text that is missing or too long.
    package func answer(_ text: String, in scope: Scope) throws {
        try mayAct(in: scope)
        guard !text.isEmpty else { throw Problem.invalid("answer", "required") }
        guard text.count <= Grievance.longest else { throw Problem.invalid("answer", "tooLong") }
        let sealed = try scope.seal(text, table: "grievances", column: "answer", row: id)
        let changed = try scope.transaction.run(
            """
            UPDATE grievances SET status = 'answered', answer = \(sealed), answered = \(scope.now),
                officer = \(scope.actor.user) WHERE id = \(id) AND status = 'open'
            """)
        guard changed == 1 else { throw Problem(.wrongState) }
        try scope.record(
            "answered", "grievance", id, at: location.finest, details: ["late": scope.now > due ? "yes" : "no"])
        try Message.queue(
            .grievanceAnswered, toMobile: content.mobile, language: language, about: id, at: location,
            values: ["number": Grievance.written(number)], in: scope)
    }
}
