import ArgumentParser
import Exchange
import Foundation
import Linkage

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell why two rows of a finished run have their match weight, level by level.")
    @Argument(help: "Folder of the run.")
    var folder: String
    @Argument(help: "Id of a row of the left list.")
    var leftId: String
    @Argument(help: "Id of a row of the right list (of the same list after dedupe).")
    var rightId: String
    @Flag(help: "Print JSON.")
    var json = false

    private struct Output: Codable {
        struct Part: Codable {
            var comparison: String
            var level: String
            var m: Double
            var u: Double
            var weight: Double
        }
        var prior: Double
        var parts: [Part]
        var weight: Double
        var decidedWeight: String?
        var decision: String?
    }

    func run() throws {
        let pair = try PairExplanation.of(leftId, rightId, in: folder)
        let explanation = pair.explanation
        if json {
            let output = Output(
                prior: explanation.prior,
                parts: explanation.parts.map {
                    .init(comparison: $0.title, level: $0.label, m: $0.m, u: $0.u, weight: $0.weight)
                },
                weight: explanation.weight, decidedWeight: pair.decided?.weight, decision: pair.decided?.decision)
            print(try Terminal.json(output))
            return
        }
        for field in pair.fields { print("\(pad(field.column, 16))\(pad(field.left, 34))\(field.right)") }
        print("\n\(pad("comparison", 22))\(pad("level", 30))\(pad("m", 10))\(pad("u", 10))weight (log2)")
        print("\(pad("before comparing", 72))\(bar(explanation.prior))")
        for part in explanation.parts {
            print(
                "\(pad(part.title, 22))\(pad(part.label, 30))\(pad(short(part.m), 10))\(pad(short(part.u), 10))\(bar(part.weight))"
            )
        }
        print("\(pad("the pair alone", 72))\(bar(explanation.weight))")
        if let (weight, decision) = pair.decided {
            print("Decision: \(decision), with weight \(weight) once the other rows of both people are weighed.")
        } else {
            print(
                "The two rows were not put together: no blocking rule brought them together, the weight is too low, or other rows "
                    + "explain them better.")
        }
    }

    private func bar(_ weight: Double) -> String {
        let sign = weight < 0 ? "−" : "+"
        let text = sign + String(format: "%.2f", abs(weight))
        return pad(text, 9) + String(repeating: weight < 0 ? "▒" : "█", count: min(40, Int(abs(weight).rounded())))
    }

    private func short(_ probability: Double) -> String {
        probability >= 0.001 ? String(format: "%.4f", probability) : String(format: "%.1e", probability)
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
