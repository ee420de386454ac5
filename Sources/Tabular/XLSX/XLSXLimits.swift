/// How much of a workbook is read before it is refused as broken or hostile.
package struct XLSXLimits: Sendable {
    /// Inflated bytes of a sheet or of the shared strings.
    package var partBytes = 16 << 30
    /// Inflated bytes of the parts that are small in honest files: the workbook, its relations, the styles.
    package var smallPartBytes = 64 << 20
    /// Inflated bytes for one compressed byte, looked at once a part is larger than `ratioFloor`.
    package var ratio = 250
    /// Inflated bytes under which the ratio does not matter.
    package var ratioFloor = 16 << 20
    /// Bytes of memory for the shared strings, with 4 for each string.
    package var sharedStringBytes = 768 << 20
    /// Cell formats in the styles; spreadsheet programs allow 65,490.
    package var styles = 100_000
    /// UTF-8 bytes of one cell; spreadsheet programs allow 32,767 UTF-16 units.
    package var cellBytes = 32_767 * 4
    /// UTF-8 bytes of all cells of a sheet: a few shared texts can be pointed to a billion times.
    package var sheetTextBytes = 8 << 30
    /// UTF-8 bytes of one row.
    package var rowBytes = 64 << 20
    /// Fields of all rows of a sheet, the empty ones before a filled one included.
    package var sheetFields = 1 << 30
    /// Columns of a sheet, the last of which is XFD.
    package var columns = 16_384
    /// Rows of a sheet.
    package var rows = 1_048_576
    /// Files in the archive.
    package var parts = 20_000
    /// Elements inside each other.
    package var depth = 128
    /// Bytes of one tag with its attributes, or of one comment.
    package var tagBytes = 1 << 20

    /// Makes the standard limits, to be changed one by one.
    package init() {}

    /// What honest files of any spreadsheet program stay within.
    package static let standard = XLSXLimits()
}
