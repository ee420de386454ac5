import ArgumentParser
import Foundation
import Registry

struct UserToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Access tokens, with which programs work in a user's name.",
        subcommands: [Make.self, List.self, End.self])

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a new token; it is told once.",
            discussion: "The program sends it as `Authorization: Bearer …` and may what the user may on the day.")
        @Argument(help: "Name to sign in with.")
        var signIn: String
        @Option(help: "Which program it is for.")
        var name: String
        @Option(help: "Days until it ends, 1 to \(AccessToken.longestDays).")
        var days = 90
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            let token = try await registry.write(as: .users) { [signIn, name, days] scope in
                try AccessToken.issue(to: User.find(signIn: signIn, in: scope).id, name: name, days: days, in: scope)
            }
            print(token)
            try await registry.close()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a user's tokens: id, state, last day, program.")
        @Argument(help: "Name to sign in with.")
        var signIn: String
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            let tokens = try await registry.read(as: .users) { [signIn] scope in
                try AccessToken.all(of: User.find(signIn: signIn, in: scope).id, in: scope)
            }
            let now = registry.environment.now().milliseconds
            for token in tokens {
                let state = token.holds(at: now) ? "in force" : "over"
                print("\(token.id)\t\(state)\t\(LocalDay.text(token.revoked ?? token.expires))\t\(token.name)")
            }
            try await registry.close()
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token at once.")
        @Argument(help: "Its id, as `list` prints it.")
        var id: String
        @OptionGroup var register: RegistryOptions

        func validate() throws {
            guard RecordID(id) != nil else { throw ValidationError("\(id) is not an id; `list` prints them.") }
        }

        func run() async throws {
            guard let id = RecordID(id) else { return }
            let registry = try await register.open()
            try await registry.write(as: .users) { try AccessToken.revoke(id, in: $0) }
            try await registry.close()
        }
    }
}
