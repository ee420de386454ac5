import Store

extension Message {
    /// Puts a message to a person into the outbox, one row a medium, in the transaction of the event that it tells of.
    ///
    /// `name` and `office` are filled from the person and the place; `values` gives the rest, such as `number` or `reason`. Without
    /// a mobile nothing is queued, and the audit says so. Throws `Problem.invalid` for a value that the text needs and nobody gave.
    package static func queue(
        _ template: Template, to person: Person, language: String, about: RecordID, at location: Location,
        values: [String: String], in scope: Scope
    ) throws {
        guard let mobile = person.mobile else {
            try scope.record(
                "noMobile", "message", about, at: location.finest, details: ["template": template.rawValue])
            return
        }
        let name = language == "en" ? person.name ?? person.localName : person.localName ?? person.name
        try queue(
            template, toMobile: mobile, language: language, about: about, at: location,
            values: values.merging(["name": name ?? ""]) { given, _ in given }, in: scope)
    }

    /// The same for a mobile of which nothing else is known, such as one that asks for a code.
    package static func queue(
        _ template: Template, toMobile mobile: String, language: String, about: RecordID?, at location: Location,
        values: [String: String], in scope: Scope
    ) throws {
        guard let entry = scope.rules.messages.entries[template],
            let text = scope.rules.messages.text(template, in: language)
        else { return }
        let office = location.block ?? location.finest
        // A record without a name or a place is told of all the same.
        var known = text.defaults.merging(["name": "-", "office": "-"]) { $1 }
        if let office, let place = scope.places[office] { known["office"] = place.name(in: language) }
        known.merge(values.filter { !$0.value.isEmpty }) { $1 }
        let filling = try text.slots.map { slot in
            guard let value = known[slot] else { throw Problem.invalid("message.\(slot)", "missing") }
            return value
        }
        let index = scope.vault.blindIndex(mobile, for: "mobile")
        for medium in entry.media {
            if try !entry.asked && refuses(index, medium, in: scope) { continue }
            let words =
                medium == .sms
                ? text.pattern.fill(filling)
                : text.spoken.fill(speakable(filling, of: text.slots)) + " "
                    + (scope.rules.messages.closing[language] ?? "")
            let parts = medium == .sms ? SMSLength(words).parts : 1
            let id = scope.environment.newID()
            let sealed = try scope.seal(
                Content(mobile: mobile, text: words), table: "messages", column: "content", row: id)
            try scope.transaction.run(
                """
                INSERT INTO messages (id, medium, template, language, about, \(Location.columns), content, mobile_index,
                    registration, parts, cost, status, next_attempt, expires, created, updated)
                VALUES (\(id), \(medium.rawValue), \(template.rawValue), \(language), \(about), \(location.values), \(sealed), \
                \(index), \(text.registration), \(parts), \(Int64(parts) * (scope.rules.messages.prices[medium] ?? 0)), \
                'waiting', \(scope.now), \(scope.now + entry.lifetime), \(scope.now), \(scope.now))
                """)
            try scope.record(
                "queued", "message", id, at: location.finest,
                details: ["medium": medium.rawValue, "template": template.rawValue, "language": language])
        }
    }

    /// Numbers are said digit by digit.
    private static func speakable(_ values: [String], of slots: [String]) -> [String] {
        zip(values, slots).map { value, slot in
            guard slot == "number" || slot == "code" else { return value }
            return value.filter { !$0.isWhitespace }.map(String.init).joined(separator: " ")
        }
    }
}
