import Foundation
import Linkage
package import Registry
import Tabular

/// Puts the possible pairs of a finished `shramik link` into the review queue, with both rows as they were written.
package struct ReviewLoad {
    package struct Report: Sendable, Equatable {
        package var pairs = 0
        /// Pairs whose district is not in the directory: only the whole state's officers see them.
        package var withoutDistrict = 0
    }

    private let folder: String
    private let list: String
    private let request: LinkRequest?
    private let places: PlaceReader
    private let area: PlaceID?
    private let registry: Registry

    /// - Parameters:
    ///   - list: the name of the queue.
    ///   - request: where the run's lists lie now, if not where they lay then.
    ///   - places: how places are read; by the whole directory when nil.
    ///   - area: pairs of other places go here.
    package init(
        _ folder: String, list: String, reading request: LinkRequest? = nil, places: PlaceReader? = nil,
        in area: PlaceID? = nil, into registry: Registry
    ) {
        (self.folder, self.list, self.request, self.registry) = (folder, list, request, registry)
        let states = registry.places.states
        self.places = places ?? PlaceReader(registry.places, in: states, fallback: states.first)
        self.area = area
    }

    /// Can be repeated: a pair stands in the queue once, and its decision stays.
    ///
    /// - Throws: `TableProblem` when the run or its lists can't be read.
    package func run() async throws -> Report {
        let (list, registry) = (self.list, self.registry)
        let (pairs, report) = try read()
        for start in stride(from: 0, to: pairs.count, by: 500) {
            let some = pairs[start..<min(start + 500, pairs.count)]
            try await registry.write(as: .program("review load")) { scope in
                for pair in some {
                    try ReviewPair.queue(
                        pair.first, pair.second, list: list, weight: pair.weight, content: pair.content,
                        at: pair.location, in: scope)
                }
                try scope.record(
                    "loaded", "review", nil, details: ["list": list, "pairs": String(some.count)])
            }
        }
        return report
    }

    private struct Loaded: Sendable {
        var first: RecordID
        var second: RecordID
        var weight: Double
        var content: ReviewPair.Content
        var location: Location
    }

    private func read() throws -> ([Loaded], Report) {
        var written: [(left: String, right: String, weight: Double)] = []
        try TruthTable.forEachRow(folder + "/pairs.csv", ["left_id", "right_id", "match_weight", "decision"]) { cells in
            if cells[3] == "possible" { written.append((cells[0], cells[1], Double(cells[2]) ?? 0)) }
        }
        let run = try LinkedRun(folder, reading: request)
        let lists = run.loaded.lists, other = lists.count - 1
        let left = run.records(Set(written.map(\.left)), list: 0)
        let right = run.records(Set(written.map(\.right)), list: other)
        var report = Report(), loaded: [Loaded] = []
        for pair in written {
            guard let a = left[pair.left], let b = right[pair.right] else { continue }
            let fields = run.fields(a, b)
            func value(_ column: String) -> String? {
                fields.first { $0.column == column }.map { $0.left.isEmpty ? $0.right : $0.left }
            }
            var location = places.read(
                district: value("district"), block: value("block"), panchayat: value("gp")
            ).location
            if let area, !location.lies(in: area) { location = Location(area, in: registry.places) }
            if location.district == nil { report.withoutDistrict += 1 }
            report.pairs += 1
            loaded.append(
                Loaded(
                    first: RecordID(ofRow: pair.left, source: lists[0].file.name, in: registry),
                    second: RecordID(ofRow: pair.right, source: lists[other].file.name, in: registry),
                    weight: pair.weight, content: content(fields, run.explanation(a, b)), location: location))
        }
        return (loaded, report)
    }

    private func content(_ fields: [PairExplanation.Field], _ explanation: Explanation) -> ReviewPair.Content {
        ReviewPair.Content(
            fields: fields.filter { !$0.left.isEmpty || !$0.right.isEmpty }.map {
                .init(column: $0.column, first: $0.left, second: $0.right)
            },
            parts: explanation.parts.filter { $0.label != "missing" && !$0.title.hasPrefix("lists") }.map {
                .init(column: $0.title, level: $0.label, weight: $0.weight)
            })
    }
}
