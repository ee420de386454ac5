import Foundation
import Registry
import Store
import Support
import Testing

@Suite struct UploadedListTests {
    /// A folder of its own and a list of 10 bytes that is being received.
    struct Receiving {
        let world: World
        let officer: Actor
        let path = NSTemporaryDirectory() + "shramik-lists-" + UUID().uuidString
        let folder: ListFolder
        let id: RecordID

        init() async throws {
            let world = try await World()
            let officer = try await world.staff(.districtOfficer, at: World.nadia)
            let id = world.registry.environment.newID()
            (self.world, self.officer, self.id) = (world, officer, id)
            folder = try ListFolder(path: path, of: world.registry)
            try await world.registry.write(as: officer) {
                _ = try UploadedList.begin(id, name: "Returned", size: 10, limit: 100, at: World.nadia, in: $0)
            }
        }

        func receive(_ text: String, at offset: Int) async throws -> UploadedList {
            try await world.registry.receive(
                Array(text.utf8), at: offset, of: id, limit: 100, into: folder, as: officer)
        }

        func opened() async throws -> String {
            let list = try await world.registry.read(as: officer) { try UploadedList.find(id, in: $0) }
            let target = path + "/plain"
            defer { try? FileManager.default.removeItem(atPath: target) }
            try folder.open(list, to: target)
            return try String(contentsOfFile: target, encoding: .utf8)
        }
    }

    @Test func piecesMakeTheListWhicheverOfThemComesTwice() async throws {
        let list = try await Receiving()
        #expect(try await list.receive("Name,", at: 0).received == 5)
        #expect(try await list.receive("Name,", at: 0).received == 5)
        let gap = await #expect(throws: Problem.self) { try await list.receive("x", at: 7) }
        #expect(gap?.code == .changedMeanwhile)
        let more = await #expect(throws: Problem.self) { try await list.receive("123456", at: 5) }
        #expect(more?.code == .invalid)
        let whole = try await list.receive("Villa", at: 5)
        #expect(whole.status == .checking && whole.received == 10)
        #expect(try await list.receive("Villa", at: 5).received == 10)
        #expect(try await list.opened() == "Name,Villa")
        let job = try await list.world.registry.read(as: list.officer) {
            try ListJob.find(.check, for: list.id, in: $0)
        }
        #expect(job?.status == .waiting)
    }

    /// What a server that was killed in between left behind the acknowledged pieces is written over.
    @Test func aHalfWrittenPieceIsForgotten() async throws {
        let list = try await Receiving()
        _ = try await list.receive("Name,", at: 0)
        let file = try FileHandle(forWritingTo: URL(filePath: "\(list.path)/\(list.id).list"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("half a piece".utf8))
        _ = try await list.receive("Villa", at: 5)
        #expect(try await list.opened() == "Name,Villa")
    }

    enum Damage: CaseIterable { case altered, exchanged, shortened, ofAnotherList }

    @Test(arguments: Damage.allCases) func aDamagedFileDoesNotOpen(_ damage: Damage) async throws {
        let list = try await Receiving()
        _ = try await list.receive("Name,", at: 0)
        _ = try await list.receive("Villa", at: 5)
        let path = "\(list.path)/\(list.id).list"
        var bytes = try Data(contentsOf: URL(filePath: path))
        let half = bytes.count / 2
        switch damage {
        case .altered: bytes[half + 20] ^= 1
        case .exchanged: bytes = bytes[half...] + bytes[..<half]
        case .shortened: bytes = bytes[..<half]
        case .ofAnotherList:
            let other = try await Receiving()
            _ = try await other.receive("Other", at: 0)
            _ = try await other.receive("Liste", at: 5)
            bytes = try Data(contentsOf: URL(filePath: "\(other.path)/\(other.id).list"))
        }
        try bytes.write(to: URL(filePath: path))
        await #expect(throws: StoreProblem.self) { try await list.opened() }
    }

    @Test func aListThatIsTooLargeEmptyOrOfAnotherAreaIsRefused() async throws {
        let list = try await Receiving()
        for (size, place, field) in [(101, World.nadia, "file"), (0, World.nadia, "file"), (5, World.malda, "place")] {
            let problem = await #expect(throws: Problem.self) {
                try await list.world.registry.write(as: list.officer) {
                    _ = try UploadedList.begin(
                        $0.environment.newID(), name: "x", size: size, limit: 100, at: place, in: $0)
                }
            }
            #expect(problem?.fields.map(\.name) == [field])
        }
    }

    @Test func anotherDistrictFindsNothing() async throws {
        let list = try await Receiving()
        let stranger = try await list.world.staff(.districtOfficer, at: World.malda)
        let clerk = try await list.world.staff(.counterOperator, at: World.chapra)
        for actor in [stranger, clerk] {
            let problem = await #expect(throws: Problem.self) {
                try await list.world.registry.read(as: actor) { try UploadedList.find(list.id, in: $0) }
            }
            #expect(problem == .notFound)
        }
        let state = try await list.world.staff(.stateAdministrator, at: World.westBengal)
        #expect(try await list.world.registry.read(as: state) { try UploadedList.all(in: $0).count } == 1)
    }

    @Test func aNewerVersionBelongsToTheSeriesOfTheOlderAndHalfAYearEndsBoth() async throws {
        let list = try await Receiving()
        let id = list.world.registry.environment.newID()
        let newer = try await list.world.registry.write(as: list.officer) {
            try UploadedList.begin(
                id, name: "Newer", size: 5, limit: 100, at: World.nadia, newer: list.id, in: $0)
        }
        #expect(newer.series == list.id)
        let run = try await ListJobTests.run(in: list.world, as: list.officer)
        list.world.clock.advance(minutes: 184 * 1440)
        try await list.folder.tidy(list.world.registry)
        let left = try await list.world.registry.read(as: list.officer) { try UploadedList.all(in: $0).count }
        #expect(left == 2, "lists of a run that waits stay until it is removed")
        try await list.folder.tidy(list.world.registry)
        let (lists, runs) = try await list.world.registry.read(as: list.officer) {
            (try UploadedList.all(in: $0).count, try LinkageRun.all(in: $0).map(\.id))
        }
        #expect(lists == 0 && !runs.contains(run))
    }

    @Test func aRemovedListLosesItsFileAndOneThatStaysKeepsIt() async throws {
        let list = try await Receiving()
        _ = try await list.receive("Name,", at: 0)
        let file = "\(list.path)/\(list.id).list"
        try await list.folder.tidy(list.world.registry)
        #expect(FileManager.default.fileExists(atPath: file))
        try await list.world.registry.write(as: list.officer) { try UploadedList.find(list.id, in: $0).remove(in: $0) }
        try await list.folder.tidy(list.world.registry)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func whatADeadServerLeftInTheClearGoesAwayAndALivingOnesStays() async throws {
        let list = try await Receiving()
        let workspace = try list.folder.workspace(list.world.registry.environment.newID())
        let dead = list.path + "/work-dead"
        try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: false)
        for file in ["lock", "left"] { _ = FileManager.default.createFile(atPath: "\(dead)/\(file)", contents: Data()) }
        try await list.folder.tidy(list.world.registry)
        #expect(!FileManager.default.fileExists(atPath: dead))
        #expect(FileManager.default.fileExists(atPath: workspace.path))
        workspace.remove()
        #expect(!FileManager.default.fileExists(atPath: workspace.path))
    }
}
