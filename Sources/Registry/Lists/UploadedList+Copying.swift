import Store

extension UploadedList {
    /// Asks for the registered workers of a place as a list, made in the background; the same id again is the same list.
    package static func copyRegister(
        _ id: RecordID, name: String, at place: PlaceID, in scope: Scope
    ) throws -> UploadedList {
        let list = try begin(id, name: name, size: nil, limit: .max, at: place, in: scope)
        guard try ListJob.find(.copy, for: id, in: scope) == nil else { return list }
        try ListJob.ask(.copy, for: id, in: scope)
        try scope.record("copiedRegister", "uploadedList", id, at: place)
        return list
    }

    /// Forgets what a server that was lost had copied already. Throws `Problem.wrongState` for a list that is complete.
    package func restart(in scope: Scope) throws {
        guard status == .receiving else { throw Problem(.wrongState) }
        try scope.transaction.run(
            "UPDATE uploaded_lists SET received = 0, pieces = 0, stored = 0 WHERE id = \(id) AND status = 'receiving'")
    }
}
