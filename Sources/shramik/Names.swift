import ArgumentParser
import Exchange
import Foundation
import Linkage
import Tabular

struct Names: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work with names in Bengali, Devanagari and Latin script.", subcommands: [Compare.self])

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell whether two names can be the same written name; exit status 0 either way.",
            discussion: "With --file, reads columns a and b and prints a,b,similarity,match as CSV.")
        @Argument(help: "Two names.")
        var names: [String] = []
        @Option(help: ArgumentHelp("CSV or XLSX file with columns a and b.", valueName: "pairs"))
        var file: String?
        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if (file == nil) == names.isEmpty {
                throw ValidationError("Give two names, or --file with columns a and b.")
            }
            if file == nil, names.count != 2 { throw ValidationError("Give exactly two names, each in quotes.") }
        }

        func run() throws {
            if let file {
                try NamePairs.compare(file) { print($0, terminator: "") }
                return
            }
            let verdict = NameComparison.standard.compare(names[0], names[1])
            let similarity = String(format: "%.3f", verdict.similarity)
            print(
                json
                    ? "{\"match\":\(verdict.isMatch),\"similarity\":\(similarity)}"
                    : "\(similarity)  \(verdict.isMatch ? "match" : "no match")")
        }
    }
}
