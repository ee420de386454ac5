import Store

/// One event in the history of a place's code.
package struct PlaceChange: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case added, renamed, moved, ended, restored }

    package let place: PlaceID
    /// Milliseconds since 1970, UTC: when the register learned of it.
    package let time: Int64
    package let kind: Kind
    /// The name, or for a move the place above, before and after.
    package let before: String?
    package let after: String?

    /// Everything that became of a code, oldest first.
    package static func history(of place: PlaceID, in scope: Scope) throws -> [PlaceChange] {
        try scope.transaction.rows("SELECT * FROM place_changes WHERE place = \(place) ORDER BY time, change").map {
            PlaceChange(
                place: place, time: try $0["time"], kind: Kind(rawValue: try $0["change"]) ?? .added,
                before: try $0["before"], after: try $0["after"])
        }
    }
}
