import Glibc

/// Knows files that are not workbooks by their first bytes, so that people hear what they sent.
enum ForeignFile {
    /// Throws ``PartFault`` where the file at `path` is no ZIP archive; says what it is and what to do.
    static func refuse(_ path: String) throws {
        guard let file = fopen(path, "rb") else {
            throw PartFault("the file cannot be opened", advice: "Check that it exists and may be read")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
        if bytes.starts(with: [0x50, 0x4B]) { return }
        if bytes.isEmpty { throw PartFault("the file is empty", advice: "Copy or download it again") }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw compoundFault(bytes, file) }
        let start = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
        if start.contains("<html") || start.contains("<table") {
            throw PartFault("this is a web page and not an Excel workbook", advice: saveAsXLSX)
        }
        throw PartFault("this is not an Excel workbook", advice: saveAsXLSX)
    }

    /// What an archive without a workbook is, by the names in it.
    static func fault(of archive: XLSXArchive) -> PartFault {
        if archive.contains("xl/workbook.bin") {
            return PartFault("this is a binary workbook (.xlsb)", advice: saveAsXLSX)
        }
        if archive.contains("mimetype"), archive.contains("content.xml") {
            return PartFault("this is an OpenDocument file (.ods)", advice: saveAsXLSX)
        }
        if archive.contains("word/document.xml") || archive.contains("ppt/presentation.xml") {
            return PartFault("this is a text document or a presentation and not a workbook", advice: saveAsXLSX)
        }
        return PartFault("this is a ZIP archive and not an Excel workbook", advice: saveAsXLSX)
    }

    private static let saveAsXLSX = "Open it in a spreadsheet program and save it as .xlsx"

    /// Compound files name their streams in UTF-16 in a directory that stands anywhere.
    private static func compoundFault(_ start: [UInt8], _ file: UnsafeMutablePointer<FILE>) -> PartFault {
        let wanted: StaticString = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
        var window = start
        for _ in 0..<512 where !window.isEmpty {
            if offset(of: wanted, in: window, count: window.count) != nil {
                return PartFault("the workbook is locked with a password", advice: "Save it without a password")
            }
            var next = [UInt8](repeating: 0, count: 64 << 10)
            next.removeLast(next.count - fread(&next, 1, next.count, file))
            window = next.isEmpty ? [] : window.suffix(wanted.utf8CodeUnitCount) + next
        }
        return PartFault("this is an old Excel file (.xls)", advice: saveAsXLSX)
    }
}
