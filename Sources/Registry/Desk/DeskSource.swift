import Store

/// One run of an index that a list is made of: an area, a state, and how far up it has to be for this reader.
struct DeskSource: Hashable {
    let area: Area
    let status: Application.Status
    let escalated: Int

    /// The sources of a list for the actor; none where the place of the filter is out of reach.
    static func all(_ filter: DeskFilter, in scope: Scope) -> [DeskSource] {
        let sources: [DeskSource]
        switch filter.reach {
        case .mine:
            let machine = scope.rules.workflow.applications
            sources = scope.actor.assignments.flatMap { assignment -> [DeskSource] in
                let area = Area(place: assignment.place)
                return machine.desk(of: assignment.role).map { DeskSource(area: area, status: $0, escalated: 0) }
                    + machine.escalations(to: assignment.role).map {
                        DeskSource(area: area, status: $0.state, escalated: $0.level)
                    }
            }
        case .area:
            let areas = Area.apart(scope.areas, in: scope.places)
            let states = filter.status.map { [$0] } ?? DeskFilter.open
            sources = areas.flatMap { area in states.map { DeskSource(area: area, status: $0, escalated: 0) } }
        }
        let wanted = sources.filter { filter.status == nil || $0.status == filter.status }
        return narrowed(wanted, to: filter.place, in: scope)
    }

    private static func narrowed(_ sources: [DeskSource], to place: PlaceID?, in scope: Scope) -> [DeskSource] {
        var narrowed: [DeskSource] = []
        for source in sources {
            var area = source.area
            if let place {
                if scope.places.lies(place, in: area.place) {
                    area = Area(place: place)
                } else if !scope.places.lies(area.place, in: place) {
                    continue
                }
            }
            let next = DeskSource(area: area, status: source.status, escalated: source.escalated)
            // The same record by two parts of one officer is one record.
            let covered = narrowed.contains {
                $0.status == next.status && $0.escalated <= next.escalated
                    && scope.places.lies(next.area.place, in: $0.area.place)
            }
            if !covered { narrowed.append(next) }
        }
        return narrowed
    }

    /// The condition in SQL. States are written out, because only then a partial index is known to fit.
    func condition(_ filter: DeskFilter, in scope: Scope) -> Statement {
        guard let place = area.condition(in: scope.places) else { return "(1 = 0)" }
        var conditions: [Statement] = [place, "a.status = '\(unchecked: status.rawValue)'"]
        if escalated > 0 { conditions.append("a.escalated >= \(escalated)") }
        if filter.overdue { conditions.append("a.due < \(scope.now)") }
        if filter.emergency { conditions.append("a.queue = 0") }
        if let category = filter.category { conditions.append("a.category = \(category)") }
        if let channel = filter.channel { conditions.append("a.channel = \(channel.rawValue)") }
        if let duplicate = filter.duplicate { conditions.append("a.duplicate = \(duplicate.rawValue)") }
        if filter.isPaperOutstanding { conditions.append(Original.outstanding("a")) }
        let time = DeskFilter.open.contains(status) ? "a.submitted" : "a.updated"
        if let from = filter.from { conditions.append("\(unchecked: time) >= \(from)") }
        if let until = filter.until { conditions.append("\(unchecked: time) < \(until)") }
        return conditions.dropFirst().reduce(conditions[0]) { $0 + " AND " + $1 }
    }
}

extension Scope {
    /// Where the actor works; the program works in every state.
    var areas: [PlaceID] {
        if case .program = actor.kind { return places.states }
        return actor.assignments.map(\.place)
    }
}
