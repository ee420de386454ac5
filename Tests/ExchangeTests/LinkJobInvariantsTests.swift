import Foundation
import Linkage
import Tabular
import Testing

@testable import Exchange

@Suite("What must hold of a run, whatever the lists", .serialized, .timeLimit(.minutes(10)))
struct LinkJobInvariantsTests {
    @Test("The order of the rows in both files does not matter")
    func shuffledRows() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            var numbers = SeededNumbers(state: 3)
            for name in ["left.csv", "right.csv"] {
                let all = try lines(run.folder + "/" + name)
                let shuffled = all.dropFirst().shuffled(using: &numbers)
                #expect(shuffled != Array(all.dropFirst()))
                try write(([all[0]] + shuffled).joined(separator: "\n") + "\n", to: folder + "/" + name)
            }
            try SampleRun.link(folder + "/left.csv", folder + "/right.csv", to: folder + "/out")
            for table in SampleRun.tables where table != "rejected.csv" {
                let straight = try lines(run.output + "/" + table), turned = try lines(folder + "/out/" + table)
                #expect(straight.count == turned.count, "\(table)")
                #expect(Set(straight) == Set(turned), "\(table)")
            }
        }
    }

    @Test("One thread gives the same bytes as two, workbooks among them")
    func threads() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            let output = folder + "/out"
            let alone = try SampleRun.link(run.left, run.right, to: output, threads: 1, writesWorkbooks: true)
            let names = files(below: output)
            #expect(names == files(below: run.output))
            #expect(names.contains { $0.hasPrefix("districts/") && $0.hasSuffix(".xlsx") })
            for name in names where name != "summary.json" && name != "model.json" {
                #expect(try bytes(output + "/" + name) == bytes(run.output + "/" + name), "\(name)")
            }
            // What was asked for names the threads; what was learned must not depend on them.
            let one = try ModelFile.read(output), two = try ModelFile.read(run.output)
            #expect(one.model == two.model)
            #expect(one.settings == two.settings)
            #expect(alone.threads == 1)
            #expect(Self.counts(alone) == Self.counts(run.summary))
        }
    }

    @Test("The same lists give the same bytes again, in place of the earlier results")
    func again() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            let output = folder + "/out"
            try FileManager.default.createDirectory(atPath: output + "/districts", withIntermediateDirectories: true)
            try write("old", to: output + "/pairs.csv")
            try write("old", to: output + "/districts/Nowhere.xlsx")
            try write("mine", to: output + "/notes.txt")
            try SampleRun.link(run.left, run.right, to: output, writesWorkbooks: true)
            #expect(try bytes(output + "/notes.txt") == Data("mine".utf8))
            #expect(files(below: output).subtracting(["notes.txt"]) == files(below: run.output))
            for name in files(below: run.output) where name != "summary.json" {
                #expect(try bytes(output + "/" + name) == bytes(run.output + "/" + name), "\(name)")
            }
        }
    }

    @Test("A list that is both left and right matches nearly every row with itself")
    func itself() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            let summary = try SampleRun.link(run.right, run.right, to: folder + "/out")
            let right = try #require(summary.right)
            // Weights know on which list two rows stand, so that the two need not agree to the last person.
            #expect(abs(summary.left.people - right.people) <= right.people / 50)
            #expect(Double(summary.matches) > 0.95 * Double(right.people))
            let pairs = try lines(folder + "/out/pairs.csv").dropFirst().map { $0.split(separator: ",") }
            let matches = pairs.filter { $0[3] == "match" }
            #expect(matches.count { $0[0] == $0[1] } > 900)
        }
    }

    /// What a summary counts, without time, memory and threads.
    static func counts(_ summary: Summary) -> Summary {
        var counts = summary
        (counts.phases, counts.seconds, counts.peakMemoryBytes, counts.threads) = ([], 0, 0, 1)
        return counts
    }
}
