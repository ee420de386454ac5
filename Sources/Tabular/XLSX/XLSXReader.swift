/// A sheet of a workbook that holds rows; sheets of charts and macros are not listed.
package struct XLSXSheet: Sendable, Equatable {
    /// The name on the sheet's tab.
    package let name: String
    /// Whether the tab is hidden; its rows are read like any other's.
    package let isHidden: Bool
}

/// Reads the rows of an Excel workbook (.xlsx, .xlsm) as text, one at a time and in little memory.
///
/// Dates come as `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss` or `HH:mm:ss`, as their format says; whole numbers without point
/// or exponent; booleans as `TRUE` and `FALSE`; formulas as the value the file keeps for them, or empty. Rich text
/// loses its formats, Japanese readings are left out. Fields after the last filled one of a row are not there.
package final class XLSXReader {
    /// The sheets that hold rows, in the order of their tabs.
    package let sheets: [XLSXSheet]

    private let path: String
    private let archive: XLSXArchive
    private let workbook: Workbook
    private let limits: XLSXLimits
    private var styles: CellStyles?
    private var strings: SharedStrings?

    /// Opens a workbook and reads what sheets it has.
    ///
    /// Throws ``TableProblem`` where the file is not a workbook, is locked, broken or hostile.
    package init(path: String, limits: XLSXLimits = .standard) throws {
        self.path = path
        self.limits = limits
        do {
            archive = try XLSXArchive(path: path, limits: limits)
            workbook = try Workbook(archive)
        } catch let fault as PartFault {
            throw TableProblem(file: path, reason: fault.reason, advice: fault.advice)
        }
        sheets = workbook.sheets.map { XLSXSheet(name: $0.name, isHidden: $0.isHidden) }
    }

    /// Calls `body` for each row the sheet holds, from the top, until it returns false.
    ///
    /// `index` counts the ``sheets`` from 0. The row's `line` is its number on the sheet; rows that the file does not
    /// hold are not reported, those that hold only formats come without fields. The row is reused: copy what you keep.
    /// Throws ``TableProblem``, possibly after some rows, and whatever `body` throws.
    package func forEachRow(ofSheet index: Int, _ body: (borrowing Row) throws -> Bool) throws {
        guard sheets.indices.contains(index) else {
            throw TableProblem(file: path, reason: "there is no sheet number \(index + 1)")
        }
        let name = sheets[index].name
        do {
            let strings = try sharedStrings()
            let styles = try cellStyles()
            guard let part = workbook.sheets[index].part else { throw PartFault("the workbook lacks this sheet") }
            var parser = try SheetParser(
                archive.open(part), strings: strings, styles: styles,
                numbers: CellNumber(countsFrom1904: workbook.countsFrom1904), limits: limits)
            do {
                try parser.forEachRow(body)
            } catch let fault as PartFault {
                throw TableProblem(
                    file: path, sheet: name, line: parser.line > 0 ? parser.line : nil,
                    column: parser.column > 0 ? CellReference.letters(parser.column) : nil, reason: fault.reason,
                    advice: fault.advice)
            }
        } catch let fault as PartFault {
            throw TableProblem(file: path, sheet: name, reason: fault.reason, advice: fault.advice)
        }
    }

    private func sharedStrings() throws -> SharedStrings {
        if let strings { return strings }
        let read = try workbook.sharedStrings.map { try SharedStrings(archive.open($0), limits: limits) }
        strings = read ?? SharedStrings()
        return read ?? SharedStrings()
    }

    private func cellStyles() throws -> CellStyles {
        if let styles { return styles }
        let read = try workbook.styles.map { try CellStyles(archive.openSmall($0), limits: limits) } ?? CellStyles()
        styles = read
        return read
    }
}
