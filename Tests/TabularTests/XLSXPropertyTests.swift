import Foundation
import Testing

@testable import Tabular

@Suite("Damaged workbooks", .timeLimit(.minutes(2)))
struct XLSXPropertyTests {
    /// SplitMix64: the same damage on every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private let fixture = XLSXFixture(
        rows: """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>a_x000D_</t></r></is></c></row>
            <row r="3"><c r="A3" s="1"><v>20000.5</v></c><c r="C3" t="b"><v>1</v></c><c t="str"><v><![CDATA[x]]></v></c></row>
            """,
        strings: ["<t>রীতা দাস</t>", "<t>&amp;&#x99F;</t>"],
        styles: """
            <numFmts><numFmt numFmtId="164" formatCode="dd/mm"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>
            """)

    private func damage(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, at + Int.random(in: 1...20, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[at] = Array("<>&\"/=;_x\0:[]!-9".utf8).randomElement(using: &generator) ?? 0
            case 2: bytes.removeSubrange(at..<end)
            case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
            default: bytes.removeLast(Int.random(in: 0...min(bytes.count, 40), using: &generator))
            }
        }
        return bytes
    }

    /// Reads everything; only a ``TableProblem`` may come out.
    private func read(_ path: String) throws {
        do {
            let reader = try XLSXReader(path: path)
            for sheet in reader.sheets.indices { try reader.forEachRow(ofSheet: sheet) { _ in true } }
        } catch is TableProblem {}
    }

    @Test("An archive with flipped, lost and doubled bytes is read or refused")
    func archives() throws {
        var generator = Generator(state: 41)
        try fixture.packed { path in
            let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
            for _ in 0..<400 {
                try Data(damage(whole, &generator)).write(to: URL(filePath: path))
                try read(path)
            }
        }
    }

    @Test("A part with flipped, lost and doubled bytes is read or refused", arguments: 1...4 as ClosedRange<UInt64>)
    func parts(seed: UInt64) throws {
        var generator = Generator(state: seed)
        for part in fixture.parts.keys.sorted() {
            for _ in 0..<40 {
                var damaged = fixture
                damaged.parts[part] = damage(fixture.parts[part] ?? [], &generator)
                try damaged.packed(read)
            }
        }
    }

    @Test("What expat refuses in a sheet the scanner refuses, and what it takes the scanner takes")
    func agreement() throws {
        var generator = Generator(state: 7)
        let sheet = fixture.parts["xl/worksheets/sheet1.xml"] ?? []
        var taken = 0
        for _ in 0..<1500 {
            let bytes = damage(sheet, &generator)
            let byExpat = (try? XMLElements.read(MemorySource(bytes), limits: .standard) { _ in }) != nil
            var byScanner = true
            do {
                var scanner = try XMLScanner(MemorySource(bytes), limits: .standard)
                while try scanner.next() != .done {}
            } catch is PartFault {
                byScanner = false
            }
            // The scanner looks at names and texts only where rows need them, so it may take more, but never less.
            #expect(byScanner || !byExpat, "\(String(decoding: bytes, as: UTF8.self))")
            taken += byExpat ? 1 : 0
        }
        #expect(taken > 50)
    }
}
