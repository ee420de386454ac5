import Tabular
import Testing

@Suite("Which row holds the headings")
struct HeadingRowTests {
    private static let known: Set<String> = [
        "Sl No", "Name", "Father", "Age", "Mobile", "District", "Block", "GP", "Village", "Police Station", "Address",
        "Work", "Contact",
    ]

    @Test(
        "It is found below titles and above a tier of parts",
        arguments: [
            ([["Name", "Age"], ["Ram", "35"]], 0), ([["List of workers"], ["Name", "Age"], ["Ram", "35"]], 1),
            // A form's line names what it is about.
            ([["District", "Nadia", "Block", "Kandi"], ["Sl No", "Name", "Remarks"], ["1", "Ram", ""]], 1),
            // Groups of columns stand above their names.
            (
                [
                    ["Sl No", "Work", "", "Contact", ""], ["Sl No", "Name", "Age", "Mobile", "Village"],
                    ["1", "R", "", "", ""],
                ],
                1
            ),
            // Parts of the address stand below it.
            (
                [
                    ["Sl No", "Name", "Address", "", "", "", "Mobile"],
                    ["", "", "District", "Block", "GP", "Village", ""], ["1", "Ram", "", "", "", "", ""],
                ], 0
            ),
            ([["x", "y"], ["1", "2"]], 0), ([["Name"], ["Das", "Ram"]], 0),
            ([["Ward", ""], ["", ""], ["x", "y"]], 2),
            ([["Ram"], [""]], nil), ([], nil),
        ] as [([[String]], Int?)])
    func found(rows: [[String]], row: Int?) { #expect(HeadingRow.find(rows) { Self.known.contains($0) } == row) }
}
