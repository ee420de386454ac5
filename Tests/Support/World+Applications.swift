import Foundation
package import Registry
import Store

extension World {
    /// A person as forms give one; invented.
    package static func person(_ name: String = "Sabita Mondal", mobile: String? = "9800000001") -> Person {
        var person = Person()
        person.name = name
        person.dateOfBirth = "1988-04-12"
        person.sex = .female
        person.father = "Haripada Mondal"
        person.mobile = mobile
        person.category = "farm_labour"
        return person
    }

    /// An application as somebody left it, in any state, without the steps that lead there.
    package func application(
        of person: Person = World.person(), at place: PlaceID = World.bagberia, status: Application.Status = .draft,
        maker: Actor? = nil, duplicate: Application.Duplicate = .none, scheme: String = "wb_migrant"
    ) async throws -> RecordID {
        let id = registry.environment.newID()
        let maker = maker?.user
        try await registry.write(as: .program("test")) { scope in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let sealed = try scope.vault.seal(
                [UInt8](encoder.encode(person)), table: "applications", column: "person", row: id.bytes)
            let location = Location(place, in: scope.places)
            let waits = scope.rules.workflow.applications.waits[status]
            let number =
                status == .draft ? nil : try RegistrationNumber.next(for: location, provisional: true, in: scope)
            let due = waits.map { scope.now + Int64($0.days) * 86_400_000 }
            try scope.transaction.run(
                """
                INSERT INTO applications (id, number, channel, scheme, status, state, division, district, subdivision, block, panchayat,
                category, language, person, duplicate, maker, created, updated, submitted, due)
                VALUES (\(id), \(number), 'counter', \(scheme), \(status.rawValue), \(location.state), \(location.division), \
                \(location.district), \(location.subdivision), \(location.block), \(location.panchayat), \
                \(person.category), 'bn', \(sealed), \(duplicate.rawValue), \(maker), \(scope.now), \(scope.now), \
                \(status == .draft ? nil : scope.now), \(due))
                """)
        }
        return id
    }
}

extension World {
    /// A document of an application, with a content that only counts as being there.
    @discardableResult
    package func document(_ kind: String, of application: RecordID) async throws -> RecordID {
        let id = registry.environment.newID()
        try await registry.write(as: .program("test")) { scope in
            let sealed = try scope.vault.seal([0], table: "documents", column: "content", row: id.bytes)
            _ = try scope.transaction.run(
                """
                INSERT INTO documents (id, application, kind, media, content, fingerprint, created)
                VALUES (\(id), \(application), \(kind), 'image/jpeg', \(sealed), \([UInt8](id.bytes)), \(scope.now))
                """)
        }
        return id
    }
}

extension World {
    /// A worker in the register, without the application that led there.
    package func worker(
        _ person: Person = World.person(), at place: PlaceID = World.bagberia, scheme: String = "wb_migrant"
    ) async throws -> RecordID {
        let id = registry.environment.newID()
        try await registry.write(as: .program("test")) { scope in
            _ = try Worker.register(
                person, id: id, scheme: scheme, at: Location(place, in: scope.places), in: scope)
        }
        return id
    }
}
