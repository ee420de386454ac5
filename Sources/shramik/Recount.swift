import ArgumentParser
import Registry

struct Recount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count the figures of all running drives again from the records.",
        discussion: """
            What differs is mended, and noted with the drive. With --check nothing is changed, and the status is 1 where a \
            figure differs.
            """)
    @Flag(help: "Only say what differs.") var check = false
    @Flag(help: "Print the result as JSON.") var json = false
    @OptionGroup var register: RegistryOptions

    func run() async throws {
        let registry = try await register.open()
        let isMending = !check
        let drives = try await registry.read(as: .program("recount")) { try Campaign.all(in: $0) }
            .filter { $0.closed == nil }
        var found: [Campaign.Difference] = []
        for drive in drives {
            found +=
                isMending
                ? try await registry.recount(drive)
                : try await registry.read(as: .program("recount")) { try drive.differences(in: $0) }
        }
        try await registry.close()
        if json {
            print(try Terminal.json(found))
        } else {
            print(
                "\(drives.count) drives counted, \(found.count) figures differ\(isMending && !found.isEmpty ? "ed, and were mended" : "")."
            )
            for difference in found.prefix(50) {
                print(
                    "  \(difference.place.level.word) \(difference.place.code) \(difference.day) \(difference.measure): "
                        + "\(difference.kept), counted \(difference.counted)")
            }
        }
        if check, !found.isEmpty { throw ExitCode(1) }
    }
}
