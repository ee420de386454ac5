import ArgumentParser
import Exchange
import Foundation
import Registry

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The chained audit: verify it, export it, sign where it stands.",
        subcommands: [Verify.self, Export.self, Head.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no entry of the audit was altered, removed or put elsewhere.",
            discussion: """
                With --file an exported audit is checked without the register. With --heads the chain must also agree with \
                the signed heads in that file, which tell of a chain that was written anew. The status is 0 if it holds, 1 \
                if it does not.
                """)
        @Option(help: ArgumentHelp("Check an exported audit.", valueName: "file")) var file: String?
        @Option(help: ArgumentHelp("File of signed heads kept outside the data base.", valueName: "file"))
        var heads: String?
        @Option(
            help: ArgumentHelp(
                "Key that heads must be signed with, as 64 hexadecimal digits; an exported audit states its own.",
                valueName: "digits"))
        var publicKey: String?
        @Flag(help: "Print the result as JSON.") var json = false
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let known = try heads.map { try AuditFile.heads(try Files.read($0)) } ?? []
            let verdict: AuditChain.Verdict
            if let file {
                verdict = try AuditFile.verify(
                    try Files.read(file), heads: known, publicKey: try publicKey.map(Hexadecimal.read))
            } else {
                let registry = try await register.open()
                verdict = try await registry.read(as: .program("audit verify")) {
                    try AuditChain.verify(heads: known, in: $0)
                }
                try await registry.close()
            }
            if json {
                print(
                    """
                    {"entries":\(verdict.entries),"holds":\(verdict.broken == nil),\
                    "broken":\(verdict.broken.map(String.init) ?? "null"),"hash":"\(Hexadecimal.write(verdict.hash))"}
                    """)
            } else if verdict.broken == nil {
                print("The audit holds: \(IndianNumber.grouped(Int(verdict.entries))) entries.")
            }
            if let broken = verdict.broken {
                throw Failure("the audit does not hold: entry \(broken) was altered, removed or put elsewhere")
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the audit into a file that can be verified without the register.",
            discussion: "JSON lines: the public key, the entries with their hashes, the signed heads. No personal data."
        )
        @Argument(help: "File to write; it appears when it is complete.") var file: String
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            let unfinished = file + ".unfinished"
            guard FileManager.default.createFile(atPath: unfinished, contents: nil),
                let handle = FileHandle(forWritingAtPath: unfinished)
            else { throw Failure("\(file) can't be written") }
            try await registry.read(as: .program("audit export")) { scope in
                try AuditFile.export(in: scope) { try handle.write(contentsOf: $0) }
            }
            try handle.synchronize()
            try handle.close()
            guard rename(unfinished, file) == 0 else { throw Failure("\(file) can't be written") }
            print("\(file) is written; its heads are signed with \(registry.publicKey).")
            try await registry.close()
        }
    }

    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign where the audit stands, and add that to a file outside the data base.",
            discussion: """
                Keep the file where those who run the register can't change it. `shramik serve` does the same once a day.
                """)
        @Option(
            help: ArgumentHelp("File to add to; the data base's name with .heads when not given.", valueName: "file"))
        var out: String?
        @OptionGroup var register: RegistryOptions

        func run() async throws {
            let registry = try await register.open()
            guard let head = try await registry.keepHead(in: out ?? register.headsFile) else {
                throw Failure("the audit has no entry yet")
            }
            print("Entry \(head.sequence) is signed in \(out ?? register.headsFile).")
            try await registry.close()
        }
    }
}

/// Whole files that people name.
enum Files {
    static func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure("\(path) can't be read") }
        return data
    }
}
