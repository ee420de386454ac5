import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct FormBundleTests {
    @Test func everyFormIsKnownFromItsCollectionToTheOfficer() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
        let application = try await world.application(status: .submitted)
        let handed = world.registry.environment.newID()
        let begun = try await world.registry.write(as: clerk) { scope in
            let bundle = try FormBundle.collect(id: id, in: drive, at: World.chapra, on: today, forms: 4, in: scope)
            let number = try #require(try PersonApplication.find(application, in: scope).number)
            try bundle.digitise(form: 2, as: number.lowercased(), in: scope)
            try bundle.digitise(form: 2, as: number, in: scope)
            try bundle.spoil(form: 3, .unreadable, in: scope)
            _ = try PaperBundle.hand(handed, [application], in: scope)
            return try FormBundle.find(id, in: drive, in: scope)
        }
        #expect(begun.number == "320-B00001" && begun.digitised == 1 && begun.spoiled == 1 && begun.waiting == 2)
        try await world.registry.write(as: officer) {
            try PaperBundle.find(handed, in: $0).take(present: [application], in: $0)
        }
        let (kept, forms) = try await world.registry.read(as: clerk) { scope in
            let bundle = try FormBundle.find(id, in: drive, in: scope)
            return (bundle.kept, try bundle.all(in: scope))
        }
        #expect(kept == 1)
        #expect(forms.map(\.application?.id) == [nil, application, nil, nil])
        #expect(forms.map(\.original) == [nil, .kept, nil, nil] && forms[2].spoiled == .unreadable)
    }

    @Test func aFormCountsInItsDriveWithWhatWasDecidedBefore() async throws {
        let world = try await World()
        let drive = try await world.drive().campaign
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
        let applications = (0..<2).map { _ in world.registry.environment.newID() }
        try await world.registry.write(as: clerk) { scope in
            for (id, name) in zip(applications, ["Rahima Khatun", "Bimala Hembram"]) {
                let person = Person.sample(name: name, mobile: name == "Rahima Khatun" ? "9876543210" : "9800000077")
                _ = try PersonApplication.submit(
                    Draft(id: id, channel: .counter, scheme: "wb_migrant", place: World.bagberia, person: person),
                    in: scope
                ).get()
            }
        }
        for (role, action) in [(Role.verifier, Workflow.Action.verify), (.designatedOfficer, .approve)] {
            let officer = try await world.staff(role, at: World.chapra)
            try await world.registry.write(as: officer) { scope in
                var application = try PersonApplication.find(applications[0], in: scope)
                try application.take(action, in: scope)
            }
        }
        try await world.registry.write(as: clerk) { scope in
            let bundle = try FormBundle.collect(id: id, in: drive, at: World.chapra, on: today, forms: 4, in: scope)
            for (form, application) in applications.enumerated() {
                let number = try #require(try PersonApplication.find(application, in: scope).number)
                for _ in 0..<2 { try bundle.digitise(form: form + 1, as: number, in: scope) }
            }
        }
        let (figures, differences) = try await world.registry.read(as: .program("test")) { scope in
            (
                try DriveCounter.figures(of: [World.nadia], in: drive, in: scope)[World.nadia] ?? DriveFigures(),
                try Campaign.find(drive, in: scope).differences(in: scope)
            )
        }
        #expect(figures[.digitised] == 2 && figures[.approved] == 1 && differences.isEmpty)
    }

    @Test func aRegistrationFromBeforeTheDriveIsNoneOfItsForms() async throws {
        let world = try await World()
        let before = try await world.application(status: .submitted)
        world.clock.set(to: world.clock.now.addingTimeInterval(3 * 86_400))
        let drive = try await world.drive().campaign
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
        let bundle = try await world.registry.write(as: clerk) {
            try FormBundle.collect(id: id, in: drive, at: World.chapra, on: today, forms: 4, in: $0)
        }
        await #expect(throws: Problem.invalid("application", "notOfDrive")) {
            try await world.registry.write(as: clerk) { scope in
                let number = try #require(try PersonApplication.find(before, in: scope).number)
                try bundle.digitise(form: 1, as: number, in: scope)
            }
        }
    }

    @Test func anApplicationComesFromOneFormAndABundleFromTheOwnArea() async throws {
        let world = try await World()
        let drive = try await world.drive(in: World.westBengal).campaign
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let far = try await world.staff(.counterOperator, at: World.kaliachak)
        let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
        let application = try await world.application(status: .submitted)
        let number = try await world.registry.write(as: clerk) { scope in
            _ = try FormBundle.collect(id: id, in: drive, at: World.chapra, on: today, forms: 2, in: scope)
            return try #require(try PersonApplication.find(application, in: scope).number)
        }
        @Sendable func digitise(_ form: Int, _ text: String, as actor: Actor) async throws {
            try await world.registry.write(as: actor) {
                try FormBundle.find(id, in: drive, in: $0).digitise(form: form, as: text, in: $0)
            }
        }
        try await digitise(1, number, as: clerk)
        await #expect(throws: Problem.invalid("application", "twice")) { try await digitise(2, number, as: clerk) }
        await #expect(throws: Problem.invalid("application", "unknown")) { try await digitise(2, "P1", as: clerk) }
        await #expect(throws: Problem.invalid("form", "range")) { try await digitise(3, number, as: clerk) }
        await #expect(throws: Problem.notFound) { try await digitise(2, number, as: far) }
        await #expect(throws: Problem.notAllowed) {
            try await world.registry.write(as: far) { scope in
                let other = scope.environment.newID()
                _ = try FormBundle.collect(id: other, in: drive, at: World.chapra, on: today, forms: 2, in: scope)
            }
        }
    }
}
