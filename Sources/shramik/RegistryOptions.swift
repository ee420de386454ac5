import ArgumentParser
import Foundation
import Registry

/// Which register a command works on; said the same way in every command.
struct RegistryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File of the register (SQLite) or postgres://… URL; SHRAMIK_DATABASE, or shramik.sqlite when not given.",
            valueName: "path|url"))
    var database: String?
    @Option(
        help: ArgumentHelp(
            "Key file, made at the first start; SHRAMIK_KEYS, or the data base's file with .keys when not given. "
                + "Without it the register can't be read: keep a copy elsewhere.", valueName: "file"))
    var keys: String?

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    var location: String { database ?? Self.environment("SHRAMIK_DATABASE") ?? "shramik.sqlite" }

    /// A server's key file has no natural neighbour, so it lies where the program was started.
    var keyFile: String {
        keys ?? Self.environment("SHRAMIK_KEYS") ?? (location.contains("://") ? "shramik.keys" : location + ".keys")
    }

    /// Signed heads of the audit; better kept on another machine.
    var headsFile: String { location.contains("://") ? "shramik.heads" : location + ".heads" }

    /// Exported lists wait here for their owners.
    var exportFolder: String { location.contains("://") ? "shramik.exports" : location + ".exports" }

    /// Lists of people lie here until they have been linked.
    var listFolder: String { location.contains("://") ? "shramik.lists" : location + ".lists" }

    func open(environment: Environment = .live) async throws -> Registry {
        try await Registry(at: location, keys: keyFile, environment: environment)
    }
}
