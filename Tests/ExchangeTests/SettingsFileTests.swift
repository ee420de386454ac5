import Linkage
import Tabular
import Testing

@testable import Exchange

@Suite("Settings as people write them")
struct SettingsFileTests {
    private func read(_ text: String) throws -> SettingsFile {
        try withTemporaryFolder { try SettingsFile.read(try write(text, to: $0 + "/mine.yaml")) }
    }

    @Test("The built-in settings are complete and can work")
    func standard() throws {
        let file = try SettingsFile.standard()
        try file.settings.validate()
        #expect(file.settings.comparisons.count > 10)
        #expect(!file.settings.nonMatches.isEmpty)
        #expect(file.columns == [[:], [:]])
    }

    @Test(
        "A part of the settings is enough; the rest stays built in",
        arguments: ["thresholds: {match: 0.9, possible: 0.2}", "{\"thresholds\": {\"match\": 0.9, \"possible\": 0.2}}"])
    func partial(text: String) throws {
        let file = try read(text), standard = try SettingsFile.standard().settings
        #expect(file.settings.thresholds.match == 0.9 && file.settings.thresholds.possible == 0.2)
        #expect(file.settings.comparisons == standard.comparisons)
        #expect(file.settings.blockingRules == standard.blockingRules)
        #expect(file.settings.training == standard.training)
        #expect(file.settings.name == "mine.yaml")
    }

    @Test("Columns are named for either list")
    func columns() throws {
        let file = try read(
            "name: mine\ncolumns:\n  left: {name: \"First + Last\", id: No}\n  right: {village: \"\"}\n")
        #expect(file.columns == [["name": "First + Last", "id": "No"], ["village": ""]])
        #expect(file.settings.name == "mine")
    }

    @Test("A file without settings changes nothing", arguments: ["", "\n", "# nothing yet\n", "{}"])
    func empty(text: String) throws {
        let file = try read(text)
        #expect(try file.settings.comparisons == SettingsFile.standard().settings.comparisons)
    }

    @Test(
        "What is wrong is named",
        arguments: [
            ("treshold: 1", ["“treshold”", "thresholds"]),
            ("thresholds: {match: lots, possible: 0.1}", ["thresholds.match"]),
            ("thresholds: {match: 0.5}", ["“possible”"]), ("comparisons: [{kind: name}]", ["“column”"]),
            ("comparisons: [{column: name, kind: nam}]", ["comparisons", "kind", "nam"]), ("- a\n- b\n", ["mine.yaml"]),
            ("a: [\n", ["mine.yaml"]), ("training: {seed: x}", ["training"]),
            ("columns: {left: {nmae: Fname}}", ["“nmae”", "columns"]),
        ])
    func wrong(text: String, told: [String]) {
        let problem = #expect(throws: SettingsProblem.self) { try read(text) }
        for words in told { #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")") }
    }

    @Test("A settings file that is not there is a problem of the file")
    func missing() {
        #expect(throws: TableProblem.self) { try SettingsFile.read("/tmp/shramik-no-such-settings.yaml") }
    }
}
