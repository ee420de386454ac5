import Foundation
internal import Linkage

/// The linkage model that ships with the program, and how common names are in a register too small to tell.
///
/// `Resources/intake-model.json` holds the settings and the model of a run of `shramik link` over made-up lists
/// (docs/decisions/0008-keys-of-a-crore-of-workers.md).
struct IntakeModel: Sendable {
    let scorer: SingleScorer
    /// Names among a million that hold a token, by its fold.
    let shares: [[UInt8]: Double]
    private let columns: [String: Int]

    private struct File: Decodable {
        let settings: Settings
        let model: Model
    }

    private static let loaded = Result { try IntakeModel() }

    /// Throws when a resource is missing or damaged.
    static func shipped() throws -> IntakeModel { try loaded.get() }

    private init() throws {
        let folder = Bundle.module.bundleURL.appending(path: "Resources")
        let file = try JSONDecoder().decode(
            File.self, from: Data(contentsOf: folder.appending(path: "intake-model.json")))
        let settings = file.settings.limited(to: Set(file.model.groups.map(\.column)))
        scorer = try SingleScorer(settings, file.model)
        columns = Dictionary(
            uniqueKeysWithValues: settings.comparisons.enumerated().map { ($0.element.column, $0.offset) })
        var shares: [[UInt8]: Double] = [:]
        for line in try String(contentsOf: folder.appending(path: "name-shares.tsv"), encoding: .utf8).split(
            separator: "\n") where !line.hasPrefix("#")
        {
            let cells = line.split(separator: "\t")
            guard cells.count == 2, let share = Double(cells[1]) else { continue }
            for fold in SingleRecord.tokens(String(cells[0])) { shares[fold, default: 0] += share }
        }
        self.shares = shares
    }

    /// Where a column stands in a record; nil where the model doesn't compare it.
    func place(_ column: String) -> Int? { columns[column] }

    var comparisons: Int { columns.count }
}
