import CXLSXWriter
import Glibc

/// Writes an Excel workbook row by row in constant memory; the same rows give the same bytes.
///
/// ```swift
/// let writer = try XLSXWriter(path: "out.xlsx.part", temporaryFolder: "/var/tmp")
/// try writer.addSheet(name: "GP 1", columns: [.init(title: "Name", width: 30)])
/// try writer.write(row, fill: .yellow)
/// try writer.close()
/// ```
/// Several threads write a workbook in parts, each a writer of its own, and one more takes them together (``addSheets(of:)``).
/// Rows go into unpacked files in the temporary folder until ``close()``. Nothing is complete before that: write to a
/// temporary name and rename it.
package final class XLSXWriter {
    /// A column of a sheet.
    package struct Column: Sendable, Equatable {
        /// What the header says.
        package var title: String
        /// How wide the column is, in characters of the standard font.
        package var width: Double

        /// Makes a column `width` characters wide.
        package init(title: String, width: Double = 16) {
            self.title = title
            self.width = width
        }
    }

    /// The background of a row.
    package enum Fill: Sendable, CaseIterable {
        case none, yellow, grey
    }

    let path: String
    private let rowsPerSheet: Int
    private let folder: UnsafeMutablePointer<CChar>
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var formats = XLSXFormats()
    private var names = SheetNames()
    private var text = XLSXText()
    private var sheet: Sheet?
    /// Of the sheet added last.
    private var handle: UnsafeMutablePointer<lxw_worksheet>?
    private var handles: [UnsafeMutablePointer<lxw_worksheet>] = []
    /// The sheets whose rows are all written.
    private var finished: [Sheet] = []
    private var parts: [Part] = []

    /// A workbook that was written to become a part of another one.
    package struct Part: Sendable {
        let path: String
        fileprivate let sheets: [Sheet]
    }

    fileprivate struct Sheet {
        var wish: String
        var columns: [Column]
        var titles: [String]
        var rightToLeft: Bool
        var rows: Int
        /// The bytes of its rows, to be found again in the packed file.
        var size = 0
        /// Where it is taken from, unless its rows were written here.
        var origin: PackedSheets.Origin?
    }

    /// Starts a workbook at `path`, with unpacked files in `temporaryFolder` meanwhile.
    ///
    /// Throws ``TableProblem`` where the temporary folder cannot be written to.
    package convenience init(path: String, temporaryFolder: String) throws {
        try self.init(path: path, temporaryFolder: temporaryFolder, rowsPerSheet: 1_048_576)
    }

    /// Starts a workbook whose sheets hold `rowsPerSheet` rows, the header included.
    init(path: String, temporaryFolder: String, rowsPerSheet: Int) throws {
        self.path = path
        self.rowsPerSheet = rowsPerSheet
        guard access(temporaryFolder, W_OK | X_OK) == 0, let folder = strdup(temporaryFolder) else {
            throw TableProblem(file: path, reason: "the folder for temporary files cannot be written to")
        }
        // The library keeps this pointer until the workbook is closed.
        self.folder = folder
        var options = lxw_workbook_options()
        options.constant_memory = 1
        options.use_zip64 = 1
        options.tmpdir = folder
        workbook = workbook_new_opt(path, &options)
        guard let workbook else { throw problem("the workbook cannot be started") }
        var properties = lxw_doc_properties()
        // A time of the clock would make each run's bytes differ.
        properties.created = 946_684_800
        workbook_set_properties(workbook, &properties)
        formats = XLSXFormats(workbook)
    }

    deinit {
        // The library leaves the temporary files of a workbook open that was never closed.
        if let workbook {
            for handle in handles { if let file = handle.pointee.optimize_tmpfile { fclose(file) } }
            lxw_workbook_free(workbook)
        }
        free(folder)
    }

    /// Starts a sheet with a bold, frozen header that filters; rows go to it from now on.
    ///
    /// Without columns there is no header. The name is made legal and unique. Rows that no longer fit go on in a sheet called `NAME (2)`.
    /// `titles` stand above the header, a row each; such a sheet is a form to be read, so its headings are wrapped and don't filter.
    package func addSheet(
        name: String, titles: [String] = [], columns: [Column], rightToLeft: Bool = false
    ) throws {
        try finishSheet()
        try startSheet(names.claim(name), wish: name, titles: titles, columns: columns, rightToLeft: rightToLeft)
    }

    /// Adds a row of texts to the sheet added last: identity numbers and phones keep their zeros, nothing becomes a
    /// formula. Text over 32,767 UTF-16 units is cut.
    package func write(_ row: borrowing Row, fill: Fill = .none) throws {
        let sheet = try sheetWithRoom(fields: row.count)
        let format = formats.fills[fill]
        for field in 0..<row.count {
            try row.withField(field) { try put($0, UInt32(sheet.rows), UInt16(field), format) }
        }
        try endRow(fields: row.count, fill)
    }

    /// Adds a row of texts and numbers to the sheet added last.
    package func write(fields: [XLSXCell], fill: Fill = .none) throws {
        let sheet = try sheetWithRoom(fields: fields.count)
        let format = formats.fills[fill]
        for (field, cell) in fields.enumerated() {
            switch cell {
            case .number(let number) where number.isFinite:
                worksheet_write_number(handle, UInt32(sheet.rows), UInt16(field), number, format)
            case .text(var string):
                try string.withUTF8 { try put($0, UInt32(sheet.rows), UInt16(field), format) }
            case .number, .empty:
                guard let format else { continue }
                worksheet_write_blank(handle, UInt32(sheet.rows), UInt16(field), format)
            }
        }
        try endRow(fields: fields.count, fill)
    }

    /// Adds the sheets of another workbook, as they are; its file is removed when this one is closed.
    package func addSheets(of part: Part) throws {
        try finishSheet()
        parts.append(part)
        for (index, var sheet) in part.sheets.enumerated() {
            try newPlaceholder(names.claim(sheet.wish))
            sheet.origin = PackedSheets.Origin(path: part.path, sheet: index + 1)
            self.sheet = sheet
            try finishSheet()
        }
    }

    /// Packs the sheets into the file at the path. Throws ``TableProblem`` where the disk is full or cannot be
    /// written to; the file is then of no use.
    package func close() throws {
        guard workbook != nil else { return }
        if sheet == nil, finished.isEmpty { try addSheet(name: "Sheet", columns: []) }
        try pack()
        try PackedSheets.replace(path, finished.map(\.origin))
        for part in parts { unlink(part.path) }
    }

    /// Packs the sheets into the file at the path, for another workbook to take them.
    package func closePart() throws -> Part {
        try finishSheet()
        // The sheet that a workbook opens with says so in its own text: that must be none of those the other one takes.
        try newPlaceholder(names.claim("Part"))
        worksheet_activate(handle)
        try pack()
        return Part(path: path, sheets: finished)
    }

    private func pack() throws {
        try finishSheet()
        guard let workbook else { return }
        self.workbook = nil
        let error = workbook_close(workbook)
        guard error == LXW_NO_ERROR else {
            throw problem("the workbook could not be written (\(String(cString: lxw_strerror(error))))")
        }
        try PackedSheets.check(path, sizes: finished.map { $0.origin == nil ? $0.size : nil })
    }

    private func newSheet(_ name: String) throws {
        guard let workbook else { throw problem("the workbook is closed", advice: nil) }
        guard let handle = workbook_add_worksheet(workbook, name) else {
            throw problem("the sheet \"\(name)\" cannot be started")
        }
        handles.append(handle)
        self.handle = handle
    }

    /// A sheet of which nothing is kept but its name.
    private func newPlaceholder(_ name: String) throws {
        try newSheet(name)
        // The library never closes the temporary file of a sheet without a cell.
        worksheet_write_number(handle, 0, 0, 0, nil)
    }

    private func startSheet(
        _ name: String, wish: String, titles: [String], columns: [Column], rightToLeft: Bool
    ) throws {
        guard columns.count <= 16_384 else { throw problem("a sheet has no more than 16,384 columns", advice: nil) }
        try newSheet(name)
        let top = UInt32(titles.count)
        for (row, var line) in titles.enumerated() { try line.withUTF8 { try put($0, UInt32(row), 0, formats.title) } }
        for (index, column) in columns.enumerated() {
            let width = min(max(column.width, 0), 255)
            worksheet_set_column(handle, UInt16(index), UInt16(index), width, nil)
            var title = column.title
            try title.withUTF8 { try put($0, top, UInt16(index), titles.isEmpty ? formats.header : formats.wrapped) }
        }
        if !columns.isEmpty { worksheet_freeze_panes(handle, top + 1, 0) }
        if rightToLeft { worksheet_right_to_left(handle) }
        // Officers print these: A4 across, all columns on one page, the headings on each.
        worksheet_set_paper(handle, 9)
        worksheet_set_landscape(handle)
        worksheet_fit_to_pages(handle, 1, 0)
        let rows = titles.count + (columns.isEmpty ? 0 : 1)
        sheet = Sheet(
            wish: wish, columns: columns, titles: titles, rightToLeft: rightToLeft, rows: rows)
    }

    private func sheetWithRoom(fields: Int) throws -> Sheet {
        guard let sheet else { throw problem("there is no sheet to write to", advice: nil) }
        guard fields <= 16_384 else { throw problem("a row has no more than 16,384 cells", advice: nil) }
        if sheet.rows < rowsPerSheet { return sheet }
        try addSheet(
            name: sheet.wish, titles: sheet.titles, columns: sheet.columns, rightToLeft: sheet.rightToLeft)
        return try sheetWithRoom(fields: fields)
    }

    /// Fills the row to the width of the sheet and looks whether the disk took it.
    private func endRow(fields: Int, _ fill: Fill) throws {
        guard let sheet else { return }
        if let format = formats.fills[fill] {
            for field in fields..<max(fields, sheet.columns.count) {
                worksheet_write_blank(handle, UInt32(sheet.rows), UInt16(field), format)
            }
        }
        guard let file = handle?.pointee.optimize_tmpfile, ferror(file) == 0 else { throw diskFull }
        self.sheet?.rows += 1
    }

    private func finishSheet() throws {
        guard var sheet, workbook != nil else { return }
        self.sheet = nil
        // The workbook names both, also of a sheet whose rows were written elsewhere.
        if !sheet.columns.isEmpty {
            let top = UInt32(sheet.titles.count)
            worksheet_repeat_rows(handle, top, top)
            if top == 0 {
                worksheet_autofilter(handle, 0, 0, UInt32(sheet.rows - 1), UInt16(sheet.columns.count - 1))
            }
        }
        guard let file = handle?.pointee.optimize_tmpfile, fflush(file) == 0, ferror(file) == 0 else {
            throw diskFull
        }
        if sheet.origin == nil { sheet.size = ftell(file) }
        finished.append(sheet)
    }

    private func put(
        _ field: UnsafeBufferPointer<UInt8>, _ row: UInt32, _ column: UInt16,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) throws {
        guard text.take(field) else {
            // A blank cell without a format is not written at all.
            if let format { worksheet_write_blank(handle, row, column, format) }
            return
        }
        let error = worksheet_write_string(handle, row, column, text.bytes, format)
        guard error == LXW_NO_ERROR else {
            throw problem("a cell could not be written (\(String(cString: lxw_strerror(error))))")
        }
    }

    private var diskFull: TableProblem { problem("the rows could not be kept: the disk for temporary files is full") }

    private func problem(_ reason: String, advice: String? = "Free some space and try again") -> TableProblem {
        TableProblem(file: path, reason: reason, advice: advice)
    }
}
