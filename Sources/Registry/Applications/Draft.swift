import Store

/// What a form, a phone or another program has of an application so far.
package struct Draft: Sendable {
    /// Made by whoever began it; saving it again is saving the same application.
    package let id: RecordID
    package var channel: Application.Channel
    package var scheme: String
    /// The finest place that is known; the application belongs to its office.
    package var place: PlaceID
    /// The language that the worker is written to in.
    package var language: String
    package var person: Person

    package init(
        id: RecordID, channel: Application.Channel, scheme: String, place: PlaceID, language: String = "en",
        person: Person = Person()
    ) {
        self.id = id
        self.channel = channel
        self.scheme = scheme
        self.place = place
        self.language = language
        self.person = person
    }

    /// A keyed digest of everything that was sent: equal drafts have equal digests, and nobody can guess at the content by trying.
    func digest(in scope: Scope) throws -> [UInt8] {
        struct Content: Encodable {
            let scheme: String
            let place: PlaceID
            let person: Person
        }
        let json = try PersonalJSON.encode(Content(scheme: scheme, place: place, person: person))
        return scope.vault.blindIndex(String(decoding: json, as: UTF8.self), for: "content")
    }

    /// Where it belongs. Throws `Problem.invalid` for a place that isn't known or isn't in the actor's area.
    func location(in scope: Scope) throws -> Location {
        guard scope.places[place] != nil else { throw Problem.invalid("place", "unknown") }
        guard scope.reaches(place, roles: Application.makers) else { throw Problem.invalid("place", "otherArea") }
        return Location(place, in: scope.places)
    }
}

extension Application {
    /// The roles that enter applications in their area.
    package static let makers: Set<Role> = [.enumerator, .secretary, .counterOperator, .verifier, .designatedOfficer]
}
