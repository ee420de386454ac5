import Registry

/// The form above a list.
enum DeskFilters {
    static func model(_ query: DeskQuery, _ visit: Visit) -> [String: Any] {
        let filter = query.filter
        let states = filter.reach == .area ? DeskFilter.open + DeskFilter.closed : DeskFilter.open
        return [
            "list": filter.reach.rawValue,
            // A figure that was pressed shows itself as pressed; what was chosen in the form shows the form.
            "filtered": query.items.contains { !["list", "status", "overdue", "emergency"].contains($0.name) },
            "statuses": options(states, filter.status, "workflow.status", visit),
            "channels": options(Application.Channel.allCases, filter.channel, "workflow.channel", visit),
            "duplicates": options(Application.Duplicate.allCases, filter.duplicate, "workflow.duplicate", visit),
            "places": places(filter.place, visit), "turned": filter.isTurned,
            "paper": filter.isPaperOutstanding,
            "category": filter.category ?? "",
            "overdue": filter.overdue, "emergency": filter.emergency,
            "from": filter.from.map(Written.isoDay) ?? "",
            "until": filter.until.map { Written.isoDay($0 - 86_400_000) } ?? "",
        ]
    }

    static func options<Word: RawRepresentable<String> & Equatable>(
        _ words: [Word], _ chosen: Word?, _ key: String, _ visit: Visit
    ) -> [[String: Any]] {
        words.map {
            ["value": $0.rawValue, "text": visit.text("\(key).\($0.rawValue)"), "selected": $0 == chosen]
        }
    }

    /// The places right below the actor's own.
    static func places(_ chosen: PlaceID?, _ visit: Visit) -> [[String: Any]] {
        let directory = visit.registry.places
        var seen: Set<PlaceID> = []
        return visit.actor.assignments.flatMap { directory.children(of: $0.place) }.filter {
            seen.insert($0.id).inserted
        }
        .map {
            [
                "value": $0.id.description, "text": $0.name(in: visit.language), "selected": $0.id == chosen,
            ]
        }
    }
}
