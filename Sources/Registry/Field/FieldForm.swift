import Store

/// An application as a phone sends it, with the drive that it came in with.
package struct FieldForm: Sendable, Codable, Equatable {
    /// Made on the phone; the same id is the same application, however often it comes.
    package var id: RecordID
    package var scheme: String
    package var place: PlaceID
    package var language: String
    package var person: Person
    package var campaign: RecordID?
    package var leftOut: RecordID?
    /// A photo that was sent before (`FieldPhoto`).
    package var photo: RecordID?

    package init(id: RecordID, scheme: String, place: PlaceID, language: String, person: Person) {
        (self.id, self.scheme, self.place, self.language, self.person) = (id, scheme, place, language, person)
    }

    /// Takes it through the pipeline of every channel, with the photo and the drive in the same transaction.
    ///
    /// Throws `Problem` as `Application.submit`, and `invalid` (`photo`, `missing`) where the photo didn't come before.
    func submit(in scope: Scope) throws -> Submission {
        let draft = Draft(
            id: id, channel: .field, scheme: scheme, place: place, language: language, person: person)
        let status: String? = try scope.transaction.value("SELECT status FROM applications WHERE id = \(id)")
        // What is on an officer's desk is only looked at, so that a repetition changes nothing.
        guard status == nil || status == Application.Status.draft.rawValue else {
            return try Application.submit(draft, in: scope)
        }
        if status == nil { try Application.save(draft, in: scope) }
        if let photo, let rule = scope.rules.documents.rule(.photo, for: scheme), rule.most > 0 {
            let bytes = try FieldPhoto.take(photo, in: scope)
            try Document.keep(bytes, .jpeg, as: .photo, id: photo, of: id, in: scope)
        }
        if let campaign {
            try Application.join(campaign, application: id, at: place, for: leftOut, collector: place, in: scope)
        }
        return try Application.submit(draft, in: scope)
    }
}
