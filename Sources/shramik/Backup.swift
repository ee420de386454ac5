import ArgumentParser
import Exchange
import Registry

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the register into one sealed file while it is in use.",
        discussion: """
            The file can only be opened with the key file, which is not in it: keep a copy of that elsewhere. Beside the file \
            there is room needed for a second copy while it is made. A register on PostgreSQL is backed up with \
            pg_dump or pg_basebackup.
            """)
    @Argument(help: "File to write; it appears when it is complete.") var file: String
    @OptionGroup var register: RegistryOptions

    func run() async throws {
        let registry = try await register.open()
        try await registry.backup(to: file)
        try await registry.close()
        print("\(file) is written. It opens with the keys of \(register.keyFile) only.")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open a backup into a new register.",
        discussion: """
            Nothing is written over: --database must name a file that isn't there. It appears when the whole backup was read. \
            The audit chain is verified; status 1 tells that it does not hold.
            """)
    @Argument(help: "Backup to open.") var file: String
    @OptionGroup var register: RegistryOptions

    func run() async throws {
        let verdict = try await Registry.restore(file, to: register.location, keys: register.keyFile)
        print("\(register.location) is restored, with \(IndianNumber.grouped(Int(verdict.entries))) entries of audit.")
        if let broken = verdict.broken { throw Failure("its audit does not hold from entry \(broken) on") }
    }
}
