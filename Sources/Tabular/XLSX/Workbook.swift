/// What the workbook part and its relations say: which sheets there are and where the other parts stand.
struct Workbook {
    struct Sheet {
        var name: String
        var isHidden: Bool
        /// None where the workbook does not say where the sheet is.
        var part: String?
    }

    private struct Relation {
        var type: String
        var target: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var countsFrom1904 = false
    private(set) var sharedStrings: String?
    private(set) var styles: String?

    /// Reads the relations and the workbook; throws ``PartFault``.
    init(_ archive: XLSXArchive) throws {
        let roots = try Self.relations(of: "", in: archive)
        var part = roots.values.first { $0.type == "officeDocument" }?.target ?? "xl/workbook.xml"
        if !archive.contains(part) { part = "xl/workbook.xml" }
        guard archive.contains(part), !part.lowercased().hasSuffix(".bin") else { throw ForeignFile.fault(of: archive) }
        let relations = try Self.relations(of: part, in: archive)
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        for (kind, path) in [("sharedStrings", \Workbook.sharedStrings), ("styles", \Workbook.styles)] {
            let target = relations.values.first { $0.type == kind }?.target ?? "\(folder)/\(kind).xml"
            self[keyPath: path] = archive.contains(target) ? target : nil
        }
        try readSheets(part, relations, archive)
    }

    private mutating func readSheets(
        _ part: String, _ relations: [String: Relation], _ archive: XLSXArchive
    ) throws {
        var sheets: [Sheet] = []
        var countsFrom1904 = false
        var isWorkbook = false
        try XMLElements.read(archive.openSmall(part), limits: archive.limits) { element in
            switch element.name {
            case "workbook" where element.parent == nil:
                isWorkbook = true
            case "workbookPr" where element.parent == "workbook":
                countsFrom1904 = ["1", "true", "on"].contains(element["date1904"] ?? "0")
            case "sheet" where element.parent == "sheets":
                let relation = element["id"].flatMap { relations[$0] }
                // Sheets of charts, dialogs and old macros hold no rows.
                if let relation, relation.type != "worksheet" { return }
                let isHidden = ["hidden", "veryHidden"].contains(element["state"] ?? "")
                sheets.append(Sheet(name: element["name"] ?? "", isHidden: isHidden, part: relation?.target))
            default: return
            }
            guard sheets.count <= archive.limits.parts else { throw PartFault("the workbook has too many sheets") }
        }
        guard isWorkbook else { throw ForeignFile.fault(of: archive) }
        self.sheets = sheets
        self.countsFrom1904 = countsFrom1904
    }

    /// The relations of a part by their ids, with the last word of their types and targets from the archive's root.
    private static func relations(of part: String, in archive: XLSXArchive) throws -> [String: Relation] {
        let folders = part.split(separator: "/").dropLast().map(String.init)
        let name = part.split(separator: "/").last.map(String.init) ?? ""
        let path = (folders + ["_rels", "\(name).rels"]).joined(separator: "/")
        guard archive.contains(path) else { return [:] }
        var relations: [String: Relation] = [:]
        try XMLElements.read(archive.openSmall(path), limits: archive.limits) { element in
            guard element.name == "Relationship", element["TargetMode"] != "External",
                let id = element["Id"], let type = element["Type"], let target = element["Target"]
            else { return }
            let kind = type.split(separator: "/").last.map(String.init) ?? type
            guard relations.count < archive.limits.parts else { throw PartFault("the workbook has too many parts") }
            relations[id] = Relation(type: kind, target: resolve(target, from: folders))
        }
        return relations
    }

    /// The path from the archive's root of a target that is absolute or relative to `folders`.
    static func resolve(_ target: String, from folders: [String]) -> String {
        let separators: Set<Character> = ["/", "\\"]
        var path = target.first.map(separators.contains) == true ? [] : folders
        for step in target.split(whereSeparator: separators.contains) {
            switch step {
            case ".": continue
            case "..": path = path.dropLast()
            default: path.append(String(step))
            }
        }
        return path.joined(separator: "/")
    }
}
