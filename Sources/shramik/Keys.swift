import ArgumentParser
import Exchange
import Registry

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The keys of the sealed columns.", subcommands: [Rotate.self])

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a new key and seal everything again with it, while the portal goes on working.",
            discussion: """
                It can be stopped and started again with --resume. Older keys stay in the key file, because backups need \
                them. Copy the key file to where its copies are kept afterwards.
                """)
        @Flag(help: "Add no key; seal what an earlier run left.") var resume = false
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            if !resume { try Registry.addKey(to: register.keyFile) }
            let count = try await registry.reseal { Terminal.note("\(IndianNumber.grouped($0)) values resealed") }
            print("\(IndianNumber.grouped(count)) values are sealed with the newest key of \(register.keyFile).")
            try await registry.close()
        }
    }
}
