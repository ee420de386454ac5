/// What is wrong with an input or an output, in words for the person who made it.
///
/// `workers.xlsx, sheet "GP 1", row 12, column C: the cell reference goes past the last column (XFD). Save the file
/// again from a spreadsheet program.`
package struct TableProblem: Error, CustomStringConvertible, Equatable {
    /// The name of the file, without its folder.
    package var file: String
    /// The name of the sheet, where the file has sheets.
    package var sheet: String?
    /// The 1-based line of a CSV file, or the row number of a sheet.
    package var line: Int?
    /// The letters of a sheet's column, or the title of a CSV file's.
    package var column: String?
    /// What is wrong: a clause in lower case without a full stop.
    package var reason: String
    /// What to do about it: a clause without a full stop.
    package var advice: String?

    /// Makes a problem; `file` may be a path, of which the last part is kept.
    package init(
        file: String, sheet: String? = nil, line: Int? = nil, column: String? = nil, reason: String,
        advice: String? = nil
    ) {
        self.file = file.split(separator: "/").last.map(String.init) ?? file
        self.sheet = sheet
        self.line = line
        self.column = column
        self.reason = reason
        self.advice = advice
    }

    package var description: String {
        var place = file
        if let sheet { place += ", sheet \"\(sheet)\"" }
        if let line { place += ", \(sheet == nil ? "line" : "row") \(line)" }
        if let column { place += ", column \(column)" }
        return "\(place): \(reason)." + (advice.map { " \($0)." } ?? "")
    }
}
