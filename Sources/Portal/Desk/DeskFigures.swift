import Registry

/// The counts at the head of a desk; each is a link to the list that it counts.
enum DeskFigures {
    static func model(_ figures: [Desk.Figure], _ query: DeskQuery, _ visit: Visit) -> [[String: Any]] {
        figures.flatMap { figure -> [[String: Any]] in
            let status = visit.text("workflow.status.\(figure.status.rawValue)")
            func item(_ count: Int, _ text: String, late: Bool = false, _ change: (inout DeskFilter) -> Void)
                -> [String: Any]
            {
                let link = DeskQuery(filter(figure, query)).link(change)
                return [
                    "count": Written.number(count), "text": text, "href": link,
                    "current": link == "/desk?" + query.text(), "late": late,
                ]
            }
            var items = [item(figure.count, status) { _ in }]
            if figure.overdue > 0 {
                items.append(
                    item(figure.overdue, visit.text("desk.overdueOf", status), late: true) { $0.overdue = true })
            }
            if figure.emergencies > 0 {
                items.append(item(figure.emergencies, visit.text("desk.emergencyOf", status)) { $0.emergency = true })
            }
            return items
        }
    }

    /// How long the open ones have waited since they were submitted: a table, and a bar a row on one scale.
    static func ages(_ figures: [Desk.Figure], _ query: DeskQuery, _ visit: Visit) -> [[String: Any]] {
        let today = Desk.startOfDay(visit.registry.environment.now().milliseconds)
        let open = figures.filter { DeskFilter.open.contains($0.status) && $0.count > 0 }
        let longest = open.map { $0.ages.reduce(0, +) }.max() ?? 0
        return open.map { figure in
            let bounds: [Int?] = [nil] + Desk.ageLimits + [nil]
            var drawn = 0
            return [
                "status": visit.text("workflow.status.\(figure.status.rawValue)"),
                "cells": figure.ages.indices.map { index -> [String: Any] in
                    let link = DeskQuery(filter(figure, query)).link {
                        $0.from = bounds[index + 1].map { today - Int64($0) * 86_400_000 }
                        $0.until = bounds[index].map { today - Int64($0) * 86_400_000 }
                    }
                    let count = figure.ages[index]
                    defer { drawn += count }
                    return [
                        "count": Written.number(count), "some": count > 0, "href": link, "class": "age\(index)",
                        "x": percent(drawn, longest), "width": percent(count, longest),
                    ]
                },
            ]
        }
    }

    /// With one decimal, as SVG wants numbers.
    private static func percent(_ part: Int, _ whole: Int) -> String {
        let tenths = whole == 0 ? 0 : part * 1000 / whole
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func filter(_ figure: Desk.Figure, _ query: DeskQuery) -> DeskFilter {
        var filter = DeskFilter()
        (filter.reach, filter.status) = (query.filter.reach, figure.status)
        return filter
    }
}
