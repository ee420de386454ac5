import ArgumentParser
import Exchange
import Foundation
import Registry

struct Trial: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try how fast a register answers and how many it finds, with people of sample lists.",
        discussion: """
            FOLDER holds left.csv and truth.csv of `shramik sample lists`; its right.csv was imported before. Each person of \
            the left list is taken as a new application: the duplicate check, searches by name, mobile, number and voter id, \
            and the desk's queries are timed, and the truth tells who should have been found. Nothing is written.
            """)

    @Argument(help: "Folder of the sample lists.")
    var folder: String
    @OptionGroup var register: RegistryOptions
    @Option(help: "Name that the right list was imported under.")
    var source = "right.csv"
    @Option(help: "So many people of the left list.")
    var count = 2_000
    @Flag(help: "The report as JSON.")
    var json = false

    func run() async throws {
        let registry = try await register.open()
        let report = try await RegisterTrial(folder, source: source, in: registry).run(count: count) {
            Terminal.show($0)
        }
        try await registry.close()
        Terminal.clearLine()
        if json {
            return print(try Terminal.json(report))
        }
        func row(_ title: String, _ times: [Double]) {
            print(
                title.padding(toLength: 28, withPad: " ", startingAt: 0)
                    + times.map { String(format: "%9.2f", $0) }.joined())
        }
        print(
            "milliseconds".padding(toLength: 28, withPad: " ", startingAt: 0) + "      p50      p90      p99     most")
        for (title, times) in report.times.sorted(by: { $0.key < $1.key }) {
            row(title, [times.p50, times.p90, times.p99, times.most])
        }
        print(
            "registered, found: \(report.found) of \(report.registered), overlooked \(report.overlooked); new, somebody shown: \(report.falselyPossible) of "
                + "\(report.new), said to be certain: \(report.falselyCertain); common names, somebody shown: "
                + "\(report.commonPossible) of \(report.common)")
    }
}
