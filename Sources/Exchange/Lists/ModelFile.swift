import Foundation
package import Linkage
import Tabular

/// `model.json`: what was asked, the settings in force, and the trained model.
package struct ModelFile: Codable {
    package var request: LinkRequest
    package var settings: Settings
    package var model: Model
    /// For each list, headings by what they were taken for.
    package var columns: [[String: [String]]]

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var data = try encoder.encode(self)
        data.append(0x0A)
        guard FileManager.default.createFile(atPath: path, contents: data) else {
            throw TableProblem(file: path, reason: "can't be written", advice: "Check that the disk has room")
        }
    }

    /// - Throws: `TableProblem` when the folder holds no finished run.
    package static func read(_ folder: String) throws -> ModelFile {
        guard let data = FileManager.default.contents(atPath: folder + "/model.json") else {
            throw TableProblem(
                file: folder, reason: "holds no finished run (there is no model.json)",
                advice: "Name the folder given with --out")
        }
        return try JSONDecoder().decode(ModelFile.self, from: data)
    }
}
