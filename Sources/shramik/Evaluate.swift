import ArgumentParser
import Exchange
import Foundation

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Measure a finished run against the truth: precision, recall, F1, pair completeness, left-out accuracy.")
    @Argument(help: "Folder of the run.")
    var folder: String
    @Option(
        help: ArgumentHelp(
            "The truth: columns list,id,person_id, or id,person_id, or left_id,right_id.", valueName: "file"))
    var truth: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let result = try Evaluator(folder: folder, truth: truth).evaluate()
        if json {
            print(try Terminal.json(result))
            return
        }
        let figures: [(String, Double?)] = [
            ("precision", result.precision), ("recall", result.recall), ("F1", result.f1),
            ("pair completeness", result.pairCompleteness), ("left-out accuracy", result.leftOutAccuracy),
        ]
        for case (let name, let value?) in figures {
            print(name.padding(toLength: 20, withPad: " ", startingAt: 0) + String(format: "%.4f", value))
        }
        print("\(result.truePairs) true pairs, \(result.claimedPairs) claimed, \(result.rightPairs) of them right")
    }
}
