import Foundation
import Linkage
import Synchronization
import Tabular

/// Writes a workbook for each district: targets on the first sheet, then a sheet a block with every usable row of the left
/// list and what became of it (rejected.csv has the others); the registered are yellow and carry their registration number.
struct DistrictWorkbooks {
    private let loaded: LoadedLists
    private let outcome: Outcome
    private let staging: Staging
    private var table: RecordTable { loaded.table }
    private static let widths: [String: Double] = ["name": 26, "guardian": 26, "village": 18, "address": 30]

    /// A district's records, block by block.
    struct District {
        var name: String
        var fileName: String
        var blocks: [Block]
    }
    struct Block {
        var name: String
        var code: String?
        var records: [Int]
    }

    init(_ loaded: LoadedLists, _ outcome: Outcome, _ staging: Staging) {
        (self.loaded, self.outcome, self.staging) = (loaded, outcome, staging)
    }

    /// All left rows by district and block, in the order of place names; rows without a place come last.
    func districts() -> [District] {
        struct Key: Hashable {
            var district: UInt32
            var block: UInt32
        }
        let districtColumn = table.schema.placeColumn("district"), blockColumn = table.schema.placeColumn("block")
        var held: [Key: [Int]] = [:]
        for record in 0..<table.count where table.lists[record] == 0 {
            let key = Key(
                district: districtColumn.map { table.places[$0].ids[record] } ?? 0,
                block: blockColumn.map { table.places[$0].ids[record] } ?? 0)
            held[key, default: []].append(record)
        }
        func title(_ column: Int?, _ id: UInt32, all: String, missing: String) -> String {
            guard let column else { return all }
            return id == 0 ? missing : PlaceTitle.of(table.places[column].places[Int(id)].name)
        }
        // Place 0 is "not given" and comes last.
        func isBefore(_ a: UInt32, _ b: UInt32) -> Bool { b == 0 || (a != 0 && a < b) }
        var used: Set<String> = []
        var districts: [District] = []
        let keysOfDistrict = Dictionary(grouping: held.keys, by: \.district)
        for district in keysOfDistrict.keys.sorted(by: { $0 != $1 && isBefore($0, $1) }) {
            let name = title(districtColumn, district, all: "All", missing: "District not given")
            let keys = (keysOfDistrict[district] ?? []).sorted { $0.block != $1.block && isBefore($0.block, $1.block) }
            let blocks = keys.map { key in
                Block(
                    name: title(blockColumn, key.block, all: "All rows", missing: "Block not given"),
                    code: key.block == 0 ? nil : blockColumn.flatMap { table.places[$0].places[Int(key.block)].code },
                    records: held[key] ?? [])
            }
            districts.append(District(name: name, fileName: PlaceTitle.fileName(name, &used), blocks: blocks))
        }
        return districts
    }

    /// India has under 800 districts with 7,000 blocks and 5,000 municipalities; no state has 2,000.
    private static let mostDistricts = 1_000, mostBlocks = 2_000, mostBlocksOfAll = 15_000

    /// What to say where a column was taken for places that can't be any; then no workbooks are written.
    func absurdity(_ districts: [District]) -> LinkNote? {
        func note(_ kind: LinkNote.Kind, _ column: String, _ count: Int) -> LinkNote {
            let headings = (loaded.lists[0].map.columns[column] ?? []).map { "“\($0)”" }.joined(separator: ", ")
            return LinkNote(kind: kind, subject: headings, count: count)
        }
        if districts.count > Self.mostDistricts { return note(.tooManyDistricts, "district", districts.count) }
        let blocks = districts.map(\.blocks.count).max() ?? 0
        let isWhole = table.schema.placeColumn("district") == nil
        return blocks > (isWhole ? Self.mostBlocksOfAll : Self.mostBlocks) ? note(.tooManyBlocks, "block", blocks) : nil
    }

    /// Counts of a block, ward by ward where its code is among `wardsOf`.
    func counts(_ district: District, _ block: Block, wardsOf: [String]) -> [Summary.Place] {
        guard let code = block.code, wardsOf.contains(code) else { return [count(district, block)] }
        let wards = Dictionary(grouping: block.records, by: wards())
        return wards.keys.sorted().map { ward in
            var part = block
            part.records = wards[ward] ?? []
            var place = count(district, part)
            place.ward = ward
            return place
        }
    }

    /// What a record's row has in the column of wards and panchayats.
    private func wards() -> (Int) -> String {
        let list = loaded.lists[0], rows = RowText(list)
        return { list.text("gp", rows.fields(ofRow: Int(table.rows[$0]))).trimmingCharacters(in: .whitespaces) }
    }

    /// Counts of a block: rows, and people whose leading row (the one that names the person) lies in it.
    private func count(_ district: District, _ block: Block) -> Summary.Place {
        var place = Summary.Place(district: district.name, block: block.name, code: block.code)
        place.rows = block.records.count
        for record in block.records where outcome.people.clusters.root(record) == record {
            switch outcome.standing(of: record) {
            case .registered: place.registered += 1
            case .possible:
                place.possible += 1
                place.target += 1
            case .leftOut: place.target += 1
            }
        }
        return place
    }

    /// A piece of the work on the workbooks, for one thread.
    struct Step {
        var rows: Int
        var run: () throws -> Void
    }

    /// A district's workbook, a step a sheet, in any order and at the same time; the last to end puts the sheets together.
    func steps(_ district: District, temporaryFolder: String) -> [Step] {
        let path = staging.path("districts/\(district.fileName).xlsx")
        let written = Mutex<[Int: XLSXWriter.Part]>([:])
        return district.blocks.indices.map { index in
            Step(rows: district.blocks[index].records.count) {
                let writer = try XLSXWriter(path: "\(path).\(index)", temporaryFolder: temporaryFolder)
                try writeRows(district.blocks[index], writer)
                let part = try writer.closePart()
                let parts = written.withLock { written in
                    written[index] = part
                    return written
                }
                guard parts.count == district.blocks.count else { return }
                let workbook = try XLSXWriter(path: path, temporaryFolder: temporaryFolder)
                try writeTargets(district, workbook)
                for index in district.blocks.indices { try parts[index].map(workbook.addSheets) }
                try workbook.close()
            }
        }
    }

    private func writeRows(_ block: Block, _ writer: XLSXWriter) throws {
        let header = loaded.lists[0].file.header
        let left = RowText(loaded.lists[0]), right = RowText(loaded.lists[1])
        let columns =
            ["Outcome", "Registration number", "Match weight"].map { XLSXWriter.Column(title: $0, width: 18) }
            + header.map { XLSXWriter.Column(title: $0, width: Self.widths[$0.lowercased()] ?? 14) }
        try writer.addSheet(name: block.name, columns: columns)
        var row = Row()
        for record in block.records {
            row.removeAll()
            var fill = XLSXWriter.Fill.none
            switch outcome.standing(of: record) {
            case .registered(let person, let weight):
                append("registered", right.id(ofRow: Int(table.rows[person])), weight, to: &row)
                fill = .yellow
            case .possible(let person, let weight):
                append("possibly registered", right.id(ofRow: Int(table.rows[person])), weight, to: &row)
            case .leftOut:
                row.append("left out")
                row.append("")
                row.append("")
            }
            let fields = left.fields(ofRow: Int(table.rows[record]))
            for field in header.indices { row.append(bytes: fields.field(0, field)) }
            try writer.write(row, fill: fill)
        }
    }

    private func append(_ outcome: String, _ number: String, _ weight: Double, to row: inout Row) {
        row.append(outcome)
        row.append(number)
        row.append(LinkTables.weight(weight))
    }

    private func writeTargets(_ district: District, _ writer: XLSXWriter) throws {
        let titles = [
            "Block or municipality", "Code", "Rows listed", "Registered", "Possibly registered", "Target (left out)",
        ]
        try writer.addSheet(
            name: "Targets", columns: titles.map { XLSXWriter.Column(title: $0, width: $0 == titles[0] ? 30 : 18) })
        var total = Summary.Place(district: district.name, block: "Total")
        for block in district.blocks {
            let place = count(district, block)
            try write(place, writer)
            total.rows += place.rows
            total.registered += place.registered
            total.possible += place.possible
            total.target += place.target
        }
        try write(total, writer, fill: .grey)
    }

    private func write(_ place: Summary.Place, _ writer: XLSXWriter, fill: XLSXWriter.Fill = .none) throws {
        try writer.write(
            fields: [
                .text(place.block), .text(place.code ?? ""), .number(Double(place.rows)),
                .number(Double(place.registered)),
                .number(Double(place.possible)), .number(Double(place.target)),
            ], fill: fill)
    }
}

/// Names of places as titles.
enum PlaceTitle {
    /// `PURBA BARDHAMAN`, `purba bardhaman` → `Purba Bardhaman`; `bankura-ii` → `Bankura-II`.
    static func of(_ written: String) -> String {
        let name = written.trimmingCharacters(in: .whitespaces).lowercased()
        var out = "", word = ""
        func flush() {
            out +=
                ["i", "ii", "iii", "iv", "v", "vi"].contains(word)
                ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
            word = ""
        }
        for character in name {
            if character.isLetter {
                word.append(character)
            } else {
                flush()
                out.append(character)
            }
        }
        flush()
        return out
    }

    /// A name that every file system takes, not used before.
    static func fileName(_ name: String, _ used: inout Set<String>) -> String {
        let plain = name.unicodeScalars.map {
            "/\\:*?\"<>|".unicodeScalars.contains($0) || $0.value < 0x20 ? "-" : String($0)
        }.joined()
        var base = plain.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        while base.utf8.count > 200 { base.removeLast() }
        if base.isEmpty { base = "-" }
        var candidate = base, number = 2
        while !used.insert(candidate.lowercased()).inserted {
            candidate = "\(base) (\(number))"
            number += 1
        }
        return candidate
    }
}
