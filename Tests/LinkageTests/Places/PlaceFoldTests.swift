import Testing

@testable import Linkage

@Suite("Spellings of places")
struct PlaceFoldTests {
    private func text(_ place: String) -> String { String(decoding: PlaceFold.fold(place), as: UTF8.self) }
    private func similarity(_ a: String, _ b: String) -> Float {
        PlaceFold.similarity(PlaceFold.fold(a), PlaceFold.fold(b))
    }

    @Test(
        "One place folds alike in all its spellings",
        arguments: [
            [
                "Purba Bardhaman", "Bardhaman East", "Bardhaman (East)", "PURBA BARDHAMAN", "পূর্ব বর্ধমান",
                "East  Bardhaman", "Purba-Bardhaman",
            ],
            ["Bankura-I", "Bankura I", "BANKURA - I", "Bankura 1", "Bankura-১", "বাঁকুড়া-১", "Bankura (1)"],
            ["Ranaghat II", "Ranaghat-2", "Ranaghat ২", "Ranaghat – ii"],
            ["North 24 Parganas", "24 Parganas North", "24 Parganas (North)", "24-Parganas, North"],
            ["Purba Medinipur", "East Medinipur", "পূর্ব মেদিনীপুর", "Medinipur (Purba)"],
            ["Jalaberia", "Vill. Jalaberia", "Jalaberia Village", "Vill- JALABERIA", "গ্রাম Jalaberia", "Jalaberia Gram"],
            ["Kandi", "Kandi Block", "Kandi CD Block", "Kandi Municipality", "PS Kandi", "Kandi ব্লক"],
            ["Ward 5", "Ward No. 5", "Ward No-৫", "5"],
        ])
    func alike(spellings: [String]) {
        #expect(Set(spellings.map(text)).count == 1, "\(spellings.map(text))")
        #expect(text(spellings[0]).isEmpty == false)
    }

    @Test(
        "Numerals and directions part places that are written alike",
        arguments: [
            ("Bankura-I", "Bankura-II"), ("Bankura", "Bankura-I"), ("বাঁকুড়া-১", "Bankura-II"),
            ("Purba Bardhaman", "Paschim Bardhaman"), ("North 24 Parganas", "South 24 Parganas"),
            ("Char No 2", "Char No 3"),
            ("Ward 5", "Ward 15"), ("Dinajpur Uttar", "Dinajpur Dakshin"), ("Bardhaman", "Bardhaman East"),
        ])
    func apart(first: String, second: String) {
        #expect(text(first) != text(second))
        #expect(similarity(first, second) == 0)
        #expect(similarity(second, first) == 0)
    }

    @Test(
        "Slips leave places alike",
        arguments: [
            ("Ranaghat", "Ranaghut"), ("Jalangi", "Jalandi"), ("Bankura-I", "Bakura-I"),
            ("Krishnanagar", "Krisnanagor"),
        ])
    func slips(first: String, second: String) {
        #expect(similarity(first, second) > PlaceResolution.alike)
        #expect(similarity(first, second) == similarity(second, first))
    }

    @Test("What is not legible folds to nothing", arguments: ["", " ", "-", "...", "🙂", "()"])
    func nothing(place: String) {
        #expect(PlaceFold.fold(place).isEmpty)
    }

    @Test("A filler word alone is kept as a name", arguments: ["Block", "Gram", "Town", "East"])
    func aloneFiller(place: String) {
        #expect(!PlaceFold.fold(place).isEmpty)
    }
}
