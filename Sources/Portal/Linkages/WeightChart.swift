import Exchange
import Registry

/// How many pairs weigh so much, as a chart and as the table of the same numbers.
enum WeightChart {
    /// Above the bars stands what their colours mean.
    private static let (width, height, foot, most) = (640, 200, 24, 32)

    private struct Bin {
        var from: Int
        var to: Int
        var matches = 0
        var possible = 0
    }

    static func model(_ weights: [LinkageResult.Weight], _ visit: Visit) -> [String: Any]? {
        let bins = bins(weights)
        guard let largest = bins.map({ $0.matches + $0.possible }).max(), largest > 0 else { return nil }
        let step = width / bins.count
        func tall(_ number: Int) -> Int { number == 0 ? 0 : max(1, number * (height - 48) / largest) }
        var bars: [[String: Any]] = []
        var marks: [[String: Any]] = []
        for (place, bin) in bins.enumerated() {
            let (low, high) = (tall(bin.matches), tall(bin.possible))
            if low > 0 { bars.append(bar(place * step, low, height - low, step, "bar")) }
            if high > 0 { bars.append(bar(place * step, high, height - low - high, step, "bar other")) }
            if place % max(1, bins.count / 8) == 0 {
                marks.append(["x": String(place * step), "y": String(height + foot - 6), "text": String(bin.from)])
            }
        }
        return [
            "bars": bars, "marks": marks, "width": String(width), "height": String(height + foot),
            "base": String(height), "legend": String(width - 180), "legendText": String(width - 162),
            "bins": bins.map {
                [
                    "weight": $0.from == $0.to ? String($0.from) : "\($0.from) – \($0.to)",
                    "matches": Written.number($0.matches), "possible": Written.number($0.possible),
                ]
            },
        ]
    }

    private static func bar(_ x: Int, _ height: Int, _ y: Int, _ step: Int, _ style: String) -> [String: Any] {
        ["x": String(x), "y": String(y), "width": String(max(1, step - 2)), "height": String(height), "class": style]
    }

    /// As many as fit, of equal width, without a gap.
    private static func bins(_ weights: [LinkageResult.Weight]) -> [Bin] {
        guard let first = weights.first?.weight, let last = weights.last?.weight else { return [] }
        let wide = max(1, (last - first + most) / most)
        var bins = stride(from: first, through: last, by: wide).map { Bin(from: $0, to: $0 + wide - 1) }
        for weight in weights {
            let place = (weight.weight - first) / wide
            bins[place].matches += weight.matches
            bins[place].possible += weight.possible
        }
        return bins
    }
}
