import ArgumentParser
import Exchange
import Foundation

struct Lookup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a list about people one by one: who of them stands on it already?",
        discussion: """
            The list is held in memory, and each row of PEOPLE is answered by itself, with the model that is learned from both; \
            a link settles all of them together instead, and is better at it. Shows how long answers take.
            """)
    @Argument(help: "The list, CSV or XLSX.")
    var list: String
    @Argument(help: "The people to ask about, CSV or XLSX.")
    var people: String
    @Option(help: ArgumentHelp("File for the pairs: left_id,right_id,match_weight,decision.", valueName: "file"))
    var out: String?
    @Option(help: ArgumentHelp("Settings of the model and names of columns, YAML or JSON.", valueName: "file"))
    var settings: String?
    @Option(
        help: ArgumentHelp("Register of places (code, level, parent, name, aliases), CSV or XLSX.", valueName: "file"))
    var places: String?
    @Option(help: ArgumentHelp("Day on which the list's ages were asked, yyyy-mm-dd.", valueName: "day"))
    var listAsOf: String?
    @Option(help: ArgumentHelp("Day on which the people's ages were asked, yyyy-mm-dd.", valueName: "day"))
    var peopleAsOf: String?
    @Option(help: "Threads to read the list with.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount
    @Flag(help: "The report as JSON.")
    var json = false

    func validate() throws {
        guard threads >= 1, threads <= 256 else { throw ValidationError("--threads is between 1 and 256.") }
    }

    func run() throws {
        let request = LinkRequest(
            left: list, right: people, settings: settings, leftAsOf: listAsOf, rightAsOf: peopleAsOf, places: places,
            threads: threads)
        let lookup = ListLookup(request, temporaryFolder: NSTemporaryDirectory())
        // Told before the list is read, not minutes after.
        if let out, access(URL(filePath: out).deletingLastPathComponent().path, W_OK | X_OK) != 0 {
            throw Failure("“\(out)” can't be written: its folder isn't there or takes no files.")
        }
        // Written beside its name until it is whole.
        let part = out.map { $0 + ".part" }
        let report: ListLookup.Report
        do {
            report = try lookup.run(
                to: part, columns: { Terminal.note("\($0.name): " + ColumnReport.sentence($0, $1)) },
                progress: { Terminal.show($0) })
        } catch {
            if let part { unlink(part) }
            throw error
        }
        if let part, let out, rename(part, out) != 0 { throw Failure("“\(out)” can't be written.") }
        Terminal.clearLine()
        if json { return print(try Terminal.json(report)) }
        let times = report.times
        let counts = "\(report.asked) people asked about, \(report.listed) on the list"
        print(counts + ": \(report.found) found, \(report.possible) possible.")
        let figures = "%.3f median, %.3f p90, %.3f p99, %.3f at most; %.0f rows compared for each."
        let answer = String(format: figures, times.p50, times.p90, times.p99, times.most, report.compared)
        print("Milliseconds an answer: " + answer)
    }
}
