import Foundation
package import Linkage
import Tabular
import Yams

/// A settings file as people write it: any part of a model, and which columns hold what; the rest is built in.
package struct SettingsFile: Sendable {
    package var settings: Settings
    /// For each list, by position: column of the model → heading (`a + b` for parts of a name; empty takes it out).
    package var columns: [[String: String]]

    private struct Written: Codable {
        struct Columns: Codable {
            var left: [String: String]?
            var right: [String: String]?
        }
        var name: String?
        var comparisons: [ComparisonSetting]?
        var blockingRules: [BlockingRule]?
        var nonMatches: [NonMatchClass]?
        var training: Training?
        var thresholds: Thresholds?
        var columns: Columns?

        enum CodingKeys: String, CodingKey {
            case name, comparisons, training, thresholds, columns
            case blockingRules = "blocking_rules"
            case nonMatches = "non_matches"
        }
    }

    /// The built-in settings for lists of workers.
    package static func standard() throws -> SettingsFile {
        do {
            let settings = try YAMLDecoder().decode(Settings.self, from: Resource.text("worker-lists.yaml"))
            return SettingsFile(settings: settings, columns: [[:], [:]])
        } catch {
            throw SettingsProblem("The built-in settings can't be read: \(describe(error))")
        }
    }

    /// - Throws: `TableProblem` when the file can't be read, `SettingsProblem` naming the key that is wrong.
    package static func read(_ path: String) throws -> SettingsFile {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw TableProblem(
                file: path, reason: "can't be read as UTF-8 text", advice: "Check the name and the folder")
        }
        var file = try standard()
        let known: Set<String> = [
            "name", "comparisons", "blocking_rules", "non_matches", "training", "thresholds", "columns",
        ]
        do {
            if let keys = try Yams.load(yaml: text) as? [String: Any] {
                for key in keys.keys where !known.contains(key) {
                    throw SettingsProblem(
                        "\(path): “\(key)” is no setting; known are \(known.sorted().joined(separator: ", ")).")
                }
            }
            // A file of remarks alone says nothing.
            let isEmpty = try Yams.compose(yaml: text) == nil
            let written = try YAMLDecoder().decode(Written.self, from: isEmpty ? "{}" : text)
            file.settings.name = written.name ?? (path as NSString).lastPathComponent
            if let comparisons = written.comparisons { file.settings.comparisons = comparisons }
            if let rules = written.blockingRules { file.settings.blockingRules = rules }
            if let classes = written.nonMatches { file.settings.nonMatches = classes }
            if let training = written.training { file.settings.training = training }
            if let thresholds = written.thresholds { file.settings.thresholds = thresholds }
            let columns = Set(file.settings.comparisons.map(\.column) + ColumnMap.roles.map(\.column) + ["id"])
            for told in [written.columns?.left ?? [:], written.columns?.right ?? [:]] {
                if let unknown = told.keys.sorted().first(where: { !columns.contains($0) }) {
                    throw SettingsProblem(
                        "\(path): under “columns” “\(unknown)” is no column of the model; known are \(columns.sorted().joined(separator: ", "))."
                    )
                }
            }
            file.columns = [written.columns?.left ?? [:], written.columns?.right ?? [:]]
        } catch let problem as SettingsProblem {
            throw problem
        } catch {
            throw SettingsProblem("\(path): \(describe(error))")
        }
        return file
    }

    private static func describe(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "“\(key.stringValue)” is missing\(place(context))."
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            "a value is not of the right kind\(place(context)): \(context.debugDescription)"
        default: "\(error)"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        context.codingPath.isEmpty ? "" : " in " + context.codingPath.map(\.stringValue).joined(separator: ".")
    }
}
