import Foundation
import Linkage
import Synchronization
import Tabular
import Testing

@testable import Exchange

@Suite("What a run writes", .serialized, .timeLimit(.minutes(10)))
struct LinkJobOutputTests {
    @Test("On a kind sample F1 is above 0.97")
    func accuracy() throws {
        let run = try SampleRun.shared()
        let result = try Evaluator(folder: run.output, truth: run.truth).evaluate()
        #expect(result.f1 > 0.97, "\(result)")
        #expect(result.pairCompleteness > 0.97, "\(result)")
        #expect((result.leftOutAccuracy ?? 0) > 0.97, "\(result)")
        #expect(result.rightPairs <= min(result.claimedPairs, result.truePairs))
    }

    @Test("The counts of a summary add up")
    func counts() throws {
        let summary = try SampleRun.shared().summary
        let right = try #require(summary.right)
        #expect(summary.left.rows == 3000)
        #expect(right.rows == 1000)
        for list in [summary.left, right] {
            #expect(list.rows == list.used + list.unusable, "\(list.file)")
            #expect(list.used == list.people + list.duplicateRows, "\(list.file)")
            #expect(list.used == list.rowsMatched + list.rowsPossible + list.rowsUnmatched, "\(list.file)")
            #expect(list.people == list.peopleMatched + list.peopleUnmatched, "\(list.file)")
            #expect(list.peopleMatched == summary.matches, "\(list.file)")
            #expect(list.people > 0 && list.duplicateRows > 0, "\(list.file)")
        }
        #expect(summary.leftOut == summary.left.peopleUnmatched)
        #expect(summary.leftOutWithPossible <= summary.leftOut)
        #expect(summary.places.reduce(0) { $0 + $1.rows } == summary.left.used)
        #expect(summary.places.reduce(0) { $0 + $1.target } == summary.leftOut)
        #expect(summary.places.reduce(0) { $0 + $1.registered } == summary.left.peopleMatched)
        #expect(summary.places.reduce(0) { $0 + $1.possible } == summary.leftOutWithPossible)
        #expect(summary.comparedPairs <= summary.blocking.reduce(0) { $0 + $1.pairs })
    }

    @Test("The files say what the summary counts")
    func filesAgree() throws {
        let run = try SampleRun.shared()
        let pairs = try lines(run.output + "/pairs.csv").dropFirst().map { $0.split(separator: ",").map(String.init) }
        let matched = pairs.filter { $0[3] == "match" }
        #expect(Set(matched.map { $0[0] }).count == run.summary.left.rowsMatched)
        #expect(Set(matched.map { $0[1] }).count == run.summary.right?.rowsMatched)
        #expect(pairs.count { $0[3] == "possible" } == run.summary.possiblePairs)
        let leftOut = try lines(run.output + "/left-out.csv")
        #expect(leftOut.count - 1 == run.summary.leftOut)
        #expect(leftOut.count { $0.split(separator: ",")[2] == "yes" } == run.summary.leftOutWithPossible)
        #expect(try lines(run.output + "/rejected.csv") == ["file,sheet,line,column,reason"])
        let stored = try JSONDecoder().decode(Summary.self, from: bytes(run.output + "/summary.json"))
        #expect(stored == run.summary)
        #expect(!FileManager.default.contentsAt(run.output).contains { $0.hasPrefix(".unfinished") })
    }

    @Test(
        "A run that nobody wants any more ends at its next step and leaves nothing", arguments: ["blocking", "writing"])
    func cancelled(phase: String) throws {
        let run = try SampleRun.shared()
        let request = LinkRequest(left: run.left, right: run.right, leftAsOf: "2020-06-30")
        let output = run.folder + "/cancelled-" + phase
        let isReached = Mutex(false)
        let job = LinkJob(
            request, output: output, writesWorkbooks: true, isCancelled: { isReached.withLock { $0 } },
            progress: { progress in if progress.phase == phase { isReached.withLock { $0 = true } } })
        #expect(throws: CancellationError.self) { try job.run() }
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    @Test("No row of either list is matched with two people")
    func oneToOne() throws {
        let run = try SampleRun.shared()
        var personOf: [String: String] = [:]
        for name in ["left", "right"] {
            for line in try lines(run.output + "/duplicates-\(name).csv").dropFirst() {
                let cells = line.split(separator: ",").map(String.init)
                personOf[cells[0]] = cells[1]
            }
        }
        var partner: [String: String] = [:]
        for line in try lines(run.output + "/pairs.csv").dropFirst() where line.hasSuffix(",match") {
            let cells = line.split(separator: ",").map(String.init)
            let left = personOf[cells[0]] ?? cells[0], right = personOf[cells[1]] ?? cells[1]
            for (one, other) in [(left, right), (right, left)] {
                #expect(partner[one] == nil || partner[one] == other, "\(one)")
                partner[one] = other
            }
        }
        #expect(partner.count == 2 * run.summary.matches)
    }

    @Test("Workbooks in give the same pairs as CSV files in")
    func workbooksIn() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            for name in ["left", "right"] {
                try TableFile("\(run.folder)/\(name).csv").convert(sheet: nil, to: "\(folder)/\(name).xlsx")
            }
            try SampleRun.link(folder + "/left.xlsx", folder + "/right.xlsx", to: folder + "/out")
            for table in ["pairs.csv", "left-out.csv", "duplicates-left.csv", "duplicates-right.csv"] {
                #expect(try lines(folder + "/out/" + table) == lines(run.output + "/" + table), "\(table)")
            }
        }
    }

    @Test(
        "Lists that lack what they are usually matched by are still matched, and the run says to look with care",
        arguments: [
            ([.epic, .mobile, .guardian], 0.85), ([.epic, .mobile, .guardian, .sex, .age, .occupation, .state], 0.75),
            ([.epic, .mobile, .guardian, .village, .gp], 0.55), ([.epic, .mobile, .age], 0.94),
        ] as [(Set<SampleColumn>, Double)])
    func poorLists(without: Set<SampleColumn>, least: Double) throws {
        try withTemporaryFolder { folder in
            let order = SampleOrder(
                left: 6000, right: 2000, seed: 3, kind: .kind, isMixedScript: true, without: without)
            try SampleLists(order).write(to: folder)
            let summary = try SampleRun.link(folder + "/left.csv", folder + "/right.csv", to: folder + "/out")
            #expect(summary.warnings.contains { $0.contains("too few rows share an identity number") })
            let result = try Evaluator(folder: folder + "/out", truth: folder + "/truth.csv").evaluate()
            #expect(result.f1 > least, "\(result)")
        }
    }

    @Test("A column of districts that can't be one makes no workbooks, and the run says which it was")
    func tooManyDistricts() throws {
        try withTemporaryFolder { folder in
            let letters = Array("bdgjkmprs").map(String.init)
            let rows = (0..<1_100).map { number in
                let syllables = [number % 9, number / 9 % 9, number / 81 % 9, number / 729].map { letters[$0] }
                return "\(number),Ram Das,Hari Das,\(syllables.joined(separator: "o"))"
            }
            let list = "id,name,father,district\n" + rows.joined(separator: "\n") + "\n"
            let left = try write(list, to: folder + "/left.csv"), right = try write(list, to: folder + "/right.csv")
            let summary = try SampleRun.link(left, right, to: folder + "/out")
            #expect(summary.districts > 1_000, "\(summary.districts)")
            let request = LinkRequest(left: left, right: right, threads: 2)
            let whole = try LinkJob(request, output: folder + "/whole", writesWorkbooks: true) { _ in }.run()
            #expect(whole.workbooks == nil && whole.notes?.contains { $0.kind == .tooManyDistricts } == true)
            #expect(whole.warnings.contains { $0.contains("“district”") && $0.contains("no workbooks") })
            #expect(!FileManager.default.fileExists(atPath: folder + "/whole/districts"))
            #expect(FileManager.default.fileExists(atPath: folder + "/whole/left-out.csv"))
        }
    }

    @Test("A guardian behind the name and an address in one field give what columns of their own give")
    func writtenTogether() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            var rows = try lines(run.left).map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            #expect(
                Array(rows[0][0...9])
                    == "id name guardian sex age mobile village gp block district".split(separator: " ").map(
                        String.init))
            rows = rows.enumerated().map { line, row in
                let name = line == 0 || row[2].isEmpty ? row[1] : "\(row[1]) S/O \(row[2])"
                let address = "\"Vill- \(row[6]), GP- \(row[7]), Block- \(row[8]), Dist- \(row[9])\""
                return [row[0], name, row[3], row[4], row[5], line == 0 ? "address" : address] + row[10...]
            }
            let left = try write(
                rows.map { $0.joined(separator: ",") }.joined(separator: "\n"), to: folder + "/left.csv")
            try SampleRun.link(left, run.right, to: folder + "/out")
            for table in SampleRun.tables where table != "left-out.csv" {
                #expect(try lines(folder + "/out/" + table) == lines(run.output + "/" + table), "\(table)")
            }
        }
    }

    @Test("Who has a surname but no first name is a person, who has a guardian alone is not")
    func partOfAName() throws {
        let list = """
            id,first_name,surname,father_name,email
            1,Ram,Das,Hari Das,ram@example.org
            2,,Das,,ram@example.org
            3,,,Hari Das,
            """
        let settings = """
            columns: {left: {given: first_name, family: surname, guardian: father_name, email: email}}
            comparisons:
              - {column: given, kind: name}
              - {column: family, kind: name}
              - {column: guardian, kind: name}
              - {column: email, kind: identifier}
            blocking_rules: [{on: [email]}]
            """
        try withTemporaryFolder { folder in
            let left = try write(list, to: folder + "/left.csv")
            var request = LinkRequest(left: left, right: nil, threads: 1)
            request.settings = try write(settings, to: folder + "/settings.yaml")
            let summary = try LinkJob(request, output: folder + "/out", writesWorkbooks: false) { _ in }.run()
            #expect(summary.left.used == 2)
            #expect(try lines(folder + "/out/rejected.csv").dropFirst().map { $0.split(separator: ",")[1] } == ["4"])
        }
    }

    @Test("Deduplicating one list finds the rows that are one person")
    func dedupe() throws {
        let run = try SampleRun.shared()
        try withTemporaryFolder { folder in
            let truth = try lines(run.truth).filter { $0.hasPrefix("left,") }.map { $0.dropFirst(5) }
            try write((["id,person_id"] + truth).joined(separator: "\n") + "\n", to: folder + "/truth.csv")
            let request = LinkRequest(left: run.left, right: nil, leftAsOf: "2020-06-30", threads: 2)
            let summary = try LinkJob(request, output: folder + "/out", writesWorkbooks: false) { _ in }.run()
            #expect(summary.right == nil)
            #expect(summary.left.people + summary.left.duplicateRows == 3000)
            let result = try Evaluator(folder: folder + "/out", truth: folder + "/truth.csv").evaluate()
            #expect(result.f1 > 0.9, "\(result)")
        }
    }
}

extension FileManager {
    /// Names in a folder, hidden ones among them.
    fileprivate func contentsAt(_ folder: String) -> [String] { (try? contentsOfDirectory(atPath: folder)) ?? [] }
}
