import Foundation
import Testing

@testable import Exchange

@Suite("What columns are taken for")
struct HeadingsTests {
    /// One row of headings a case, as lists have them: heading=role, `-` for a column that holds none of ours.
    static let cases: [[String]] = {
        guard
            let url = Bundle.module.url(
                forResource: "headings-cases.tsv", withExtension: nil, subdirectory: "Fixtures"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t").map(String.init)
        }
    }()

    @Test("There are cases to go by")
    func enough() {
        #expect(Self.cases.count >= 50)
    }

    @Test("Every heading of a list is read as what it holds", arguments: cases)
    func roles(row: [String]) throws {
        for cell in row {
            let mark = try #require(cell.lastIndex(of: "="))
            let heading = String(cell[..<mark]), expected = String(cell[cell.index(after: mark)...])
            let found = Headings.standard.role(of: heading)
            if expected == "-" {
                #expect(found == nil || found == "serial", "“\(heading)” is taken for \(found ?? "")")
            } else {
                #expect(found == expected, "“\(heading)” is taken for \(found ?? "nothing")")
            }
        }
    }

    @Test(
        "Headings are mapped to the columns of the model",
        arguments: [
            ("name", ["full_name", "first_name", "surname"], ["full_name"]),
            ("name", ["surname", "first_name"], ["first_name", "surname"]),
            ("guardian", ["Husband", "Father's Name"], ["Father's Name", "Husband"]),
            ("birth", ["Age", "D.O.B"], ["D.O.B", "Age"]), ("mobile", ["Mobile No", "Phone"], ["Mobile No"]),
            ("village", ["Remarks"], nil), ("block", ["ব্লক"], ["ব্লক"]),
        ] as [(String, [String], [String]?)])
    func guess(column: String, header: [String], expected: [String]?) {
        #expect(ColumnMap.guess(header).columns[column] == expected)
    }

    @Test("The id is the list's own, else the registration number")
    func id() {
        #expect(ColumnMap.guess(["Registration No", "worker_id", "Name"]).id == "worker_id")
        #expect(ColumnMap.guess(["Registration No", "Name"]).id == "Registration No")
        #expect(ColumnMap.guess(["Name", "Remarks"]).id == nil)
    }

    @Test("What the user says wins over the guess")
    func overridden() {
        let map = ColumnMap.guess(["worker_id", "Name", "Village", "Age"])
            .overridden(by: ["name": "First + Last ", "village": "", "id": "No", "block": "CD"])
        #expect(map.columns["name"] == ["First", "Last"])
        #expect(map.columns["village"] == nil)
        #expect(map.columns["block"] == ["CD"])
        #expect(map.columns["birth"] == ["Age"])
        #expect(map.id == "No")
        #expect(map.overridden(by: ["id": ""]).id == nil)
    }
}
