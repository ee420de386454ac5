package import Foundation
package import Registry

extension World {
    /// Days of the drive that tests use: from the day of the tests' clock, Friday 15 January 2027, to the Wednesday after; Sunday the 17th is off.
    package static let driveDays = (
        first: Day(year: 2027, month: 1, day: 15)!, last: Day(year: 2027, month: 1, day: 20)!
    )

    /// A published list of left-outs: so many people in Chapra (Bagberia), families of three, and as many in Kaliachak.
    package func leftOuts(_ number: Int = 12) async throws -> RecordID {
        let id = registry.environment.newID()
        try await registry.write(as: .program("test")) { scope in
            let list = try LeftOutList.begin(id: id, name: "Second list", at: World.westBengal, in: scope)
            for (place, code) in [(World.bagberia, 10), (World.alipur, 20)] {
                try list.add(
                    (0..<number).map { index in
                        var person = Person()
                        person.name = ["Rafikul Islam", "Rina Bibi", "Sanjay Das", "রহিমা খাতুন"][index % 4]
                        person.familyNumber = "\(code)\(1_000_000 + index / 3)"
                        person.mobile = "98310\(code)\(100 + index)"
                        person.age = 20 + index
                        return LeftOutList.Entry(
                            row: "\(code)-\(index)", person: person, location: Location(place, in: scope.places),
                            village: index.isMultiple(of: 2) ? "Bagberia" : "Char Bagberia")
                    }, in: scope)
            }
            try list.publish(
                targets: [.init(place: World.chapra, recorded: 40, registered: 40 - number)], in: scope)
        }
        return id
    }

    /// A drive of Nadia on a list, on its first day.
    package func drive(on list: RecordID?) async throws -> Campaign {
        let id = registry.environment.newID()
        let leader = try await staff(.districtOfficer, at: World.nadia)
        return try await registry.write(as: leader) { scope in
            var plan = Campaign.Plan(area: World.nadia, firstDay: World.driveDays.first, lastDay: World.driveDays.last)
            plan.name = "January drive"
            plan.list = list
            plan.recipients = ["labour@example.org"]
            return try Campaign.begin(id: id, plan, in: scope)
        }
    }

    /// The people of a list in a place, in the order of their rows.
    package func people(of list: RecordID, at place: PlaceID) async throws -> [LeftOut] {
        try await registry.read(as: .program("test")) { try LeftOut.page(of: list, at: place, in: $0) }
    }
}

extension Campaign {
    /// Ten o'clock in India.
    package static func morning(of day: Day) -> Date {
        Date(timeIntervalSince1970: Double(day.number) * 86_400 + 36_000 - 19_800)
    }
}
