import Registry

/// The counts at the head of a desk; each is a link to the list that it counts.
enum DeskFigures {
    static func model(_ figures: [Desk.Figure], _ query: DeskQuery, _ visit: Visit) -> [[String: Any]] {
        figures.flatMap { figure -> [[String: Any]] in
            let status = visit.text("workflow.status.\(figure.status.rawValue)")
            func item(_ count: Int, _ text: String, _ change: (inout DeskFilter) -> Void) -> [String: Any] {
                let link = DeskQuery(filter(figure, query)).link(change)
                return [
                    "count": Written.number(count), "text": text, "href": link,
                    "current": link == "/desk?" + query.text(),
                ]
            }
            var items = [item(figure.count, status) { _ in }]
            if figure.overdue > 0 {
                items.append(item(figure.overdue, visit.text("desk.overdueOf", status)) { $0.overdue = true })
            }
            if figure.emergencies > 0 {
                items.append(item(figure.emergencies, visit.text("desk.emergencyOf", status)) { $0.emergency = true })
            }
            return items
        }
    }

    /// How long the open ones have waited since they were submitted, as a table.
    static func ages(_ figures: [Desk.Figure], _ query: DeskQuery, _ visit: Visit) -> [[String: Any]] {
        let today = Desk.startOfDay(visit.registry.environment.now().milliseconds)
        return figures.filter { DeskFilter.open.contains($0.status) && $0.count > 0 }.map { figure in
            let bounds: [Int?] = [nil] + Desk.ageLimits + [nil]
            return [
                "status": visit.text("workflow.status.\(figure.status.rawValue)"),
                "cells": figure.ages.indices.map { index -> [String: Any] in
                    let link = DeskQuery(filter(figure, query)).link {
                        $0.from = bounds[index + 1].map { today - Int64($0) * 86_400_000 }
                        $0.until = bounds[index].map { today - Int64($0) * 86_400_000 }
                    }
                    return ["count": Written.number(figure.ages[index]), "href": link]
                },
            ]
        }
    }

    private static func filter(_ figure: Desk.Figure, _ query: DeskQuery) -> DeskFilter {
        var filter = DeskFilter()
        (filter.reach, filter.status) = (query.filter.reach, figure.status)
        return filter
    }
}
