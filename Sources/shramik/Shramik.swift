import ArgumentParser
import Exchange
import Foundation
import Linkage
import Registry
import Tabular

@main
struct Shramik: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shramik",
        abstract: "Finds, registers and deduplicates a state's unorganised and migrant workers.",
        discussion: """
            Exit statuses: 0 done; 1 an input or output can't be used (the message says which and why); 2 the settings or \
            the result can't be right; 64 the command was typed wrong; 130, 129 or 143 interrupted by Ctrl-C, a closed \
            terminal or a polite kill (nothing is left half-written).
            """,
        version: "0.1.0",
        subcommands: [
            Link.self, Dedupe.self, Lookup.self, Explain.self, Names.self, Sample.self, Evaluate.self, Table.self,
            Serve.self,
            Places.self, Import.self, Review.self, Trial.self, Recount.self, Users.self, Audit.self, Keys.self,
            Backup.self,
            Restore.self,
        ])

    /// Runs a command and turns what goes wrong into one sentence and an exit status.
    @MainActor static func main() async {
        Interrupts.install()
        // A reader that goes away (`| head`) is no fault.
        signal(SIGPIPE, SIG_DFL)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let problem as TableProblem {
            fail(problem.description, status: 1)
        } catch let problem as SettingsProblem {
            fail(problem.description, status: 2)
        } catch let problem as LinkProblem {
            fail(problem.description, status: 2)
        } catch let problem as Registry.OpeningProblem {
            fail(problem.description, status: 1)
        } catch let problem as Failure {
            fail(problem.sentence, status: 1)
        } catch let problem as Problem {
            fail(Failure(problem).sentence, status: 1)
        } catch {
            exit(withError: error)
        }
    }

    private static func fail(_ sentence: String, status: Int32) -> Never {
        Terminal.clearLine()
        FileHandle.standardError.write(Data("shramik: \(sentence)\n".utf8))
        Foundation.exit(status)
    }
}
