/// Which applications a list shows; everything can be said in a link.
package struct DeskFilter: Sendable, Hashable, Codable {
    package enum Reach: String, Sendable, CaseIterable, Codable {
        /// What waits for the actor's own decision, or came up to the actor because it was late.
        case mine
        /// Everything in the actor's area.
        case area
    }

    package var reach = Reach.mine
    package var status: Application.Status?
    package var overdue = false
    package var emergency = false
    package var category: String?
    package var channel: Application.Channel?
    package var duplicate: Application.Duplicate?
    package var place: PlaceID?
    /// Only those whose paper form is owed and not there.
    package var isPaperOutstanding = false
    /// From and until (without) these milliseconds: of submission while undecided, of the decision afterwards.
    package var from: Int64?
    package var until: Int64?
    /// True for the list turned round: the latest due, or the oldest decision, first.
    package var isTurned = false

    package init() {}

    /// Open states lie in the order of the desk, closed ones by their decision, newest first.
    var isClosed: Bool { status.map { !DeskFilter.open.contains($0) } ?? false }

    package static let open: [Application.Status] = [.submitted, .verified, .returned]
    package static let closed: [Application.Status] = [.approved, .rejected, .duplicate, .withdrawn]
}
