import ArgumentParser
import Exchange
import Foundation
import Portal
import Registry

extension Import {
    struct Applications: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring in applications from a CSV or XLSX sheet.",
            discussion: """
                The portal's page “Applications from a sheet” has an empty sheet to fill; its headings are understood in every \
                language. Every row goes through the checks of the form and waits at the desk of its place. The same file \
                again does nothing, and an import that was stopped goes on where it was. Ends with status 0 also where rows \
                were not taken; --faults names them with their reasons.
                """)

        @Argument(help: "The sheet.")
        var file: String
        @OptionGroup var register: RegistryOptions
        @Option(help: "The scheme that the people apply for.")
        var scheme = "wb_migrant"
        @Option(
            help: ArgumentHelp(
                "Place of rows that name none: level number and code, 303 Nadia is 3000000303.", valueName: "place"))
        var place: String?
        @Option(help: "Language of messages to the workers: en, bn, hi or ne.")
        var language = "bn"
        @Option(help: ArgumentHelp("File for the rows that were not taken, .xlsx or .csv.", valueName: "file"))
        var faults: String?
        @Flag(help: "Leave out who may be in the register already, instead of having an officer compare them.")
        var withoutPossible = false
        @Flag(help: "Read and check only; nothing is submitted, and nothing stays in the register.")
        var dryRun = false
        @Flag(help: "The report as JSON.")
        var json = false

        func validate() throws {
            if let place, PlaceID(place) == nil { throw ValidationError("--place is a number such as 3000000320.") }
            guard Texts.languages.contains(language) else {
                throw ValidationError("--language is one of " + Texts.languages.joined(separator: ", ") + ".")
            }
            if let faults, ![".csv", ".xlsx"].contains(where: faults.lowercased().hasSuffix) {
                throw ValidationError("--faults is a file that ends in .csv or .xlsx.")
            }
        }

        func run() async throws {
            let registry = try await register.open()
            let actor = Actor.program("import")
            let words = SheetWords(
                try Texts(folder: Portal.resources.appending(path: "translations")), registry)
            let run = BatchRun(in: registry, as: actor)
            let id = try BatchRun.id(ofFile: file, in: registry)
            let request = BatchRun.Request(
                id: id, scheme: scheme, language: language, fallback: place.flatMap { PlaceID($0) })
            var batch = try await run.read(file, request, words.vocabulary)
            batch = try await run.work(batch.id) { Self.show($0, "checking") }
            if !dryRun {
                try await registry.write(as: actor) { [withoutPossible] in
                    try Batch.find(id, in: $0).take(possible: !withoutPossible, in: $0)
                }
                batch = try await run.work(id) { Self.show($0, "submitting") }
            }
            Terminal.clearLine()
            try await writeFaults(batch, words, registry)
            if dryRun { try await registry.write(as: actor) { try Batch.find(id, in: $0).discard(in: $0) } }
            try await registry.close()
            try report(batch)
        }

        private static func show(_ batch: Batch, _ phase: String) {
            let open = batch.status == .checking ? [.read] : batch.takable
            let left = open.reduce(0) { $0 + batch.counts[$1, default: 0] }
            Terminal.show(JobProgress(phase: phase, done: 1 - Double(left) / Double(max(1, batch.total))))
        }

        private func writeFaults(_ batch: Batch, _ words: SheetWords, _ registry: Registry) async throws {
            guard let faults else { return }
            let rows = try await registry.read(as: .program("import")) {
                try batch.rows(BatchRow.Status.wrong, limit: 1_000_000, in: $0)
            }
            let bytes = try ApplicationTemplate.faults(
                of: rows, headings: batch.headings, line: "Line", reasons: "What is wrong",
                asWorkbook: faults.lowercased().hasSuffix(".xlsx")
            ) { words.reason($0, "en") }
            try Data(bytes).write(to: URL(filePath: faults), options: .atomic)
        }

        private func report(_ batch: Batch) throws {
            if json {
                var counts = Dictionary(uniqueKeysWithValues: batch.counts.map { ($0.key.rawValue, $0.value) })
                counts["rows"] = batch.total
                return print(try Terminal.json(counts))
            }
            let titles: [(BatchRow.Status, String)] = [
                (.taken, "submitted"), (.good, "good, not submitted"), (.possible, "perhaps registered, not submitted"),
                (.faulty, "with faults"), (.certain, "registered already"), (.repeated, "twice in the sheet"),
                (.refused, "refused"), (.conflicting, "sent before with other content"),
            ]
            let lines =
                [("rows", batch.total)]
                + titles.compactMap { status, title in
                    batch.counts[status].map { (title, $0) }
                }
            for (title, number) in lines {
                let digits = IndianNumber.grouped(number)
                print(
                    title.padding(toLength: 36, withPad: " ", startingAt: 0)
                        + String(repeating: " ", count: max(0, 12 - digits.count)) + digits)
            }
        }
    }
}
