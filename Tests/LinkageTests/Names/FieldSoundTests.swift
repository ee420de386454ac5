import Foundation
import Testing

@testable import Linkage

/// The field app hears names as the register does: its table and thousands of names are held here, and by the browser's tests.
@Suite struct FieldSoundTests {
    /// The package that the test was built from, or the one that `SHRAMIK_WRITE` names.
    private static let package =
        ProcessInfo.processInfo.environment["SHRAMIK_WRITE"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The file as it must be; with `SHRAMIK_WRITE=PACKAGE` it is written.
    private func hold(_ path: String, _ text: String) throws {
        let file = FieldSoundTests.package.appending(path: path)
        if ProcessInfo.processInfo.environment["SHRAMIK_WRITE"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == text, "\(path) is old: run this test with SHRAMIK_WRITE=PACKAGE")
    }

    @Test func theAppsTableIsTheOneInForce() throws {
        try hold(
            "Sources/Portal/Resources/field/sounds-table.js",
            "// Written by FieldSoundTests from the tables of Linkage/Names; not to be edited.\nexport default \(SoundTable.json);\n"
        )
    }

    @Test func theNamesThatTheAppIsTestedWithSoundLikeThis() throws {
        let lines = try FieldSoundTests.names().map { name in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes]
            let sounds = SingleRecord.sounds(SingleRecord.tokens(name)).map { String(decoding: $0, as: UTF8.self) }
            return String(decoding: try encoder.encode([name] + sounds), as: UTF8.self)
        }
        try hold("Tests/BrowserTests/sounds.json", "[\n" + lines.joined(separator: ",\n") + "\n]\n")
    }

    /// Names as lists have them, parts of them put together anew, and nonsense of letters, signs and marks of many scripts.
    private static func names() -> [String] {
        var numbers = SeededNumbers(state: 2023)
        let written = VariedNames.written + VariedNames.notNames + VariedNames.scraps
        let parts = VariedNames.written.flatMap { $0.split(separator: " ").map(String.init) }
        var names = written + NameClasses.written.keys.sorted()
        func pick(_ range: ClosedRange<UInt32>) -> Unicode.Scalar {
            Unicode.Scalar(UInt32.random(in: range, using: &numbers)) ?? "a"
        }
        let ranges: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x61...0x7A, 0x41...0x5A, 0x980...0x9FF, 0x980...0x9FF, 0x995...0x9CC, 0x900...0x97F,
            0x915...0x94D, 0xC0...0x24F, 0x1E00...0x1EFF, 0x20...0x40, 0x2000...0x2030, 0xFF21...0xFF5A, 0x300...0x310,
        ]
        for _ in 0..<1_500 {
            let count = Int.random(in: 1...4, using: &numbers)
            names.append((0..<count).map { _ in parts.randomElement(using: &numbers) ?? "" }.joined(separator: " "))
        }
        for _ in 0..<1_500 {
            var name = String.UnicodeScalarView()
            var range = ranges[0]
            for _ in 0..<Int.random(in: 1...24, using: &numbers) {
                if numbers.chance(0.25) { range = ranges.randomElement(using: &numbers) ?? range }
                name.append(pick(range))
            }
            names.append(String(name))
        }
        return names
    }
}
