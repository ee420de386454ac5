import Foundation
package import Registry

/// What a run of two lists gave, as it is kept with the run; counts and names of places, no person.
package struct LinkageResult: Codable, Sendable, Equatable {
    /// What was counted in one block, in one ward where a municipality reports by ward, or where none is known.
    package struct Place: Codable, Sendable, Equatable {
        /// As the list spells them.
        package var district: String
        package var block: String
        /// The finest place of the directory that is meant; nil where not even the district is known.
        package var place: PlaceID?
        package var rows: Int
        package var registered: Int
        package var possible: Int
        package var leftOut: Int

        /// True where the list names a block, and the directory doesn't know it.
        package var isUnresolved: Bool {
            block != "Block not given" && ![.block, .municipality, .ward].contains(place?.level)
        }
    }

    /// How many pairs weigh so much.
    package struct Weight: Codable, Sendable, Equatable {
        /// Log2 of the odds, rounded down.
        package var weight: Int
        package var matches: Int
        package var possible: Int
    }

    package var summary: Summary?
    package var places: [Place] = []
    package var weights: [Weight] = []
    /// Why nothing came out, in words and in English.
    package var problem: String?

    package init() {}
}

extension LinkageResult {
    /// Reads what `LinkJob` left in a folder.
    init(_ summary: Summary, in folder: String, _ reader: PlaceReader, _ directory: PlaceDirectory) throws {
        self.summary = summary
        for counted in summary.places {
            let known = counted.code.flatMap { PlaceID($0) }.flatMap { directory[$0]?.id }
            let ward = known.flatMap { office in counted.ward.flatMap { reader.panchayat($0, in: office) } }
            let title = ward.flatMap { directory[$0]?.name }.map { "\(counted.block), \($0)" } ?? counted.block
            let place = Place(
                district: counted.district, block: title, place: ward ?? known ?? reader.district(counted.district),
                rows: counted.rows, registered: counted.registered, possible: counted.possible, leftOut: counted.target)
            // A ward is written in several ways.
            if counted.ward != nil, let same = places.firstIndex(where: { $0.isCounted(with: place) }) {
                places[same].add(place)
            } else {
                places.append(place)
            }
        }
        sortWards(directory)
        self.summary?.places = []
        var weights: [Int: Weight] = [:]
        try TruthTable.forEachRow(folder + "/pairs.csv", ["match_weight", "decision"]) { cells in
            let weight = Int((Double(cells[0]) ?? 0).rounded(.down))
            if cells[1] == "match" {
                weights[weight, default: Weight(weight: weight, matches: 0, possible: 0)].matches += 1
            } else {
                weights[weight, default: Weight(weight: weight, matches: 0, possible: 0)].possible += 1
            }
        }
        self.weights = weights.values.sorted { $0.weight < $1.weight }
    }
}

extension LinkageResult {
    /// Ward 2 stands before ward 10; a municipality's wards are one after the other.
    private mutating func sortWards(_ directory: PlaceDirectory) {
        let offices = places.map { $0.place.flatMap { $0.level == .ward ? directory[$0]?.parent : nil } }
        var start = 0
        while start < places.count {
            let end = offices[start...].firstIndex { $0 != offices[start] } ?? places.count
            if offices[start] != nil {
                places[start..<end].sort { $0.block.compare($1.block, options: .numeric) == .orderedAscending }
            }
            start = end
        }
    }
}

extension LinkageResult.Place {
    fileprivate func isCounted(with other: Self) -> Bool {
        district == other.district && block == other.block && place == other.place
    }

    fileprivate mutating func add(_ other: Self) {
        rows += other.rows
        registered += other.registered
        possible += other.possible
        leftOut += other.leftOut
    }
}
