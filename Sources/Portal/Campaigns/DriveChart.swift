import Registry

/// Covered people by day against the target, as lines, with all numbers in the table beside it.
enum DriveChart {
    private static let (width, height, left, bottom, top, right) = (640.0, 240.0, 72.0, 28.0, 16.0, 24.0)

    static func days(_ progress: DriveProgress, _ visit: Visit) -> [String: Any] {
        let work = progress.campaign.workDays, target = progress.total.pace.target
        guard let first = work.first, work.count > 1 else { return ["shown": false] }
        let past = work.filter { $0 <= progress.day }
        // What was counted on a day off belongs to the day of work before it.
        var covered = past.map { _ in 0 }, before = 0
        for (place, day) in past.enumerated() {
            let next = place + 1 < past.count ? past[place + 1] : progress.day + 1
            before += progress.days.filter { (place == 0 || $0.key >= day) && $0.key < next }
                .reduce(0) { $0 + $1.value[.covered] }
            covered[place] = before
        }
        let most = Double(max(target, covered.last ?? 0, 1))
        func x(_ place: Int) -> String { text(left + (width - left - right) * Double(place + 1) / Double(work.count)) }
        func y(_ value: Double) -> String { text(top + (height - bottom - top) * (1 - value / most)) }
        func line(_ values: [Double]) -> String {
            (["\(text(left)),\(y(0))"] + values.enumerated().map { "\(x($0.offset)),\(y($0.element))" })
                .joined(separator: " ")
        }
        let even = work.indices.map { Double(target) * Double($0 + 1) / Double(work.count) }
        let last = past.count - 1
        let ahead = last >= 0 && last + 1 < work.count
        return [
            "shown": true, "width": text(width), "height": text(height), "left": text(left), "base": y(0),
            "right": text(width - right),
            "covered": line(covered.map(Double.init)), "even": line(even),
            "ahead": ahead
                ? "\(x(last)),\(y(Double(covered[last]))) \(x(work.count - 1)),\(y(min(most, progress.total.pace.forecast)))"
                : "",
            "marks": [0, most / 2, most].map {
                [
                    "y": y($0), "text": Written.number(Int($0)), "right": text(width - right), "left": text(left),
                    "labelX": text(left - 6),
                ]
            },
            "ticks": work.enumerated().filter { $0.offset % max(1, work.count / 10) == 0 }.map {
                [
                    "x": x($0.offset), "y": text(height - 8),
                    "text": String(Written.turned($0.element.description).prefix(5)),
                ]
            },
            "points": covered.enumerated().map { ["x": x($0.offset), "y": y(Double($0.element))] },
            "rows": past.enumerated().map { place, day in
                [
                    "day": Written.turned(day.description),
                    "covered": Written.number(covered[place] - (place > 0 ? covered[place - 1] : 0)),
                    "total": Written.number(covered[place]), "due": Written.number(Int(even[place].rounded())),
                ]
            },
            "from": Written.turned(first.description),
        ]
    }

    /// A tenth of a pixel is enough.
    private static func text(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}
