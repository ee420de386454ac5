import Foundation
import Portal
import Registry
import Support
import Testing

@Suite struct TextsTests {
    static func portal() async throws -> Portal {
        try await Portal(registry: try await World().registry, configuration: Configuration())
    }

    @Test func everyTextStandsInEveryLanguage() async throws {
        let texts = try await TextsTests.portal().texts
        let english = texts.keys(in: "en")
        for language in Texts.languages {
            let keys = texts.keys(in: language)
            #expect(english.subtracting(keys).sorted() == [], "missing in \(language)")
            #expect(keys.subtracting(english).sorted() == [], "unknown in English, from \(language)")
        }
    }

    @Test func placeholdersAreTheSameInEveryLanguage() async throws {
        let texts = try await TextsTests.portal().texts
        for key in texts.keys(in: "en") {
            let wanted = Set(texts.text(key, in: "en").matches(of: /%\d/).map { String($0.output) })
            for language in Texts.languages {
                let found = Set(texts.text(key, in: language).matches(of: /%\d/).map { String($0.output) })
                #expect(found == wanted, "\(key) in \(language)")
            }
        }
    }

    @Test func everyProblemHasItsSentence() async throws {
        let keys = try await TextsTests.portal().texts.keys(in: "en")
        for code in Problem.Code.allCases { #expect(keys.contains("problem.\(code.rawValue)"), "\(code)") }
    }

    @Test func everyTextThatATemplateNamesExists() async throws {
        let keys = try await TextsTests.portal().texts.keys(in: "en")
        let folder = Portal.resources.appending(path: "templates")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let template = try String(contentsOf: file, encoding: .utf8)
            for match in template.matches(of: /\{\{\{?t\.([a-z_A-Z]+\.[A-Za-z_0-9.]+)\}/) {
                #expect(keys.contains(String(match.output.1)), "\(match.output.1) in \(file.lastPathComponent)")
            }
            #expect(!template.contains("style=\""), "inline style in \(file.lastPathComponent)")
            #expect(!template.contains("<script>"), "inline script in \(file.lastPathComponent)")
        }
    }
}
