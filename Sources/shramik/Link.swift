import ArgumentParser
import Exchange
import Foundation

struct LinkOptions: ParsableArguments {
    @Option(help: "Folder for the results; made if it is not there.")
    var out: String
    @Option(help: ArgumentHelp("Settings of the model and names of columns, YAML or JSON.", valueName: "file"))
    var settings: String?
    @Option(
        help: ArgumentHelp("Register of places (code, level, parent, name, aliases), CSV or XLSX.", valueName: "file"))
    var places: String?
    @Option(help: "Threads to use.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount
    @Flag(help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        guard !out.isEmpty else { throw ValidationError("--out needs the name of a folder.") }
        guard threads >= 1, threads <= 256 else { throw ValidationError("--threads is between 1 and 256.") }
    }
}

struct Link: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare a list with the list of the registered: who is left out, block by block?",
        discussion: """
            Writes to the folder --out: pairs.csv, left-out.csv, duplicates-left.csv, duplicates-right.csv, rejected.csv, \
            model.json, summary.json and districts/NAME.xlsx. Columns are guessed from their headings, in English, Bengali, \
            Hindi and Nepali, and shown; a settings file can name them.
            """)
    @Argument(help: "The list of those who came home, CSV or XLSX.")
    var left: String
    @Argument(help: "The list of the registered, CSV or XLSX.")
    var right: String
    @OptionGroup var options: LinkOptions
    @Option(help: ArgumentHelp("Column with the left list's ids.", valueName: "column"))
    var leftId: String?
    @Option(help: ArgumentHelp("Column with the right list's ids.", valueName: "column"))
    var rightId: String?
    @Option(help: ArgumentHelp("Day on which the left list's ages were asked, yyyy-mm-dd.", valueName: "day"))
    var leftAsOf: String?
    @Option(help: ArgumentHelp("Day on which the right list's ages were asked, yyyy-mm-dd.", valueName: "day"))
    var rightAsOf: String?
    @Flag(help: "Leave out the district workbooks.")
    var noWorkbooks = false

    func run() throws {
        let request = LinkRequest(
            left: left, right: right, settings: options.settings, leftID: leftId, rightID: rightId, leftAsOf: leftAsOf,
            rightAsOf: rightAsOf, places: options.places, threads: options.threads)
        try LinkRun.run(request, options, workbooks: !noWorkbooks)
    }
}

struct Dedupe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the rows of one list that are the same person.",
        discussion: "Writes duplicates.csv (id, person_id, match_weight), rejected.csv, model.json and summary.json.")
    @Argument(help: "The list, CSV or XLSX.")
    var list: String
    @OptionGroup var options: LinkOptions
    @Option(help: ArgumentHelp("Column with the ids.", valueName: "column"))
    var id: String?
    @Option(help: ArgumentHelp("Day on which ages were asked, yyyy-mm-dd.", valueName: "day"))
    var asOf: String?

    func run() throws {
        let request = LinkRequest(
            left: list, right: nil, settings: options.settings, leftID: id, leftAsOf: asOf, places: options.places,
            threads: options.threads)
        try LinkRun.run(request, options, workbooks: false)
    }
}

/// Runs a linkage for a person at a terminal or a program that reads JSON.
enum LinkRun {
    static func run(_ request: LinkRequest, _ options: LinkOptions, workbooks: Bool) throws {
        let job = LinkJob(request, output: options.out, writesWorkbooks: workbooks) { Terminal.show($0) }
        let summary = try job.run { file, map in
            Terminal.note("\(file.name): " + ColumnReport.sentence(file, map))
        }
        Terminal.clearLine()
        print(options.json ? try summary.json() : SummaryReport.table(summary, options.out))
    }
}

/// What a list's columns were taken for.
enum ColumnReport {
    static func sentence(_ file: ListFile, _ map: ColumnMap) -> String {
        let taken = map.columns.sorted { $0.key < $1.key }.map {
            "\($0.key) ← \($0.value.map { "“\($0)”" }.joined(separator: " + "))"
        }
        let used = Set(map.columns.values.joined() + (map.id.map { [$0] } ?? []))
        let unused = file.header.filter { !used.contains($0) && !$0.isEmpty }
        return "id ← \(map.id.map { "“\($0)”" } ?? "line number"), " + taken.joined(separator: ", ")
            + (unused.isEmpty ? "" : "; not used: " + unused.map { "“\($0)”" }.joined(separator: ", "))
    }
}
