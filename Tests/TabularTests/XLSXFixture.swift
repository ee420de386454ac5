import CZip
import Foundation

@testable import Tabular

/// A small workbook made by hand: whatever a hostile or careless program might write.
struct XLSXFixture {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let packages = "http://schemas.openxmlformats.org/package/2006/relationships"

    /// The files of the archive by name, in the order of their names.
    var parts: [String: [UInt8]] = [:]

    /// A workbook of one sheet, "GP 1", with this inside its `sheetData`.
    init(rows: String, strings: [String] = [], styles: String = "", workbook: String = "") {
        self.init(
            sheet: "<worksheet xmlns=\"\(Self.main)\"><sheetData>\(rows)</sheetData></worksheet>", strings: strings,
            styles: styles, workbook: workbook)
    }

    /// A workbook of one sheet whose part is this; `strings` are the insides of `si`, `styles` of `styleSheet`.
    init(sheet: String, strings: [String] = [], styles: String = "", workbook: String = "") {
        self["_rels/.rels"] = """
            <Relationships xmlns="\(Self.packages)">
            <Relationship Id="rId1" Type="\(Self.office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """
        self["xl/workbook.xml"] = """
            <workbook xmlns="\(Self.main)" xmlns:r="\(Self.office)">\(workbook)
            <sheets><sheet name="GP 1" sheetId="1" r:id="rId1"/></sheets></workbook>
            """
        self["xl/_rels/workbook.xml.rels"] = """
            <Relationships xmlns="\(Self.packages)">
            <Relationship Id="rId1" Type="\(Self.office)/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="\(Self.office)/sharedStrings" Target="sharedStrings.xml"/>
            <Relationship Id="rId3" Type="\(Self.office)/styles" Target="styles.xml"/></Relationships>
            """
        let items = strings.map { "<si>\($0)</si>" }.joined()
        self["xl/sharedStrings.xml"] = "<sst xmlns=\"\(Self.main)\">\(items)</sst>"
        self["xl/styles.xml"] = "<styleSheet xmlns=\"\(Self.main)\">\(styles)</styleSheet>"
        self["xl/worksheets/sheet1.xml"] = sheet
    }

    /// The text of a part.
    subscript(part: String) -> String {
        get { String(decoding: parts[part] ?? [], as: UTF8.self) }
        set { parts[part] = Array(newValue.utf8) }
    }

    /// Lends the path of the packed workbook, which is removed afterwards.
    func packed<R>(_ body: (String) throws -> R) throws -> R {
        try withTemporaryPath { path in
            var code: Int32 = 0
            guard let archive = zip_open(path, ZIP_CREATE, &code) else { throw Unpackable() }
            for (name, bytes) in parts.sorted(by: { $0.key < $1.key }) {
                guard let copy = malloc(max(bytes.count, 1)) else { throw Unpackable() }
                _ = bytes.withUnsafeBytes { memcpy(copy, $0.baseAddress ?? UnsafeRawPointer(copy), $0.count) }
                let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1)
                guard zip_file_add(archive, name, source, 0) >= 0 else { throw Unpackable() }
            }
            guard zip_close(archive) == 0 else { throw Unpackable() }
            return try body(path)
        }
    }

    /// The rows of the only sheet, each with its number before its fields.
    func rows(limits: XLSXLimits = .standard) throws -> [[String]] {
        try packed { try allRows($0, limits: limits) }
    }

    /// The problem with which reading ends; none where it does not.
    func problem(limits: XLSXLimits = .standard) throws -> TableProblem? {
        do {
            _ = try rows(limits: limits)
            return nil
        } catch let problem as TableProblem {
            return problem
        }
    }

    struct Unpackable: Error {}
}

/// The rows of one sheet, each with its number before its fields.
func allRows(_ path: String, sheet: Int = 0, limits: XLSXLimits = .standard) throws -> [[String]] {
    var rows: [[String]] = []
    try XLSXReader(path: path, limits: limits).forEachRow(ofSheet: sheet) { row in
        rows.append([String(row.line)] + row.strings)
        return true
    }
    return rows
}

/// Lends a path in the temporary folder at which nothing stands yet; what stands there afterwards is removed.
func withTemporaryPath<R>(_ body: (String) throws -> R) throws -> R {
    let path = NSTemporaryDirectory() + "/shramik-\(UUID().uuidString).xlsx"
    defer { unlink(path) }
    return try body(path)
}
