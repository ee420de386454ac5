import Foundation
import Testing

@testable import Exchange

@Suite("Made-up lists with known truth", .timeLimit(.minutes(3)))
struct SampleListsTests {
    private func order(
        _ seed: UInt64 = 4, left: Int = 700, right: Int = 250, kind: SampleCase = .kind, mixed: Bool = true,
        without: Set<SampleColumn> = []
    ) -> SampleOrder {
        SampleOrder(left: left, right: right, seed: seed, kind: kind, isMixedScript: mixed, without: without)
    }

    /// The three files of an order, by name.
    private func made(_ order: SampleOrder) throws -> [String: Data] {
        try withTemporaryFolder { folder in
            try SampleLists(order).write(to: folder)
            var made: [String: Data] = [:]
            for name in files(below: folder) { made[name] = try bytes(folder + "/" + name) }
            return made
        }
    }

    private func rows(_ data: Data?) -> [[String]] {
        String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("The same order gives the same bytes, another seed others", arguments: SampleCase.allCases)
    func seeds(kind: SampleCase) throws {
        let first = try made(order(kind: kind))
        #expect(Set(first.keys) == ["left.csv", "right.csv", "truth.csv"])
        #expect(try made(order(kind: kind)) == first)
        #expect(try made(order(5, kind: kind))["left.csv"] != first["left.csv"])
    }

    @Test("There are as many rows as were ordered", arguments: [(700, 250), (1, 1), (96, 96), (1000, 3)])
    func size(left: Int, right: Int) throws {
        let files = try made(order(left: left, right: right))
        #expect(rows(files["left.csv"]).count == left + 1)
        #expect(rows(files["right.csv"]).count == right + 1)
        #expect(rows(files["truth.csv"]).count == left + right + 1)
    }

    @Test("Ids are unique, and the truth knows every row", arguments: SampleCase.allCases)
    func truth(kind: SampleCase) throws {
        let files = try made(order(kind: kind))
        let left = rows(files["left.csv"]).dropFirst().map { $0[0] },
            right = rows(files["right.csv"]).dropFirst().map { $0[0] }
        #expect(Set(left).count == 700 && Set(right).count == 250)
        let truth = rows(files["truth.csv"]).dropFirst()
        #expect(Set(truth.filter { $0[0] == "left" }.map { $0[1] }) == Set(left))
        #expect(Set(truth.filter { $0[0] == "right" }.map { $0[1] }) == Set(right))
        // Many of the registered have returned, some are listed twice.
        let onLeft = Set(truth.filter { $0[0] == "left" }.map { $0[2] }),
            onRight = Set(truth.filter { $0[0] == "right" }.map { $0[2] })
        #expect(onLeft.intersection(onRight).count > 120)
        #expect(onLeft.count < 700)
        #expect(!onRight.isSubset(of: onLeft))
    }

    @Test("Latin lists hold no other script, mixed ones do")
    func scripts() throws {
        func hasIndic(_ data: Data?) -> Bool {
            String(decoding: data ?? Data(), as: UTF8.self).unicodeScalars.contains {
                (0x900...0x9FF).contains($0.value)
            }
        }
        let latin = try made(order(mixed: false)), mixed = try made(order())
        #expect(!hasIndic(latin["right.csv"]))
        #expect(hasIndic(mixed["left.csv"]) && hasIndic(mixed["right.csv"]))
    }

    @Test("Columns can be left out")
    func without() throws {
        let files = try made(order(without: [.occupation, .state]))
        let left = rows(files["left.csv"]), right = rows(files["right.csv"])
        #expect(!left[0].contains("occupation") && !left[0].contains("state_of_stay"))
        #expect(!right[0].contains("occupation") && !right[0].contains("destination_state"))
        #expect(Set(left.map(\.count)) == [left[0].count] && Set(right.map(\.count)) == [right[0].count])
    }

    @Test("Each column that can be left out has a heading in both lists", arguments: SampleColumn.allCases)
    func columns(column: SampleColumn) throws {
        let files = try made(order(left: 5, right: 5, without: [column]))
        #expect(rows(files["left.csv"])[0].count == SampleLists.leftHeadings.count - 1)
        #expect(rows(files["right.csv"])[0].count == SampleLists.rightHeadings.count - 1)
    }
}
