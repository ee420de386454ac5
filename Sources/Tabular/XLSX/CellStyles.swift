/// What each cell format of a workbook makes of a number.
struct CellStyles {
    /// One entry for each `xf` of `cellXfs`, in order.
    private(set) var formats: [NumberFormat] = []

    /// Every number is just a number.
    init() {}

    /// Reads the styles of a workbook; throws ``PartFault``.
    init(_ source: any ByteSource, limits: XLSXLimits) throws {
        var custom: [Int: NumberFormat] = [:]
        var formats: [NumberFormat] = []
        try XMLElements.read(source, limits: limits) { element in
            switch element.name {
            case "numFmt" where element.parent == "numFmts":
                let id = element["numFmtId"].flatMap { Int($0) } ?? -1
                custom[id] = NumberFormat(code: element["formatCode"] ?? "")
            case "xf" where element.parent == "cellXfs":
                let id = element["numFmtId"].flatMap { Int($0) } ?? 0
                formats.append(custom[id] ?? NumberFormat(builtIn: id))
            default: return
            }
            guard formats.count <= limits.styles, custom.count <= limits.styles else {
                throw PartFault(
                    "the workbook has more than \(limits.styles) cell formats",
                    advice: "Copy the rows you need to a new workbook as values")
            }
        }
        self.formats = formats
    }
}
