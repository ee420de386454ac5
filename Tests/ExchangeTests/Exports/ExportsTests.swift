import Exchange
import Foundation
import Registry
import Support
import Tabular
import Testing

@Suite struct ExportsTests {
    struct Desk {
        let world: World
        let exports: Exports
        let folder: String

        init(page: Int = 3) async throws {
            world = try await World()
            folder = FileManager.default.temporaryDirectory.appending(path: "exports-" + UUID().uuidString).path()
            exports = Exports(
                registry: world.registry, folder: try ExportFolder(path: folder, of: world.registry), page: page
            ) { key, language in "\(language):\(key)" }
        }

        func ask(
            _ source: ExportSource, as actor: Actor, _ format: Export.Format = .csv, purpose: Purpose? = nil
        ) async throws -> RecordID {
            let id = world.registry.environment.newID()
            try await world.registry.write(as: actor) {
                _ = try Export.ask(id: id, for: source, as: format, purpose: purpose, in: $0)
            }
            return id
        }

        func find(_ id: RecordID, as actor: Actor) async throws -> Export {
            try await world.registry.read(as: actor) { try Export.find(id, in: $0) }
        }

        func bytes(_ id: RecordID) throws -> [UInt8] {
            var reading = try exports.folder.open(id)
            var bytes: [UInt8] = []
            while let piece = try reading.next() { bytes += piece }
            return bytes
        }

        /// The rows of a CSV without its mark, the heading first.
        func rows(_ id: RecordID) throws -> [[String]] {
            let text = String(decoding: try bytes(id).dropFirst(3), as: UTF8.self)
            return text.split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }

        func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }
    }

    @Test func aListBecomesAFileWithEveryLineOnceAndNoIdentifierInFull() async throws {
        let desk = try await Desk()
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        for number in 0..<10 {
            _ = try await desk.world.worker(World.person("Sabita Mondal \(number)"))
            if number % 4 == 0 { desk.world.clock.advance(minutes: 1) }
        }
        _ = try await desk.world.worker(at: World.alipur)
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer)
        #expect(try await desk.exports.makeNext())
        let export = try await desk.find(id, as: officer)
        #expect(export.state == .done && export.written == 10 && export.total == 10)
        let rows = try desk.rows(id)
        #expect(rows[0].prefix(2) == ["en:exports.column.number", "en:exports.column.status"])
        #expect(rows.count == 11 && Set(rows.dropFirst().map { $0[0] }).count == 10)
        #expect(rows[1][2].hasPrefix("S… M…") && rows[1][4] == "XXXXXX0001" && rows[1][5] == "1988")
        #expect(try await desk.exports.makeNext() == false)
    }

    @Test func whoHasTheRoleAndSaysWhyGetsIdentifiersOfTheOwnAreaInFull() async throws {
        let desk = try await Desk()
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        _ = try await desk.world.worker()
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer, purpose: .contact)
        try await desk.exports.makeNext()
        let row = try desk.rows(id)[1]
        #expect(row[2] == "Sabita Mondal" && row[4] == "9800000001" && row[5] == "1988-04-12")
        let entries = try await desk.world.registry.read(as: .program("test")) {
            try AuditChain.entries(of: id, in: $0)
        }
        #expect(Set(entries.map(\.action)) == ["requested", "made"])
        #expect(entries.contains { $0.details["purpose"] == "contact" })
    }

    static let lists: [(ExportSource, Role, PlaceID)] = [
        (.applications(DeskFilter()), .verifier, World.chapra),
        (.workers(Worker.Filter(status: .active)), .auditor, World.westBengal),
        (.appeals(Appeal.Filter()), .assistantCommissioner, World.krishnanagar),
        (.messages(Message.Filter()), .districtOfficer, World.nadia),
        (.audit(AuditSearch()), .auditor, World.westBengal),
        (.users(User.Filter()), .districtOfficer, World.nadia),
        (.review(list: nil), .districtOfficer, World.nadia),
    ]

    @Test(arguments: lists) func everyListIsExportedInBothFormats(
        _ source: ExportSource, _ role: Role, _ place: PlaceID
    ) async throws {
        let desk = try await Desk(page: 2)
        let actor = try await desk.world.staff(role, at: place)
        for _ in 0..<5 {
            _ = try await desk.world.application(status: .submitted)
            _ = try await desk.world.worker()
            _ = try await desk.world.staff(.enumerator, at: World.bagberia)
        }
        let (csv, xlsx) = (try await desk.ask(source, as: actor), try await desk.ask(source, as: actor, .xlsx))
        while try await desk.exports.makeNext() {}
        let expected = try await desk.find(csv, as: actor)
        #expect(expected.state == .done, "\(expected.problem ?? "")")
        #expect(try desk.rows(csv).count == expected.written + 1)
        #expect(try desk.rows(csv)[0].count == source.columns.count)
        #expect(try await desk.find(xlsx, as: actor).state == .done)
        #expect(try desk.bytes(xlsx).prefix(2) == Array("PK".utf8)[...])
        if ![.appeals, .messages, .review].contains(source.noun) { #expect(expected.written >= 5) }
    }

    @Test func filesAreSealedForTheServerAloneAndGoneAfterADay() async throws {
        let desk = try await Desk()
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        _ = try await desk.world.worker()
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer, purpose: .contact)
        try await desk.exports.makeNext()
        let files = try desk.files()
        #expect(files == ["\(id).sealed"])
        let data = try Data(contentsOf: URL(filePath: "\(desk.folder)/\(id).sealed"))
        #expect(data.range(of: Data("Mondal".utf8)) == nil)
        for path in [desk.folder, "\(desk.folder)/\(id).sealed"] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect((mode ?? 0o777) & 0o077 == 0, "\(path)")
        }
        desk.world.clock.advance(minutes: 24 * 60 - 1)
        try await desk.exports.tidy()
        #expect(try desk.files().count == 1)
        desk.world.clock.advance(minutes: 2)
        try await desk.exports.tidy()
        #expect(try desk.files().isEmpty)
        await #expect(throws: Problem.notFound) { _ = try await desk.find(id, as: officer) }
    }

    @Test func whatIsCancelledIsNotMadeAndLeavesNothing() async throws {
        let desk = try await Desk()
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer)
        try await desk.world.registry.write(as: officer) { try Export.find(id, in: $0).remove(in: $0) }
        #expect(try await desk.exports.makeNext() == false)
        #expect(try desk.files().isEmpty)
    }

    @Test func aServerThatStopsGivesBackWhatItBegan() async throws {
        let desk = try await Desk()
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        _ = try await desk.world.worker()
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer)
        // The server is told to stop while the headings are written.
        let folder = try ExportFolder(path: desk.folder, of: desk.world.registry)
        let stopping = Exports(registry: desk.world.registry, folder: folder) { key, _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return key
        }
        _ = try await Task { try await stopping.makeNext() }.value
        let export = try await desk.find(id, as: officer)
        #expect(export.state == .waiting && export.attempts == 0)
        #expect(try await desk.exports.makeNext())
        #expect(try await desk.find(id, as: officer).state == .done)
    }

    @Test func ofTwoServersOnlyTheOneThatLivesLeavesAFile() async throws {
        let desk = try await Desk()
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        _ = try await desk.world.worker()
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer)
        let lost = desk.world.registry.environment.newID()
        _ = try await desk.world.registry.write(as: .program("exports")) { try Export.claim(by: lost, in: $0) }
        _ = try desk.exports.folder.draft(of: id, by: lost)
        #expect(try await desk.exports.makeNext() == false)
        desk.world.clock.advance(minutes: 2)
        #expect(try await desk.exports.makeNext())
        #expect(try await desk.find(id, as: officer).state == .done)
        #expect(try desk.files() == ["\(id).sealed"])
    }

    @Test func somebodyWhoLeftGetsNothingMore() async throws {
        let desk = try await Desk()
        let manager = try await desk.world.staff(.districtOfficer, at: World.nadia)
        let officer = try await desk.world.staff(.designatedOfficer, at: World.chapra)
        let id = try await desk.ask(.workers(Worker.Filter()), as: officer)
        let user = try #require(officer.user)
        try await desk.world.registry.write(as: manager) { try User.disable(user, in: $0) }
        try await desk.exports.makeNext()
        let export = try await desk.find(id, as: officer)
        #expect(export.state == .failed && export.problem == "notAllowed")
        #expect(try desk.files().isEmpty)
    }
}
