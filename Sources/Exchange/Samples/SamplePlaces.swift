import Registry

/// Where sample people live: real blocks and districts, villages and gram panchayats with real-sounding names.
struct SamplePlaces {
    struct Area {
        var name: String
        var bengali: String
        var aliases: [String]
    }
    struct Village {
        var name: Spelled
        var panchayat: Spelled
        var block: Area
        var district: Area
        var community: Weighted<Community>
    }

    private let blocks: [(block: Area, district: Area)]
    private let names: [Spelled]
    static let villagesPerBlock = 120
    private static let villagesPerPanchayat = 10

    init(seed: UInt64) {
        let rows = SampleNames.rows(in: StarterPlaces.text("west-bengal.tsv"), columns: 7)
        func area(_ cells: [Substring]) -> Area {
            Area(
                name: String(cells[3]), bengali: String(cells[4]),
                aliases: cells[6].split(separator: "|").map(String.init))
        }
        let districts = Dictionary(
            rows.filter { $0[1] == "district" }.map { (String($0[0]), area($0)) },
            uniquingKeysWith: { first, _ in first })
        var random = SampleRandom(seed: seed, stream: 1)
        let held = Dictionary(grouping: rows.filter { $0[1] == "block" }, by: { String($0[2]) })
        blocks = held.keys.sorted().shuffled(using: &random).flatMap { code in
            (held[code] ?? []).compactMap { cells in districts[code].map { (area(cells), $0) } }
        }
        names = SampleNames.rows("village-names.tsv", columns: 2).map {
            Spelled(bengali: String($0[0]), devanagari: String($0[0]), latin: Spelled.spellings($0[1]))
        }
    }

    /// The villages of the first blocks, filled one after the other.
    func villages(_ count: Int, seed: UInt64) -> [Village] {
        (0..<count).map { number in
            let block = number / Self.villagesPerBlock
            let place = blocks[block % blocks.count]
            var random = SampleRandom(seed: seed, stream: UInt64(1_000 + block))
            let order = names.shuffled(using: &random)
            let inBlock = number % Self.villagesPerBlock
            var own = SampleRandom(seed: seed, stream: UInt64(1_000_000 + number))
            let panchayat = order[Self.villagesPerBlock + inBlock / Self.villagesPerPanchayat]
            return Village(
                name: named(order[inBlock], &own), panchayat: panchayat, block: place.block, district: place.district,
                community: Self.mix(&own))
        }
    }

    /// Some villages are halves: Uttar Kalikapur, Kalikapur Paschim Para.
    private func named(_ base: Spelled, _ random: inout SampleRandom) -> Spelled {
        guard random.chance(0.12) else { return base }
        let half: (bengali: String, latin: String) = random.pick([
            ("উত্তর", "Uttar"), ("দক্ষিণ", "Dakshin"), ("পূর্ব", "Purba"), ("পশ্চিম", "Paschim"), ("ছোট", "Chhoto"), ("বড়", "Baro"),
        ])
        return Spelled(
            bengali: half.bengali + " " + base.bengali, devanagari: half.bengali + " " + base.bengali,
            latin: base.latin.items.map { (half.latin + " " + $0, 1) })
    }

    /// Villages are mostly of one community, as they are.
    private static func mix(_ random: inout SampleRandom) -> Weighted<Community> {
        let main: Community = random.pick([
            .muslim, .muslim, .muslim, .hindu, .hindu, .hindu, .tribal, .hindu, .muslim, .nepali,
        ])
        return Weighted(Community.allCases.map { ($0, $0 == main ? 12.0 : $0 == .nepali || $0 == .tribal ? 0.3 : 1.2) })
    }
}
