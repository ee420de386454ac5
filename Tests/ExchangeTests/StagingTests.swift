import Foundation
import Testing

@testable import Exchange

@Suite("Results get their names when all are complete")
struct StagingTests {
    private func hidden(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(".unfinished") }
    }

    @Test("Nothing has its final name before the end, everything after it")
    func finish() throws {
        try withTemporaryFolder { folder in
            let target = folder + "/new/out"
            let staging = try Staging(target: target)
            try write("a", to: staging.path("pairs.csv"))
            try FileManager.default.createDirectory(
                atPath: staging.path("districts"), withIntermediateDirectories: true)
            try write("b", to: staging.path("districts/Nadia.xlsx"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: target) == hidden(target))
            try staging.finish()
            #expect(files(below: target) == ["pairs.csv", "districts/Nadia.xlsx"])
            #expect(try hidden(target).isEmpty)
        }
    }

    @Test("Earlier results are replaced, folders whole, and other files stay")
    func replace() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/districts", withIntermediateDirectories: true)
            for name in ["pairs.csv", "districts/Old.xlsx", "notes.txt"] { try write("old", to: folder + "/" + name) }
            let staging = try Staging(target: folder)
            try FileManager.default.createDirectory(
                atPath: staging.path("districts"), withIntermediateDirectories: true)
            for name in ["pairs.csv", "districts/New.xlsx"] { try write("new", to: staging.path(name)) }
            try staging.finish()
            #expect(files(below: folder) == ["pairs.csv", "districts/New.xlsx", "notes.txt"])
            #expect(try bytes(folder + "/pairs.csv") == Data("new".utf8))
            #expect(try bytes(folder + "/notes.txt") == Data("old".utf8))
        }
    }

    @Test("What is given up leaves nothing")
    func remove() throws {
        try withTemporaryFolder { folder in
            let staging = try Staging(target: folder)
            try write("a", to: staging.path("pairs.csv"))
            staging.remove()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test("The folder of a dead process is removed, that of a living one is not")
    func abandoned() throws {
        try withTemporaryFolder { folder in
            // No process has so high a number.
            for number in ["2147483000", String(getppid()), "x"] {
                try FileManager.default.createDirectory(
                    atPath: folder + "/.unfinished-" + number, withIntermediateDirectories: true)
            }
            let staging = try Staging(target: folder)
            let left = try Set(hidden(folder))
            #expect(left.isSuperset(of: [".unfinished-\(getppid())", ".unfinished-x"]))
            #expect(left.contains { $0.hasPrefix(".unfinished-\(getpid())-") })
            #expect(left.count == 3)
            staging.remove()
        }
    }

    @Test("A run that fails while it reads leaves no file at all")
    func failedRun() throws {
        try withTemporaryFolder { folder in
            let good = try write("id,name,village\n1,Ram,Kandi\n", to: folder + "/good.csv")
            let bad = try write("id,name,village\n1,Ram,\"Kandi\n", to: folder + "/bad.csv")
            #expect(throws: (any Error).self) { try SampleRun.link(good, bad, to: folder + "/out") }
            #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
        }
    }
}
