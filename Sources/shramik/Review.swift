import ArgumentParser
import Exchange
import Foundation
import Registry

struct Review: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put pairs before people's eyes.", subcommands: [Load.self])

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load the possible pairs of a finished link into the portal's review queue.",
            discussion: """
                Each pair goes to the officers of its district, with both rows in their original spelling. It can be repeated: \
                a pair stands in the queue once, and what was decided stays.
                """)

        @Argument(help: "The folder given to `shramik link --out`.")
        var folder: String
        @OptionGroup var register: RegistryOptions
        @Option(help: "Name of the queue, if it is not the folder's.")
        var list: String?

        func run() async throws {
            let registry = try await register.open()
            let report = try await ReviewLoad(
                folder, list: list ?? URL(filePath: folder).lastPathComponent, into: registry
            ).run()
            try await registry.close()
            print("\(IndianNumber.grouped(report.pairs)) pairs wait for review.")
            if report.withoutDistrict > 0 {
                Terminal.note(
                    "Note: the district of \(IndianNumber.grouped(report.withoutDistrict)) pairs is not in the directory; "
                        + "they are at the state's desk.")
            }
        }
    }
}
