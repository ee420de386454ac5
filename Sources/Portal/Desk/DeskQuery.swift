import Foundation
import Registry

/// A desk's list as a link says it: `/desk?list=area&status=verified&overdue=1`.
struct DeskQuery {
    var filter = DeskFilter()

    init(_ filter: DeskFilter) { self.filter = filter }

    /// Words that are unknown are left out, as if they had not been there.
    init(_ visit: Visit) {
        filter.reach = visit.query("list").flatMap(DeskFilter.Reach.init) ?? .mine
        filter.status = visit.query("status").flatMap(Application.Status.init)
        filter.overdue = visit.query("overdue") != nil
        filter.emergency = visit.query("emergency") != nil
        filter.isTurned = visit.query("order") == "turned"
        filter.isPaperOutstanding = visit.query("paper") == "outstanding"
        filter.category = visit.query("category")
        filter.channel = visit.query("channel").flatMap(Application.Channel.init)
        filter.duplicate = visit.query("duplicate").flatMap(Application.Duplicate.init)
        filter.place = visit.query("place").flatMap { PlaceID($0) }
        filter.from = visit.query("from").flatMap(Written.start(ofDay:))
        filter.until = visit.query("until").flatMap(Written.start(ofDay:)).map { $0 + 86_400_000 }
    }

    /// Names and values in one order, for links and hidden fields.
    var items: [(name: String, value: String)] {
        var items = [("list", filter.reach.rawValue)]
        func add(_ name: String, _ value: String?) { if let value { items.append((name, value)) } }
        add("status", filter.status?.rawValue)
        add("overdue", filter.overdue ? "1" : nil)
        add("emergency", filter.emergency ? "1" : nil)
        add("category", filter.category)
        add("channel", filter.channel?.rawValue)
        add("duplicate", filter.duplicate?.rawValue)
        add("place", filter.place?.description)
        add("from", filter.from.map(Written.isoDay))
        add("until", filter.until.map { Written.isoDay($0 - 86_400_000) })
        add("paper", filter.isPaperOutstanding ? "outstanding" : nil)
        add("order", filter.isTurned ? "turned" : nil)
        return items
    }

    /// `list=area&status=verified`, with more items behind.
    func text(_ more: (String, String)...) -> String {
        (items + more).map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
    }

    func link(_ change: (inout DeskFilter) -> Void) -> String {
        var changed = filter
        change(&changed)
        return "/desk?\(DeskQuery(changed).text())"
    }
}
