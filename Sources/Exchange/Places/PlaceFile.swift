import Foundation
package import Registry
import Tabular

/// One file of places, read into what the register can take over. Its layout is known by its headings.
package struct PlaceFile {
    package let path: String
    let layout: PlaceLayout
    package private(set) var content = PlaceImport()
    package private(set) var rows = 0
    private var columns: [String: Int] = [:]

    /// Tehsils are known, but no office works at that level: such a file is passed over.
    package var isPassedOver: Bool { layout == .tehsils }

    /// Throws `TableProblem` if the headings are of no layout, or a code is no number.
    package init(_ path: String) throws {
        self.path = path
        var layout: PlaceLayout?
        var columns: [String: Int] = [:]
        var lines: [[String]] = []
        try TableFile(path).forEachRow(sheet: nil) { row in
            guard layout == nil else {
                lines.append(row.strings)
                return true
            }
            let headings = row.strings.map { $0.lowercased().trimmingCharacters(in: .whitespaces) }
            columns = Dictionary(headings.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            layout = PlaceLayout(headings: headings)
            return layout != nil
        }
        guard let layout else {
            throw TableProblem(
                file: path, line: 1, reason: "these are not the headings of a table of places",
                advice: "A table needs one of these sets of headings: \(PlaceLayout.known)")
        }
        (self.layout, self.columns) = (layout, columns)
        for (number, line) in lines.enumerated() where line.contains(where: { !$0.isEmpty }) {
            try take(line, number + 2)
            rows += 1
        }
    }

    /// Reads the files, coarse levels first, whatever their order.
    package static func read(_ paths: [String]) throws -> [PlaceFile] {
        try paths.map { try PlaceFile($0) }.sorted { $0.layout.rawValue < $1.layout.rawValue }
    }

    private mutating func take(_ cells: [String], _ line: Int) throws {
        func text(_ heading: String) -> String {
            columns[heading].flatMap { cells.indices.contains($0) ? cells[$0] : nil }?
                .trimmingCharacters(in: .whitespaces) ?? ""
        }
        func code(_ heading: String) throws -> Int {
            guard let code = Int(text(heading)), (1..<1_000_000_000).contains(code) else {
                throw TableProblem(
                    file: path, line: line, reason: "“\(text(heading).prefix(40))” under \(heading) is not a code")
            }
            return code
        }
        switch layout {
        case .states: add(PlaceID(.state, try code("state_code")), nil, text("state_name"), within: nil)
        case .districts:
            let state = PlaceID(.state, try code("state_code"))
            add(PlaceID(.district, try code("district_code")), state, text("district_name"), within: state)
        case .names:
            guard !text("district_lgd").isEmpty else { return }
            add(
                PlaceID(.district, try code("district_lgd")), nil, text("district"),
                local: ["bn": text("name_bn"), "hi": text("name_hi")], within: nil)
        case .subdivisions:
            let district = PlaceID(.district, try code("district_lgd"))
            add(
                PlaceID(.subdivision, try code("subdivision_code")), district, text("subdivision_name"),
                within: district)
        case .blocks:
            let district = PlaceID(.district, try code("district_code"))
            add(
                PlaceID(.block, try code("block_code")), district, text("block_name"), local: local(text),
                within: PlaceID(.state, try code("state_code")))
        case .urbanBodies:
            let state = PlaceID(.state, try code("state_code"))
            add(
                PlaceID(.municipality, try code("ulb_code")), state, text("ulb_name"), local: local(text), within: state
            )
        case .coverage:
            let id = PlaceID(.municipality, try code("ulb_code"))
            // A town that reaches into a second district belongs to the one that is named first.
            guard content.places.last?.id != id, !content.places.contains(where: { $0.id == id }) else { return }
            add(id, PlaceID(.district, try code("district_code")), text("ulb_name"), within: nil)
        case .subdivisionUnits:
            guard let level = PlaceLevel(word: text("unit_type")), !text("subdivision_code").isEmpty else { return }
            content.parents[PlaceID(level, try code("unit_lgd"))] = PlaceID(
                .subdivision, try code("subdivision_code"))
        case .register:
            guard let level = PlaceLevel(word: text("level")) else {
                throw TableProblem(file: path, line: line, reason: "“\(text("level").prefix(40))” is not a level")
            }
            let above = PlaceLevel(word: text("parent_level")) ?? level.above
            let parent = text("parent").isEmpty ? nil : PlaceID(above, try code("parent"))
            add(
                PlaceID(level, try code("code")), parent, text("name"),
                local: ["bn": text("bengali"), "hi": text("devanagari"), "ne": text("nepali")], within: nil)
        case .tehsils: break
        }
    }

    private func local(_ text: (String) -> String) -> [String: String] {
        let name = text("block_name_local") + text("ulb_name_local")
        switch name.unicodeScalars.first(where: \.properties.isAlphabetic)?.value {
        case .some(0x980...0x9FF): return ["bn": name]
        case .some(0x900...0x97F): return ["hi": name]
        default: return [:]
        }
    }

    private mutating func add(
        _ id: PlaceID, _ parent: PlaceID?, _ name: String, local: [String: String] = [:], within area: PlaceID?
    ) {
        let readable = PlaceFile.readable(name)
        content.places.append(
            Place(
                id: id, parent: parent, name: readable, localNames: local.filter { !$0.value.isEmpty },
                aliases: readable == name ? [] : [name]))
        if let area { content.complete[id.level, default: []].insert(area) }
    }

    /// `24 PARAGANAS NORTH` as people write it; roman numerals stay.
    static func readable(_ name: String) -> String {
        let plain = name.split(separator: " ").joined(separator: " ")
        guard plain == plain.uppercased() else { return plain }
        return plain.split(separator: " ").map { word in
            word.split(separator: "-", omittingEmptySubsequences: false).map { part in
                ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"].contains(part) ? String(part) : part.capitalized
            }.joined(separator: "-")
        }.joined(separator: " ")
    }
}

extension PlaceLevel {
    /// What usually stands right above, where a table gives a code alone.
    fileprivate var above: PlaceLevel {
        switch self {
        case .state, .division, .district: .state
        case .subdivision, .block, .municipality: .district
        case .panchayat: .block
        case .ward: .municipality
        case .village: .panchayat
        }
    }
}
