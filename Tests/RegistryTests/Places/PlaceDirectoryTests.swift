import Registry
import Testing

@Suite struct PlaceDirectoryTests {
    private let directory = PlaceDirectory(StarterPlaces.all())
    private static let all = Set(PlaceLevel.allCases)

    @Test func aNameThatIsItComesBeforeNamesThatBeginSoAndThoseBeforeLaterWords() {
        let found = directory.search("malda", levels: PlaceDirectoryTests.all).map(\.name)
        #expect(Array(found.prefix(3)) == ["Malda", "Malda", "Malda Sadar"])
        let parganas = directory.search("parganas", levels: [.district]).map(\.name)
        #expect(parganas == ["North 24 Parganas", "South 24 Parganas"])
        let old = directory.search("medinipur", levels: PlaceDirectoryTests.all).map(\.id.level)
        #expect(old.first == .division)
    }

    @Test(arguments: [
        ("মুর্শি", PlaceID(.district, 319)), ("कोलका", PlaceID(.district, 315)), ("Maldah", PlaceID(.district, 316)),
        ("MEDINIPUR EAST", PlaceID(.district, 317)), ("nodiya", PlaceID(.district, 320)),
        ("koochbihar", PlaceID(.district, 308)),
    ]) func aDistrictIsFoundInAnyScriptAndSpelling(_ text: String, _ district: PlaceID) {
        #expect(directory.search(text, levels: [.district]).first?.id == district)
    }

    @Test func aSearchStaysInItsAreaAndItsLevels() {
        let murshidabad = PlaceID(.district, 319)
        let found = directory.search("ra", levels: [.block], in: murshidabad)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { directory.lies($0.id, in: murshidabad) && $0.id.level == .block })
        #expect(directory.search("  -/ ", levels: PlaceDirectoryTests.all).isEmpty)
        #expect(directory.search("a", levels: PlaceDirectoryTests.all, limit: 3).count == 3)
    }

    @Test(
        arguments: [
            ("Bankura - I", PlaceID(.block, 1)), ("Kaliachok", nil), ("", nil), ("zzzz", nil),
        ] as [(String, PlaceID?)]) func whatMeansTwoPlacesOrNoneIsNotGuessed(_ text: String, _ expected: PlaceID?)
    {
        let found = directory.resolve(text, levels: [.block])
        if expected == nil { #expect(found == nil) } else { #expect(found?.name == "Bankura-I") }
    }

    @Test(arguments: [
        ("Coochbehar", 308), ("Uttar Dinajpore", 311), ("Hugli", 312), ("বীরভুম", 307), ("Purbo Medinipur", 317),
        ("Murshedabad", 319),
    ]) func aMisspeltDistrictIsTheOneThatSoundsSo(_ text: String, _ code: Int) {
        #expect(directory.resolve(text, levels: [.district], in: PlaceID(.state, 19))?.id.code == code)
    }
}
