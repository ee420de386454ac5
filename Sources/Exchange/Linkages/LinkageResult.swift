package import Registry

/// What a run of two lists gave, as it is kept with the run; counts and names of places, no person.
package struct LinkageResult: Codable, Sendable, Equatable {
    /// What was counted in one block, or where none is known.
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
            block != "Block not given" && ![.block, .municipality].contains(place?.level)
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
        places = summary.places.map { counted in
            let known = counted.code.flatMap { PlaceID($0) }.flatMap { directory[$0]?.id }
            return Place(
                district: counted.district, block: counted.block,
                place: known ?? reader.district(counted.district), rows: counted.rows, registered: counted.registered,
                possible: counted.possible, leftOut: counted.target)
        }
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
