import ArgumentParser
import Exchange
import Foundation
import Registry

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring lists into the register.", subcommands: [Workers.self, Applications.self])

    struct Workers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring in workers who are registered already, from a CSV or XLSX list.",
            discussion: """
                Columns are guessed from their headings as `link` does. Every row goes through the duplicate check: the same \
                Aadhaar is not entered twice; possible duplicates are entered and wait for review. The import can be stopped \
                and repeated: nothing comes in twice. Ends with status 0 also where rows were refused; errors.csv in the \
                folder of --reports names them by line, column and reason.
                """)

        @Argument(help: "The list.")
        var file: String
        @OptionGroup var register: RegistryOptions
        @Option(help: "Name of the list, if it is not the file's: the same name and row are the same worker.")
        var source: String?
        @Option(help: "The scheme that the workers are registered under.")
        var scheme = "wb_migrant"
        @Option(
            help: ArgumentHelp(
                "Place of rows whose district is not known: level number and code, 19 West Bengal is 1000000019.",
                valueName: "place"))
        var place: String?
        @Option(help: ArgumentHelp("The day on which ages were asked, yyyy-mm-dd.", valueName: "date"))
        var asOf: String?
        @Option(help: ArgumentHelp("Folder for errors.csv and duplicates.csv.", valueName: "folder"))
        var reports: String?
        @Flag(help: "Read and check only; the register stays as it is.")
        var dryRun = false
        @Flag(help: "Enter only; names are compared by a later run without this.")
        var numbersOnly = false
        @Flag(help: "The report as JSON.")
        var json = false

        func validate() throws {
            if let place, PlaceID(place) == nil { throw ValidationError("--place is a number such as 3000000320.") }
        }

        func run() async throws {
            let registry = try await register.open()
            let today = String(Date().ISO8601Format().prefix(10))
            var request = WorkerImport.Request(
                file: file, source: source ?? URL(filePath: file).lastPathComponent, asOf: asOf ?? today)
            (request.scheme, request.reports, request.isDryRun) = (scheme, reports, dryRun)
            request.place = place.flatMap { PlaceID($0) }
            request.comparesNames = !numbersOnly
            let report = try await WorkerImport(request, into: registry).run { Terminal.show($0) }
            try await registry.close()
            Terminal.clearLine()
            if !report.skippedSheets.isEmpty {
                let names = report.skippedSheets.joined(separator: ", ")
                Terminal.note("sheets not read: \(names) (hidden, or other headings).")
            }
            if json {
                print(try Terminal.json(report))
            } else {
                let lines = [
                    ("rows", report.rows), (dryRun ? "would be entered" : "entered", report.imported),
                    ("in the register already", report.already), ("refused", report.refused),
                    ("the same person again", report.repeated), ("possible duplicates to review", report.possible),
                    ("values left out", report.rejectedValues), ("rows a second", report.rowsPerSecond),
                ]
                for (title, number) in lines {
                    let digits = IndianNumber.grouped(number)
                    print(
                        title.padding(toLength: 32, withPad: " ", startingAt: 0)
                            + String(repeating: " ", count: max(0, 12 - digits.count)) + digits)
                }
            }
        }
    }
}
