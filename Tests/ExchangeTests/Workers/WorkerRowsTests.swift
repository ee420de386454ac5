import Registry
import Support
import Testing

@testable import Exchange

@Suite("Rows of a list read as persons")
struct WorkerRowsTests {
    private func reader(_ header: [String], _ map: ColumnMap? = nil) async throws -> WorkerRows {
        let world = try await World()
        let places = PlaceReader(world.registry.places, in: [World.westBengal], fallback: nil)
        return WorkerRows(header: header, places: places, asOf: "2026-01-01", map: map)
    }

    @Test func aGuardianBehindTheNameIsReadForItself() async throws {
        let rows = try await reader(["Name", "District"])
        let son = rows.read(["Rahim Sk S/O Karim Sk", "Nadia"], line: 2).person
        #expect(son.name == "Rahim Sk" && son.father == "Karim Sk" && son.husband == nil)
        let wife = rows.read(["সীতা দাস, স্বামী- রাম দাস", "Nadia"], line: 3).person
        #expect(wife.name == "সীতা দাস" && wife.father == nil && wife.husband == "রাম দাস")
        let alone = rows.read(["Gopal Roy", "Nadia"], line: 4).person
        #expect(alone.name == "Gopal Roy" && alone.father == nil)
    }

    @Test func whereAFieldNamesTheGuardianTheNameIsLeftWhole() async throws {
        let rows = try await reader(["Name", "Father", "District"])
        let person = rows.read(["Rahim Sk S/O Karim Sk", "Karim Sekh", "Nadia"], line: 2).person
        #expect(person.name == "Rahim Sk S/O Karim Sk" && person.father == "Karim Sekh")
    }

    @Test func anAddressPlacesTheRowByItsLabels() async throws {
        let rows = try await reader(["Name", "Address"])
        let read = rows.read(["Gopal Roy", "Vill- Kandi, GP- Bagberia, Block- Chapra, Dist- Nadia"], line: 2)
        #expect(read.location.finest == World.bagberia && read.isUsable)
        #expect(read.person.permanentAddress?.village == "Kandi")
        // A police station is no block unless somebody said so.
        let station = rows.read(["Gopal Roy", "Vill- Kandi, P.S.- Chapra, Dist- Nadia"], line: 3)
        #expect(station.location.finest == World.nadia)
        let chosen = ColumnMap(chosen: ["name": ["Name"], "block": ["Address"], "district": ["Address"]], id: nil)
        let told = try await reader(["Name", "Address"], chosen)
            .read(["Gopal Roy", "Vill- Kandi, P.S.- Chapra, Dist- Nadia"], line: 3)
        #expect(told.location.finest == World.chapra)
    }

    @Test func aPoliceStationIsNoBlockWhereTheListHasAColumnOfBlocks() async throws {
        let rows = try await reader(["Name", "District", "Block", "Address"])
        let read = rows.read(["Gopal Roy", "Nadia", "", "Vill- Kandi, P.S.- Chapra, Dist- Nadia"], line: 2)
        #expect(read.location.finest == World.nadia)
        let unknown = rows.read(["Gopal Roy", "Nadia", "", "Vill- Kandi, Block- Nowhere"], line: 3)
        #expect(unknown.problems.map(\.column) == ["Block"])
    }

    @Test func whoNamesNoMoreThanTheDistrictAroundTheOfficeThatWasToldBelongsThere() async throws {
        let world = try await World()
        let places = PlaceReader(world.registry.places, in: [World.westBengal], fallback: World.chapra)
        let rows = WorkerRows(header: ["Name", "Address"], places: places, asOf: "2026-01-01")
        let read = rows.read(["Gopal Roy", "Vill- Kandi, Dist- Nadia"], line: 2)
        #expect(read.location.finest == World.chapra)
        #expect(rows.read(["Gopal Roy", "Vill- Kandi, Dist- Malda"], line: 3).location.finest == World.malda)
    }

    @Test func whoseHusbandSomebodyIsHasNoFatherByThat() async throws {
        let person = try await reader(["Name", "District"]).read(["Rina H/O Bimal", "Nadia"], line: 2).person
        #expect(person.name == "Rina" && person.father == nil && person.husband == nil)
    }

    @Test func placesOfTheirOwnGoBeforeTheAddress() async throws {
        let rows = try await reader(["Name", "Block", "District", "Address"])
        let read = rows.read(["Gopal Roy", "Kaliachak-I", "Malda", "Vill- Kandi, Block- Chapra, Dist- Nadia"], line: 2)
        #expect(read.location.finest == World.kaliachak)
    }
}
