import Testing

@testable import Linkage

@Suite("Which place a spelling means")
struct PlaceResolutionTests {
    private func spelling(_ written: String, _ parent: UInt32 = 0) -> PlaceResolution.Spelling {
        PlaceResolution.Spelling(written: written, parent: parent)
    }

    private func resolved(_ rows: [(String, Int)], mergesSlips: Bool = true) -> PlaceResolution {
        PlaceResolution(
            Dictionary(uniqueKeysWithValues: rows.map { (spelling($0.0), $0.1) }), mergesSlips: mergesSlips)
    }

    @Test(
        "A rare slip is read as the frequent place it resembles",
        arguments: [("ranaghat", "ranaghut"), ("jalangi", "jalandi")])
    func slips(right: String, wrong: String) throws {
        let found = resolved([(right, 600), (wrong, 3), ("kandi", 400)])
        let number = try #require(found.numberOf[spelling(right)])
        #expect(found.numberOf[spelling(wrong)] == number)
        #expect(found.numberOf[spelling("kandi")] != number)
        #expect(found.places.count == 3)
        #expect(found.places[Int(number)].name == right)
        #expect(found.places[Int(number)].rows == 603)
    }

    @Test("Two places of like frequency that differ in a consonant stay two")
    func twoPlaces() {
        let found = resolved([("jalangi", 100), ("jalandi", 90)])
        #expect(found.numberOf[spelling("jalangi")] != found.numberOf[spelling("jalandi")])
    }

    @Test(
        "Numerals and directions are never slips",
        arguments: [("bankura-i", "bankura-ii"), ("purba bardhaman", "paschim bardhaman"), ("bankura", "bankura-i")])
    func numerals(frequent: String, rare: String) {
        let found = resolved([(frequent, 5000), (rare, 1)])
        #expect(found.numberOf[spelling(frequent)] != found.numberOf[spelling(rare)])
        #expect(found.places.count == 3)
    }

    @Test("Without merging only equal folds are one place")
    func noMerging() {
        let found = resolved([("ranaghat", 600), ("ranaghut", 3), ("Ranaghat Block", 5)], mergesSlips: false)
        #expect(found.numberOf[spelling("ranaghat")] != found.numberOf[spelling("ranaghut")])
        #expect(found.numberOf[spelling("ranaghat")] == found.numberOf[spelling("Ranaghat Block")])
    }

    @Test("The same name in two parents is two places, and a slip stays in its parent")
    func parents() {
        let rows = [spelling("rampur", 1): 500, spelling("rampur", 2): 400, spelling("rambur", 2): 2]
        let found = PlaceResolution(rows, mergesSlips: true)
        #expect(found.numberOf[spelling("rampur", 1)] != found.numberOf[spelling("rampur", 2)])
        #expect(found.numberOf[spelling("rambur", 2)] == found.numberOf[spelling("rampur", 2)])
    }

    @Test("What is not legible is no place")
    func illegible() {
        let found = resolved([("", 900), ("--", 5), ("kandi", 1)])
        #expect(found.places.count == 2)
        #expect(found.numberOf[spelling("")] == nil)
    }

    @Test("The order in which spellings come does not matter", arguments: 1...5 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        let rows = [
            ("ranaghat", 600), ("ranaghut", 3), ("ranagat", 9), ("jalangi", 80), ("jalandi", 80), ("jalangi-i", 4),
            ("bankura-i", 300), ("bankura-ii", 300), ("bakura-i", 2), ("kandi", 5), ("kandhi", 5), ("candi", 5),
        ]
        let straight = resolved(rows)
        for _ in 0..<20 {
            var turned: [PlaceResolution.Spelling: Int] = [:]
            turned.reserveCapacity(Int.random(in: 1...500, using: &numbers))
            for (written, count) in rows.shuffled(using: &numbers) { turned[spelling(written)] = count }
            let found = PlaceResolution(turned, mergesSlips: true)
            #expect(found.places == straight.places)
            #expect(found.numberOf == straight.numberOf)
        }
    }

    @Test("The register's names and aliases are one place with its code")
    func register() throws {
        let entry = Gazetteer.Entry(
            code: "2410", level: "block", parent: nil, name: "Krishnanagar-I", aliases: ["Goari I"])
        let rows = [spelling("goari i"): 2, spelling("krishnanagar 1"): 9, spelling("krisnanagor-i"): 9]
        let found = PlaceResolution(rows, mergesSlips: true, known: [(entry, 0)])
        let number = try #require(found.numberOf[spelling("goari i")])
        #expect(found.places.count == 2)
        #expect(Set(rows.keys.map { found.numberOf[$0] }) == [number])
        #expect(found.places[Int(number)].code == "2410")
        #expect(found.places[Int(number)].name == "Krishnanagar-I")
        #expect(found.places[Int(number)].rows == 20)
    }
}

@Suite("The register of places")
struct GazetteerTests {
    private let gazetteer = Gazetteer([
        .init(code: "319", level: "district", parent: nil, name: "Purba Bardhaman", aliases: ["Burdwan East"]),
        .init(code: "704", level: "district", parent: nil, name: "Paschim Bardhaman", aliases: ["Burdwan West"]),
        .init(code: "B1", level: "block", parent: "319", name: "Katwa-I", aliases: []),
        .init(code: "B2", level: "block", parent: "319", name: "Katwa-II", aliases: []),
        .init(code: "U1", level: "ulb", parent: "319", name: "Kalna", aliases: ["Ambika Kalna"]),
        .init(code: "V1", level: "village", parent: "B1", name: "Rampur", aliases: []),
        .init(code: "V2", level: "village", parent: "B2", name: "Rampur", aliases: []),
    ])

    @Test(
        "A name means the place it is nearest to",
        arguments: [
            ("পূর্ব বর্ধমান", "district", nil, "319"), ("Burdwan (West)", "district", nil, "704"),
            ("Katwa 2", "block", nil, "B2"),
            ("Katoya-I", "block", "319", "B1"), ("Kalna Municipality", "block", nil, "U1"),
            ("Ambika Kalna", "municipality", nil, "U1"), ("Rampur", "village", "B2", "V2"),
            ("Rampur", "village", nil, nil), ("Rampur", "village", "B9", nil), ("Katwa", "block", nil, nil),
            ("Darjeeling", "district", nil, nil), ("", "district", nil, nil), ("Purba Bardhaman", "block", nil, nil),
        ] as [(String, String, String?, String?)])
    func resolve(text: String, level: String, parent: String?, code: String?) {
        #expect(gazetteer.resolve(text, level: level, within: parent) == code)
    }
}
