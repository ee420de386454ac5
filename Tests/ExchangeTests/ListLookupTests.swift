import Foundation
import Testing

@testable import Exchange

@Suite struct ListLookupTests {
    @Test func eachPersonIsAnsweredByHimselfAndNearlyAllAreFound() throws {
        let sample = try SampleRun.shared()
        let path = NSTemporaryDirectory() + "shramik-lookup-" + UUID().uuidString + ".csv"
        defer { unlink(path) }
        let request = LinkRequest(left: sample.right, right: sample.left, rightAsOf: "2020-06-30")
        var columns: [String] = []
        let report = try ListLookup(request, temporaryFolder: NSTemporaryDirectory()).run(
            to: path, columns: { file, _ in columns.append(file.name) }, progress: { _ in })
        #expect(columns == ["right.csv", "left.csv"])
        #expect(report.listed == 1000 && report.asked == 3000)
        #expect(report.times.count == 3000 && report.times.p99 >= report.times.p50 && report.compared > 1)

        var person: [String: String] = [:], listed: Set<String> = []
        try TruthTable.forEachRow(sample.truth, ["list", "id", "person_id"]) { cells in
            person[cells[0] + cells[1]] = cells[2]
            if cells[0] == "right" { listed.insert(cells[2]) }
        }
        var claimed: [String: Set<String>] = [:], right = 0
        try TruthTable.forEachRow(path, ["left_id", "right_id", "decision"]) { cells in
            guard cells[2] == "match" else { return }
            claimed[cells[1], default: []].insert(cells[0])
            if person["right" + cells[0]] == person["left" + cells[1]] { right += 1 }
        }
        #expect(claimed.count == report.found)
        let registered = person.count { $0.key.hasPrefix("left") && listed.contains($0.value) }
        #expect(Double(right) > 0.9 * Double(claimed.values.reduce(0) { $0 + $1.count }))
        #expect(Double(claimed.count) > 0.85 * Double(registered), "\(claimed.count) of \(registered)")
    }

    @Test func withoutAFileNothingIsWritten() throws {
        let sample = try SampleRun.shared()
        let request = LinkRequest(left: sample.right, right: sample.right)
        let report = try ListLookup(request, temporaryFolder: NSTemporaryDirectory()).run(
            to: nil, columns: { _, _ in }, progress: { _ in })
        // Whoever is asked about stands on the list word for word.
        #expect(report.found == 1000)
    }
}
