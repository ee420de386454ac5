import Exchange
import Foundation
import Registry
import Testing

/// `shramik import workers`, as a person runs it.
@Suite(.enabled(if: Shell.isBuilt, "shramik is not built beside the tests"), .timeLimit(.minutes(5)))
struct WorkerImportTests {
    private struct Report: Decodable {
        var rows = 0, imported = 0, already = 0, refused = 0, repeated = 0, possible = 0
    }

    /// More bytes than an import files at once.
    private func list(_ folder: String, rows: Int = 7_000) throws {
        try SampleLists(
            SampleOrder(left: 100, right: rows, seed: 3, kind: .kind, isMixedScript: true, without: [])
        ).write(to: folder)
    }

    private func run(_ arguments: [String], in folder: String) throws -> Report {
        let result = try Shell.run(["import", "workers", "right.csv", "--json"] + arguments, in: folder)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    }

    @Test func whatWasKilledByForceIsFinishedByTheNextRun() throws {
        try withTemporaryFolder { folder in
            try list(folder)
            // Killed early and late; whatever was reached then, the last run brings in the rest and nothing twice.
            for wait in [0.4, 1.5, 3.0] {
                let process = Shell.process(["import", "workers", "right.csv", "--numbers-only"], in: folder)
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                Thread.sleep(forTimeInterval: wait)
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            let last = try run(["--numbers-only"], in: folder)
            #expect(last.rows == 7_000)
            #expect(last.imported + last.already == 7_000)
            let again = try run(["--numbers-only"], in: folder)
            #expect(again.already == 7_000)
            #expect(again.imported == 0)
            let tried = try Shell.run(["trial", ".", "--count", "100", "--json"], in: folder)
            #expect(tried.status == 0)
            let trial = try #require(JSONSerialization.jsonObject(with: Data(tried.output.utf8)) as? [String: Any])
            // Nobody is lost for the check: those who are registered are found.
            let (registered, found) = (trial["registered"] as? Int ?? 0, trial["found"] as? Int ?? 0)
            #expect(registered > 50)
            #expect(Double(found) > 0.9 * Double(registered))
        }
    }

    @Test func namesThatWereLeftOutAreComparedByALaterRun() throws {
        try withTemporaryFolder { folder in
            try list(folder, rows: 600)
            let first = try run(["--numbers-only"], in: folder)
            #expect(first.imported == 600)
            let second = try run(["--reports", "reports"], in: folder)
            #expect(second.already == 600)
            #expect(second.possible > 0)
            #expect(try lines(folder + "/reports/duplicates.csv").count > second.possible)
            // Compared once, they are not compared again.
            #expect(try run([], in: folder).possible == 0)
        }
    }
}
