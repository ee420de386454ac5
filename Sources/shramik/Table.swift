import ArgumentParser
import Exchange
import Foundation

struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look into CSV and XLSX files and convert them.", subcommands: [Head.self, Convert.self, Count.self])

    struct Head: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the first rows as CSV.")
        @Argument(help: "CSV or XLSX file.")
        var file: String
        @Option(help: "Sheet to read; the first when not given.")
        var sheet: String?
        @Option(help: "Rows to print, the headings among them.")
        var rows = 10

        func validate() throws { if rows < 1 { throw ValidationError("--rows is at least 1.") } }

        func run() throws {
            try TableFile(file).head(sheet: sheet, rows: rows)
        }
    }

    struct Convert: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Convert between CSV and XLSX, by the files' endings.",
            discussion: "Text that a spreadsheet program would run as a formula is neutralised.")
        @Argument(help: "CSV or XLSX file to read.")
        var input: String
        @Argument(help: "CSV or XLSX file to write.")
        var output: String
        @Option(help: "Sheet to read; the first when not given.")
        var sheet: String?

        func run() throws { try TableFile(input).convert(sheet: sheet, to: output) }
    }

    struct Count: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Count rows, fields and bytes of text.")
        @Argument(help: "CSV or XLSX file.")
        var file: String
        @Option(help: "Threads to use.")
        var threads: Int = ProcessInfo.processInfo.activeProcessorCount

        func run() throws {
            let counts = try TableFile(file).count(threads: max(1, threads))
            print("\(counts.rows) rows, \(counts.fields) fields, \(counts.bytes) bytes of text")
        }
    }
}
