import Foundation
import Testing

@testable import Tabular

@Suite("Encodings of CSV files")
struct CSVEncodingTests {
    private static let text = "id,নাম\n1,রাম দাস\n2,\"क, ख\"\n3,😀\n"
    private static let rows = [["id", "নাম"], ["1", "রাম দাস"], ["2", "क, ख"], ["3", "😀"]]

    private static func utf16(_ text: String, isBigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBigEndian ? [high, low] : [low, high]
        }
    }

    @Test("UTF-8 is read with and without a byte order mark", arguments: [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
    func utf8(mark: [UInt8]) throws {
        #expect(try csvRows(mark + Array(Self.text.utf8)) == Self.rows)
    }

    @Test("UTF-16 with a byte order mark is read in either order", arguments: [true, false])
    func utf16Marked(isBigEndian: Bool) throws {
        #expect(try csvRows(Self.utf16(Self.text, isBigEndian: isBigEndian, mark: true)) == Self.rows)
    }

    @Test("UTF-16 without a byte order mark is known by its zeros", arguments: [true, false])
    func utf16Unmarked(isBigEndian: Bool) throws {
        let text = "id,name,village\r\n1,Ram Das,Kandi\r\n2,রাম,কান্দি\r\n"
        let rows = [["id", "name", "village"], ["1", "Ram Das", "Kandi"], ["2", "রাম", "কান্দি"]]
        #expect(try csvRows(Self.utf16(text, isBigEndian: isBigEndian, mark: false)) == rows)
    }

    @Test("A long UTF-16 file is read to its end, and nothing is left among the temporary files")
    func longUTF16() throws {
        let line = "রফিকুল ইসলাম,Kandi\n"
        let text = "name,village\n" + String(repeating: line, count: 60_000)
        let folder = NSTemporaryDirectory() + "/shramik-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try withCSV(Self.utf16(text, isBigEndian: false, mark: true)) { path in
            var count = 0
            try CSVFile(path: path, temporaryFolder: folder).forEachRow { row in
                count += 1
                if count == 60_001 { #expect(row.strings == ["রফিকুল ইসলাম", "Kandi"]) }
                return true
            }
            #expect(count == 60_001)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test("Half a UTF-16 character is refused", arguments: [true, false])
    func brokenUTF16(isBigEndian: Bool) throws {
        let good = Self.utf16("a,b\n1,2\n", isBigEndian: isBigEndian, mark: true)
        #expect(try csvProblem(good + [0x41])?.reason.contains("UTF-16") == true)
        let alone: [UInt8] = isBigEndian ? [0xD8, 0x3D, 0, 0x41] : [0x3D, 0xD8, 0x41, 0]
        let problem = try csvProblem(good + alone)
        #expect(problem?.reason.contains("UTF-16") == true)
        #expect(problem?.line == 3)
    }

    @Test("Bytes that are not UTF-8 are refused with their line", arguments: [0xFF, 0xE9, 0x80, 0xC3] as [UInt8])
    func notUTF8(byte: UInt8) throws {
        let bytes = Array("id,name\n1,Ram\n2,Jos".utf8) + [byte] + Array("\n3,Hari\n".utf8)
        let problem = try csvProblem(bytes)
        #expect(problem?.line == 3)
        #expect(problem?.reason.contains("not UTF-8") == true)
        #expect(problem?.advice?.contains("UTF-8") == true)
    }

    @Test("A line is counted right however far down the wrong byte stands")
    func lateByte() throws {
        let head = "id,name\n" + String(repeating: "1,রাম\n", count: 70_000)
        #expect(try csvProblem(Array(head.utf8) + [0xE9] + Array(",x\n".utf8))?.line == 70_002)
    }

    @Test(
        "What is no text is refused",
        arguments: [
            [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61],
            [0x61, 0x2C, 0x62, 0, 0x0A, 0x63, 0x2C, 0x64], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3],
        ] as [[UInt8]])
    func binary(bytes: [UInt8]) throws {
        #expect(try csvProblem(bytes) != nil)
    }

    @Test("A workbook under the name of a CSV file is refused with the right advice")
    func workbook() throws {
        let path = NSTemporaryDirectory() + "/shramik-\(UUID().uuidString).csv"
        defer { unlink(path) }
        let writer = try XLSXWriter(path: path, temporaryFolder: NSTemporaryDirectory())
        try writer.addSheet(name: "A", columns: [.init(title: "Name")])
        try writer.write(Row(fields: ["Ram"]))
        try writer.close()
        let problem = #expect(throws: TableProblem.self) { try CSVFile(path: path) }
        #expect(problem?.advice?.contains(".xlsx") == true)
        let old = try csvProblem([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        #expect(old?.reason.contains("not CSV") == true)
    }
}
