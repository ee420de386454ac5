import ArgumentParser
import Exchange
import Foundation
import Portal
import Registry
import Tabular

struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The people who work here: import, add, list, invite, disable, enable; access tokens.",
        discussion: """
            Works on the register itself, so that the first administrators can be made; everything else can be done on the \
            portal. A role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")). A place is a directory code, or a \
            name with what it lies in: "Chapra, Nadia". A link is shown once, is used once and holds for 72 hours.

            Exit statuses: 0 done; 1 the register or a file can't be used, or the register refused (the message says why).
            """,
        subcommands: [Import.self, Add.self, List.self, Invite.self, Disable.self, Enable.self, UserToken.self])

    struct LinkOptions: ParsableArguments {
        @Option(help: ArgumentHelp("How the portal is reached, for the links.", valueName: "url"))
        var address = "http://127.0.0.1:8080"

        func link(_ token: String) -> String { "\(address)/invitations/\(token)" }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in a list, CSV or XLSX, all of it or nothing; the same list again changes nothing.",
            discussion: """
                The headings are sign_in, name, mobile, email, role, place, from and until, in any order; dates are dd-mm-yyyy. \
                A person with two roles has two rows.
                """)
        @Argument(help: "CSV or XLSX file.")
        var file: String
        @Option(help: ArgumentHelp("CSV file for the one-time links of new people; kept private.", valueName: "file"))
        var links: String?
        @OptionGroup var link: LinkOptions
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let lines = try UserSheet.read(file)
            let registry = try await register.open()
            let wantsLinks = links != nil
            let (outcome, tokens) = try await registry.write(as: .users) { scope in
                let outcome = try UserImport.run(lines, in: scope)
                let tokens = try (wantsLinks ? outcome.created : []).map { id in
                    (try User.find(id, in: scope).signIn, try Invitation.issue(to: id, in: scope))
                }
                return (outcome, tokens)
            }
            if let links { try write(tokens, to: links) }
            print("\(outcome.created.count) people added, \(outcome.changed) rows changed something, ", terminator: "")
            print("\(outcome.unchanged) rows were there already.")
            try await registry.close()
        }

        private func write(_ tokens: [(String, String)], to path: String) throws {
            let text = "sign_in,link\n" + tokens.map { "\($0.0),\(link.link($0.1))\n" }.joined()
            try? FileManager.default.removeItem(atPath: path)
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            else { throw Failure("\(path) can't be written; the people are added: invite them one by one") }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add one person, or another role of one, and print the link to open the account.")
        @Argument(help: "Name to sign in with.")
        var signIn: String
        @Option(help: "The person's name.")
        var name: String
        @Option(help: "Role.")
        var role: String
        @Option(help: "Place.")
        var place: String
        @Option(help: "Mobile number.")
        var mobile = ""
        @Option(help: "E-mail address.")
        var email = ""
        @Option(help: "First day, dd-mm-yyyy.")
        var from = ""
        @Option(help: "Last day, dd-mm-yyyy.")
        var until = ""
        @OptionGroup var link: LinkOptions
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            var line = UserImport.Line(number: 1)
            (line.signIn, line.name, line.mobile, line.email) = (signIn, name, mobile, email)
            (line.role, line.place, line.from, line.until) = (role, place, from, until)
            let registry = try await register.open()
            let token = try await registry.write(as: .users) { [line] scope in
                try UserImport.run([line], in: scope).created.first.map { try Invitation.issue(to: $0, in: scope) }
            }
            print(token.map(link.link) ?? "\(signIn) was there already and has this role now.")
            try await registry.close()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print them as CSV.")
        @Option(help: "Part of a name to sign in with, or a mobile number.")
        var text: String?
        @Option(help: "Role that they have today.")
        var role: Role?
        @Option(help: "active, invited or disabled.")
        var state: User.Filter.State?
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            let writer = try CSVWriter(standardOutput: true)
            for title in ["sign_in", "name", "account", "roles"] { writer.field(title) }
            try writer.endRecord()
            var filter = User.Filter()
            (filter.text, filter.role, filter.state) = (text, role, state)
            while true {
                let page = try await registry.write(as: .users) { [filter] in try User.list(filter, limit: 500, in: $0)
                }
                for listed in page {
                    writer.field(listed.user.signIn)
                    writer.field(listed.user.person.name)
                    writer.field(
                        listed.user.disabled != nil ? "disabled" : listed.user.hasPassword ? "active" : "invited")
                    writer.field(
                        listed.assignments.map {
                            "\($0.role.rawValue) at \(registry.places[$0.place]?.name ?? $0.place.description)"
                        }.joined(separator: "; "))
                    try writer.endRecord()
                }
                guard page.count == 500, let last = page.last else { break }
                filter.after = last.user.signIn
            }
            try writer.close()
            try await registry.close()
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a new link to set password and second factor; earlier links end.")
        @Argument(help: "Name to sign in with.")
        var signIn: String
        @OptionGroup var link: LinkOptions
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            let token = try await registry.write(as: .users) { [signIn] scope in
                try Invitation.issue(to: User.find(signIn: signIn, in: scope).id, in: scope)
            }
            print(link.link(token))
            try await registry.close()
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shut somebody out, in every browser at once.")
        @Argument(help: "Name to sign in with.")
        var signIn: String
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            try await registry.write(as: .users) { [signIn] scope in
                try User.disable(User.find(signIn: signIn, in: scope).id, in: scope)
            }
            try await registry.close()
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let somebody in again.")
        @Argument(help: "Name to sign in with.")
        var signIn: String
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            try await registry.write(as: .users) { [signIn] scope in
                try User.enable(User.find(signIn: signIn, in: scope).id, in: scope)
            }
            try await registry.close()
        }
    }
}

extension Actor {
    static let users = Actor.program("users")
}

extension Role: ExpressibleByArgument {}
extension User.Filter.State: ExpressibleByArgument {}
