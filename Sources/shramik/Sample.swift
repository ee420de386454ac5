import ArgumentParser
import Exchange
import Registry

struct Sample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make synthetic data with known truth.", subcommands: [Lists.self, Register.self, Drive.self])

    struct Lists: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a list of the returned, a list of the registered, and the truth of who is who.",
            discussion: """
                Writes left.csv (ages as on 2020-06-30), right.csv and truth.csv (list, id, person_id). The people are \
                made up; names, spellings and places are as they occur in West Bengal.
                """)
        @Option(help: "Folder for the lists.")
        var out: String
        @Option(help: "Rows of the left list.")
        var left = 400_000
        @Option(help: "Rows of the right list.")
        var right = 140_000
        @Option(help: "The same seed makes the same lists.")
        var seed: UInt64 = 1
        @Option(
            name: .customLong("case"),
            help:
                "kind, hard (misspelt blocks, slipped phones and ids, rounded ages) or crowded (hard, 350 listed people a village)."
        )
        var kind: SampleCase = .kind
        @Option(help: "mixed (Bengali, Devanagari, Latin) or latin.")
        var script = "mixed"
        @Option(
            help: ArgumentHelp(
                "Columns to leave out, parted by commas: \(SampleColumn.allCases.map(\.rawValue).joined(separator: ", ")).",
                valueName: "columns"))
        var without = ""

        func validate() throws {
            guard !out.isEmpty else { throw ValidationError("--out needs the name of a folder.") }
            guard (1...100_000_000).contains(left), (1...100_000_000).contains(right) else {
                throw ValidationError("--left and --right are at least 1 and at most 100000000.")
            }
            guard ["mixed", "latin"].contains(script) else { throw ValidationError("--script is mixed or latin.") }
            for name in unwanted where SampleColumn(rawValue: name) == nil {
                throw ValidationError("--without: sample lists have no column “\(name)” that can be left out.")
            }
        }

        private var unwanted: [String] { without.split(separator: ",").map(String.init) }

        func run() throws {
            let order = SampleOrder(
                left: left, right: right, seed: seed, kind: kind, isMixedScript: script == "mixed",
                without: Set(unwanted.compactMap(SampleColumn.init)))
            try SampleLists(order).write(to: out) { Terminal.show(JobProgress(phase: "making people", done: $0)) }
            Terminal.clearLine()
            print("\(out)/left.csv, \(out)/right.csv and \(out)/truth.csv are written.")
        }
    }
}

extension Sample {
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fill a register with made-up people at work, for demonstrations and trials.",
            discussion: """
                Installs the sample cast and takes made-up applications of the last weeks through its hands: some wait on \
                each desk, some are returned or refused, the others become registered workers. Such a register is served \
                with `shramik serve --demo` only.
                """)
        @OptionGroup var register: RegistryOptions
        @Option(help: "Registered workers.")
        var workers = 200
        @Option(help: "Applications that are still on their way.")
        var applications = 60
        @Option(help: "The same seed makes the same people.")
        var seed: UInt64 = 1

        func validate() throws {
            guard workers >= 0, applications >= 0, workers + applications <= 1_000_000 else {
                throw ValidationError("--workers and --applications are at least 0, and together at most 1000000.")
            }
        }

        func run() async throws {
            let clock = SampleClock()
            let registry = try await register.open(environment: clock.environment)
            try await registry.installSampleCast()
            var sample = SampleRegister(registry, clock: clock, seed: seed)
            try await sample.fill(workers: workers, applications: applications) {
                Terminal.show(JobProgress(phase: "taking applications", done: $0))
            }
            Terminal.clearLine()
            try await registry.close()
            print("The register \(register.location) holds sample people. Serve it: shramik serve --demo")
        }
    }
}

extension Sample {
    struct Drive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Play a drive on left-outs in the sample district, and count it independently.",
            discussion: """
                Publishes a list of made-up left-outs, begins a drive whose played days end today, and sends visits, \
                applications and decisions through the same functions as phones and desks. Every figure of every block and \
                day is then compared with the program's own book; the status is 1 where one differs.
                """)
        @OptionGroup var register: RegistryOptions
        @Option(help: "People on the list.")
        var leftOuts = 2_000
        @Flag(help: "Play it in all districts of the state, not in one.") var state = false
        @Option(help: "Days of the drive.")
        var days = 10
        @Option(help: "Days that are played, the last of them today.")
        var played = 4
        @Option(help: "The same seed makes the same people and the same drive.")
        var seed: UInt64 = 1
        @Flag(help: "Print the result as JSON.") var json = false

        func validate() throws {
            guard (1...5_000_000).contains(leftOuts) else {
                throw ValidationError("--left-outs is at least 1 and at most 5000000.")
            }
            guard (1...60).contains(days), (1...days).contains(played) else {
                throw ValidationError("--days is 1 to 60, and --played 1 to as many.")
            }
        }

        func run() async throws {
            let clock = SampleClock()
            let registry = try await register.open(environment: clock.environment)
            let drive = SampleDrive(
                .init(leftOuts: leftOuts, days: days, played: played, seed: seed, isOfState: state), in: registry
            ) {
                clock.set(to: $0)
            }
            let report = try await drive.run { Terminal.show($0) }
            Terminal.clearLine()
            try await registry.close()
            if json {
                print(try Terminal.json(report))
            } else {
                print(
                    """
                    \(IndianNumber.grouped(report.leftOuts)) left-outs, \(IndianNumber.grouped(report.visits)) visits \
                    (\(report.repeated) sent twice, \(report.contradictions) contradictions), \
                    \(IndianNumber.grouped(report.applications)) applications, \
                    \(IndianNumber.grouped(report.decided)) decided.
                    \(IndianNumber.grouped(report.compared)) figures compared, \(report.wrong.count) differ.
                    """)
            }
            guard report.wrong.isEmpty else {
                throw Failure("figures differ: " + report.wrong.prefix(10).joined(separator: "; "))
            }
        }
    }
}

extension SampleCase: ExpressibleByArgument {}
