import Exchange
import Foundation
import Registry
import Tabular
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

    @Test func allSheetsOfAWorkbookComeInAndTheirRowsAreNamedAsTheyStand() throws {
        try withTemporaryFolder { folder in
            let writer = try XLSXWriter(path: folder + "/list.xlsx", temporaryFolder: folder)
            let (name, aadhaar) = ("Md Rahim", "999941057058")
            for (sheet, rows) in [
                ("GP 1", [["1", "Ram Das", "soon", ""], ["2", name, "1985", aadhaar]]),
                ("GP 2", [["3", "", "1990", ""], ["4", name, "1985", aadhaar]]),
            ] {
                let columns = ["id", "name", "dob", "aadhaar"].map { XLSXWriter.Column(title: $0) }
                try writer.addSheet(name: sheet, titles: ["Registered workers"], columns: columns)
                for row in rows { try writer.write(Row(fields: row)) }
            }
            try writer.addSheet(name: "Notes", columns: [.init(title: "remark"), .init(title: "by")])
            try writer.close()
            let arguments = [
                "import", "workers", "list.xlsx", "--place", "1000000019", "--numbers-only", "--reports", "reports",
                "--json",
            ]
            let result = try Shell.run(arguments, in: folder)
            #expect(result.status == 0 && result.errors.contains("sheets not read: Notes"), "\(result.errors)")
            let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
            #expect(report.rows == 4 && report.imported == 2 && report.refused == 1 && report.repeated == 1)
            let errors = try lines(folder + "/reports/errors.csv")
            #expect(
                errors.dropFirst().map { $0.split(separator: ",").prefix(3).joined(separator: " ") } == [
                    "list.xlsx GP 1 3", "list.xlsx GP 2 3",
                ])
            let duplicates = try lines(folder + "/reports/duplicates.csv")
            #expect(duplicates.dropFirst().first == "GP 2,4,4,\"sheet \"\"GP 1\"\", row 4\",certain,aadhaar")
        }
    }

    @Test func titlesAboveTheHeadingsArePassedOver() throws {
        try withTemporaryFolder { folder in
            try "Registered workers,,\n,,\nid,name,dob\n1,Ram Das,1985\n".write(
                toFile: folder + "/right.csv", atomically: true, encoding: .utf8)
            #expect(try run(["--place", "1000000019", "--numbers-only"], in: folder).imported == 1)
        }
    }

    @Test func rowsWithoutANumberOfTheirOwnAreWorkersOfTheirOwn() throws {
        try withTemporaryFolder { folder in
            let rows = [
                "NA,Ram Das,Hari Das", "NA,Sita Das,Hari Das", "1.23457E+11,Gopal Roy,Nimai Roy",
                "1.23457E+11,Bimal Sen,Amal Sen",
            ]
            let list =
                (["registration_no,name,father"] + rows + [rows[0], "7,NA S/O Hari,"]).joined(separator: "\n") + "\n"
            try list.write(toFile: folder + "/right.csv", atomically: true, encoding: .utf8)
            let report = try run(["--place", "1000000019", "--numbers-only", "--reports", "reports"], in: folder)
            #expect(report.rows == 6 && report.imported == 5 && report.refused == 1)
            let errors = try lines(folder + "/reports/errors.csv")
            #expect(errors.count { $0.contains("registration_no,\"was rounded") } == 2, "\(errors)")
        }
    }

    @Test func aListWithoutNamesIsRefusedInWords() throws {
        try withTemporaryFolder { folder in
            let rows = (0..<20_000).map { "\($0),Kandi,Salar" }.joined(separator: "\n")
            try ("x,y,z\n" + rows + "\n").write(toFile: folder + "/right.csv", atomically: true, encoding: .utf8)
            let result = try Shell.run(["import", "workers", "right.csv", "--place", "1000000019"], in: folder)
            #expect(
                result.status == 1 && result.errors.contains("there is no column of names"),
                "\(result.status) \(result.errors)")
        }
    }
}
