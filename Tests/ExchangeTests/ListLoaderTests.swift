import Foundation
import Linkage
import Tabular
import Testing

@testable import Exchange

@Suite("Lists that are read, in part or not at all")
struct ListLoaderTests {
    private static let good =
        "id,name,father,dob,village\n1,Ram Das,Hari Das,12-03-1985,Kandi\n2,Gopal Roy,Nimai Roy,1990,Salar\n"

    private func load(_ left: String, _ right: String = good, _ change: (inout LinkRequest) -> Void = { _ in }) throws
        -> LoadedLists
    {
        try withTemporaryFolder { folder in
            var request = LinkRequest(
                left: try write(left, to: folder + "/left.csv"), right: try write(right, to: folder + "/right.csv"),
                threads: 2)
            change(&request)
            return try ListLoader(request, temporaryFolder: folder).load { _ in }
        }
    }

    @Test("Good lists are read whole")
    func whole() throws {
        let loaded = try load(Self.good)
        #expect(loaded.table.counts == [2, 2])
        #expect(loaded.lists.allSatisfy { $0.used == 2 && $0.unusable == 0 && $0.rejections.isEmpty })
    }

    @Test("A column that is not there lists those that are")
    func wrongColumn() {
        let problem = #expect(throws: TableProblem.self) { try load(Self.good) { $0.leftID = "Reg No" } }
        #expect(problem?.file == "left.csv" && problem?.line == 1)
        #expect(problem?.reason.contains("“Reg No”") == true)
        for heading in ["id", "name", "father", "dob", "village"] {
            #expect(problem?.advice?.contains("“\(heading)”") == true)
        }
    }

    @Test("A repeated id is named with both lines, the first repeat of the file")
    func repeatedID() {
        let list =
            "id,name,father,village\n7,Ram,Hari,Kandi\n\n8,\"Gopal\nRoy\",Nimai,Salar\n7,Hari,Ram,Kandi\n8,x,y,z\n"
        let problem = #expect(throws: TableProblem.self) { try load(Self.good, list) }
        #expect(problem?.file == "right.csv")
        #expect(problem?.line == 6)
        #expect(problem?.column?.contains("id") == true)
        #expect(problem?.reason.contains("“7”") == true && problem?.reason.contains("line 2") == true)
    }

    @Test(
        "Lists without rows are refused",
        arguments: [("", "is empty"), ("id,name,father,village\n", "no rows"), ("\u{FEFF}", "is empty")])
    func nothing(text: String, reason: String) {
        let problem = #expect(throws: TableProblem.self) { try load(Self.good, text) }
        #expect(problem?.file == "right.csv")
        #expect(problem?.reason.contains(reason) == true)
    }

    @Test("A day for ages that is none is refused", arguments: ["2020-02-30", "30-06-2020", "soon"])
    func asOf(day: String) {
        let problem = #expect(throws: SettingsProblem.self) { try load(Self.good) { $0.leftAsOf = day } }
        #expect(problem?.description.contains(day) == true)
    }

    @Test("Lists in which nothing is recognised are refused with their headings")
    func unknownColumns() {
        let problem = #expect(throws: SettingsProblem.self) { try load("x,y\n1,2\n") }
        #expect(problem?.description.contains("“x”, “y”") == true)
    }

    @Test("Values and rows that can't be used are listed with their lines, and the rest of the row is used")
    func rejections() throws {
        let list = """
            id,name,father,dob,village
            1,Ram Das,Hari Das,31-02-1985,Kandi
            2,,Hari Das,1985,Kandi
            3,"Gopal
            Roy",Nimai Roy,12-03-1985,Salar
            4,   ,x,1985,Kandi
            5,Bimal Sen,Amal Sen,soon,Kandi

            """
        try withTemporaryFolder { folder in
            let left = try write(list, to: folder + "/left.csv"),
                right = try write(Self.good, to: folder + "/right.csv")
            let summary = try SampleRun.link(left, right, to: folder + "/out")
            #expect(summary.left.rows == 5 && summary.left.used == 3 && summary.left.unusable == 2)
            #expect(summary.left.rejectedValues == 2)
            let rejected = try lines(folder + "/out/rejected.csv")
            #expect(rejected.count == 5)
            let cells = rejected.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            #expect(cells.map { $0[2] } == ["2", "3", "6", "7"])
            #expect(cells.map { $0[3] } == ["dob", "", "", "dob"])
            #expect(rejected[1].contains("31-02-1985") && rejected[4].contains("soon"))
        }
    }

    @Test("A workbook's sheets with the same headings are one list")
    func sheets() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/left.xlsx"
            let writer = try XLSXWriter(path: path, temporaryFolder: folder)
            for (sheet, rows) in [("GP 1", ["1,Ram Das,Kandi", "2,Gopal Roy,Salar"]), ("GP 2", ["3,Bimal Sen,Kandi"])] {
                try writer.addSheet(name: sheet, columns: ["id", "name", "village"].map { .init(title: $0) })
                for row in rows { try writer.write(Row(fields: row.split(separator: ","))) }
            }
            try writer.addSheet(name: "Notes", columns: [.init(title: "remarks")])
            try writer.write(Row(fields: ["not a worker"]))
            try writer.close()
            let request = LinkRequest(left: path, right: nil)
            let loaded = try ListLoader(request, temporaryFolder: folder).load { _ in }
            #expect(loaded.table.counts == [3, 0])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder) == ["left.xlsx"], "nobody's data is left")
        }
    }

    @Test("Rows of a workbook are named as they stand in it: below titles, in their sheet, behind cells of two lines")
    func rowsOfSheets() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/left.xlsx"
            let writer = try XLSXWriter(path: path, temporaryFolder: folder)
            for (sheet, rows) in [
                (
                    "GP 1",
                    [["Ram Das", "Kandi", "12-03-1985"], ["Gopal\nRoy", "Salar", ""], ["Bimal", "Salar", "soon"]]
                ),
                ("GP 2", [["Nimai Sen", "Kandi", "later"], ["", "Salar", ""], ["Hari Sen", "Salar", ""]]),
            ] {
                let columns = ["name", "village", "dob"].map { XLSXWriter.Column(title: $0) }
                try writer.addSheet(name: sheet, titles: ["List of workers", "Block Kandi"], columns: columns)
                for row in rows { try writer.write(Row(fields: row)) }
            }
            try writer.close()
            let right = try write(Self.good, to: folder + "/right.csv")
            let summary = try SampleRun.link(path, right, to: folder + "/out")
            #expect(summary.left.rows == 6 && summary.left.unusable == 1)
            let rejected = try lines(folder + "/out/rejected.csv")
            #expect(rejected.first == "file,sheet,line,column,reason")
            #expect(
                rejected.dropFirst().map { $0.split(separator: ",").prefix(3).joined(separator: " ") } == [
                    "left.xlsx GP 1 6", "left.xlsx GP 2 4", "left.xlsx GP 2 5",
                ])
            // Without a column of ids a row is known by where it stands.
            func ids(_ file: String) throws -> [Substring] {
                try lines(folder + "/out/" + file).dropFirst().compactMap { $0.split(separator: ",").first }
            }
            #expect(try ids("left-out.csv") == ["GP 1:6", "GP 2:4", "GP 2:6"])
            #expect(try ids("pairs.csv") == ["GP 1:4", "GP 1:5"])
        }
    }

    @Test("The lines of rows are counted as by hand, whatever stretches the threads take", arguments: [1, 2, 7])
    func linesOfRows(stretch: Int) throws {
        let list = "name,village\n\nRam,Kandi\nGopal,\"a\nb\n\"\n\n\nHari,Salar\nBimal,\"x\ny\"\nNimai,z\n"
        let loaded = try load(list)
        let read = loaded.lists[0]
        #expect(read.idColumn == nil && (0..<5).map { RowText(read).id(ofRow: $0) } == ["3", "4", "9", "10", "12"])
        let lines = RowLines(read.file.csv, read.offsets, threads: 2, stretch: stretch)
        #expect((0..<5).map { lines[$0] } == [3, 4, 9, 10, 12])
    }

    @Test("Sheets of one list may have their columns in another order and other words, or one more")
    func sheetsInAnotherOrder() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/left.xlsx"
            let writer = try XLSXWriter(path: path, temporaryFolder: folder)
            for (sheet, titles, row) in [
                ("GP 1", ["Name", "Father Name", "Village"], ["Ram Das", "Hari Das", "Kandi"]),
                ("GP 2", ["Village", "Name", "Father Name"], ["Salar", "Gopal Roy", "Nimai Roy"]),
                ("GP 3", ["নাম", "Remarks", "পিতার নাম", "গ্রাম"], ["Bimal Sen", "came\nlate", "Amal Sen", "Kandi"]),
                ("GP 4", ["Name", "Village"], ["Nobody", "Kandi"]),
            ] {
                try writer.addSheet(name: sheet, titles: ["Ward No. 5"], columns: titles.map { .init(title: $0) })
                try writer.write(Row(fields: row))
                try writer.write(Row(fields: row.map { $0 + " II" }))
            }
            try writer.close()
            let file = try ListFile(path: path, temporaryFolder: folder)
            #expect(file.header == ["Name", "Father Name", "Village"])
            let rows = try file.rows(10)
            #expect(rows.count == 6 && rows[2] == ["Gopal Roy", "Nimai Roy", "Salar"])
            #expect(rows[4] == ["Bimal Sen", "Amal Sen", "Kandi"])
            var places: [String] = []
            try file.csv.forEachRow { row in
                let place = file.origins[row.line]
                places.append("\(place.sheet ?? "") \(place.line)")
                return true
            }
            #expect(places == ["GP 1 2", "GP 1 3", "GP 1 4", "GP 2 3", "GP 2 4", "GP 3 3", "GP 3 4"])
            #expect(file.skippedSheets == ["GP 4"] && file.skippedColumns == ["GP 3: Remarks"])
        }
    }

    @Test("Headings that are said again and rows that number the columns are no people")
    func headingsAgain() throws {
        let list =
            "name,father,village\n1,2,3\nRam Das,Hari Das,Kandi\nname,father,village\nGopal Roy,Nimai Roy,Salar\n"
        let read = try load(list).lists[0]
        #expect(read.used == 2 && read.unusable == 2)
        #expect(read.rejections.map(\.reason) == Array(repeating: "the row says the headings again", count: 2))
    }

    @Test("Serial numbers that begin again are no ids; another id that is repeated is a fault")
    func serialsBeginAgain() throws {
        let rows = "1,Ram Das,Hari Das,Kandi\n2,Gopal Roy,Nimai Roy,Salar\n1,Bimal Sen,Amal Sen,Kandi\n"
        let loaded = try load("Sl No,name,father,village\n" + rows)
        #expect(loaded.lists[0].idColumn == nil && loaded.lists[0].used == 3)
        #expect(RowText(loaded.lists[0]).id(ofRow: 2) == "4")
        #expect(throws: TableProblem.self) { try load("Reg No,name,father,village\n" + rows) }
    }

    @Test("Numbers that more than six rows share are nobody's")
    func sharedNumbers() throws {
        let rows = (0..<9).map { "\($0),Person \($0) Das,Father \($0),\($0 < 7 ? "ABC0000000" : "ABC1234567"),Kandi\n" }
        let loaded = try load(
            "id,name,father,epic,village\n" + rows.joined(), "id,name,father,epic,village\n1,A,B,C,D\n")
        #expect(loaded.table.sharedNumbers.map(\.column) == ["epic"])
        #expect(loaded.table.sharedNumbers.map(\.records) == [7])
    }

    @Test("A column that says little keeps nobody apart", arguments: [(0, true), (1, true), (4, false), (9, false)])
    func sparseDistricts(empty: Int, isKept: Bool) throws {
        func list(_ district: String) -> String {
            "id,name,father,village,district\n"
                + (0..<10).map { "\($0),Person Das,Father,Kandi,\($0 < empty ? "" : district)\n" }.joined()
        }
        let rules = try load(list("Nadia"), list("Nadia")).settings.blockingRules
        #expect(rules.contains { $0.on.contains("district?") } == isKept)
        // Districts that the other list doesn't know part nobody from it either.
        let others = try load(list("319"), list("Nadia")).settings.blockingRules
        #expect(!others.contains { $0.on.contains("district?") })
    }
}
