import Registry
import Support

/// People of one village in made-up variety, for tests of who is who.
enum Villagers {
    static func rafikul() -> Person {
        var person = Person()
        person.name = "Rafikul Islam"
        person.father = "Abdul Gaffar Mondal"
        person.dateOfBirth = "1988-03-12"
        person.sex = .male
        person.mobile = "9831000001"
        person.epic = "WBX1234567"
        var home = Address()
        home.village = "Hatishala"
        person.permanentAddress = home
        return person
    }

    static let home = location(World.chapra)

    /// A block with what is above it, as `Location` reads it from the directory of `World`.
    static func location(_ block: PlaceID) -> Location {
        var location = Location()
        location.state = World.westBengal
        location.district = block == World.chapra ? World.nadia : World.malda
        location.block = block
        return location
    }

    @discardableResult
    static func register(_ person: Person, at location: Location = home, in world: World) async throws -> RecordID {
        let id = world.registry.environment.newID()
        _ = try await world.registry.write(as: .program("test")) {
            try Worker.register(person, id: id, scheme: "wb_migrant", at: location, in: $0)
        }
        return id
    }

    static func check(
        _ person: Person, at location: Location = home, excluding: RecordID? = nil, in world: World
    ) async throws -> DuplicateFinding {
        try await world.registry.read(as: .program("test")) {
            try DuplicateCheck.check(person, at: location, excluding: excluding, in: $0)
        }
    }
}
