import Foundation
import Registry
import Support
import Testing

@testable import Exchange

@Suite struct PublishingTests {
    private static func columns(_ list: UploadedList, _ scope: Scope) throws -> LinkageRun.Request.Columns {
        let map = ColumnMap.guess(try list.head(in: scope)?.headings ?? [])
        var headings = map.columns
        headings["age"] = headings["birth"]?.filter { map.holdsAges($0) }
        headings["birth"] = headings["birth"]?.filter { !map.holdsAges($0) }
        return .init(headings: headings, id: map.id, asOf: "2020-06-30")
    }

    /// A run of two lists in files, linked; the lists' and the run's ids as the portal makes them.
    private static func run(
        _ files: [String], as officer: Actor, in world: World
    ) async throws -> (run: LinkageRun, work: ListWork) {
        let registry = world.registry
        let folder = try ListFolder(
            path: NSTemporaryDirectory() + "shramik-publishing-" + UUID().uuidString, of: registry)
        let work = ListWork(registry: registry, folder: folder)
        var ids: [RecordID] = []
        for file in files {
            let (id, bytes) = (registry.environment.newID(), [UInt8](try Data(contentsOf: URL(filePath: file))))
            try await registry.write(as: officer) {
                _ = try UploadedList.begin(
                    id, name: "List", size: bytes.count, limit: bytes.count, at: World.westBengal, in: $0)
            }
            _ = try await registry.receive(bytes, at: 0, of: id, limit: bytes.count, into: folder, as: officer)
            try await work.workNext()
            ids.append(id)
        }
        let (left, right, id) = (ids[0], ids[1], registry.environment.newID())
        let run = try await registry.write(as: officer) { scope in
            let lists = (try UploadedList.find(left, in: scope), try UploadedList.find(right, in: scope))
            let request = LinkageRun.Request(
                left: try Self.columns(lists.0, scope), right: try Self.columns(lists.1, scope))
            return try LinkageRun.begin(id, left: left, right: right, request: request, in: scope)
        }
        try await work.workNext()
        return (run, work)
    }

    @Test func whoeverWasRecognisedUnderReviewIsRegisteredAndNotLeftOut() async throws {
        let sample = try SampleRun.shared()
        let world = try await World()
        let registry = world.registry
        let officer = try await world.staff(.stateAdministrator, at: World.westBengal)
        let (run, work) = try await Self.run([sample.left, sample.right], as: officer, in: world)
        let id = run.id
        try await registry.write(as: officer) { try run.ask(.review, in: $0) }
        try await work.workNext()
        let decided = try await registry.write(as: officer) { scope in
            let pair = try ReviewPair.next(in: scope)
            try pair?.decide(.same, in: scope)
            return pair != nil
        }
        #expect(decided, "the sample has possible pairs")
        try await registry.write(as: officer) { try run.ask(.publish, in: $0) }
        try await work.workNext()
        let (count, targets, found) = try await registry.read(as: officer) { scope in
            let list = try LeftOutList.find(id, in: scope)
            return (
                try list.count(in: scope), try list.targets(in: scope),
                try LinkageRun.find(id, in: scope).result(as: LinkageResult.self, in: scope)
            )
        }
        let summary = try #require(found?.summary)
        #expect(count == summary.leftOut - 1)
        #expect(targets.reduce(0) { $0 + $1.recorded - $1.registered } == count)
        #expect(targets.reduce(0) { $0 + $1.recorded } == summary.left.people)
    }

    @Test func aMunicipalityThatReportsByWardHasTargetsByWard() async throws {
        let world = try await World()
        let (kolkata, city) = (PlaceID(.district, 315), PlaceID(.municipality, 250_299))
        let wards = [PlaceID(.ward, 9_002), PlaceID(.ward, 9_010)]
        try await world.registry.write(as: .program("test")) { scope in
            for place in [
                Place(id: kolkata, parent: World.westBengal, name: "Kolkata"),
                Place(id: city, parent: kolkata, name: "Kolkata"),
                Place(id: wards[0], parent: city, name: "Ward 2"), Place(id: wards[1], parent: city, name: "Ward 10"),
            ] { try place.save(in: scope) }
        }
        try await world.registry.reloadPlaces()
        let officer = try await world.staff(.stateAdministrator, at: World.westBengal)
        // Sixty people of two wards and of none; those whose number is divided by four are registered.
        let names = "Rahima Sukumar Gopal Ashalata Nasrin Bikash Lakshmi Tarun Mamata Jiban".split(separator: " ")
        let written = ["Ward 2", "WARD NO 2", "Ward-10", "", "10"]
        var left = ["id,name,father,sex,dob,mobile,epic,village,ward,municipality,district"], right = left
        for number in 0..<60 {
            let name = "\(names[number % 10]) \(names[(number / 10 + 3) % 10])", father = names[(number * 7 + 1) % 10]
            let born = "19\(60 + number % 40)-05-\(10 + number % 18)"
            let numbers = "98300\(20_000 + number * 37),ABC\(1_000_000 + number * 31)"
            let row = "\(number),\(name),\(father),F,\(born),\(numbers),Tala,\(written[number % 5]),Kolkata,Kolkata"
            left.append(row)
            if number % 4 == 0 { right.append(row) }
        }
        let folder = NSTemporaryDirectory() + "shramik-wards-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = ["left", "right"].map { "\(folder)/\($0).csv" }
        for (path, lines) in zip(files, [left, right]) {
            try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        }
        let (run, work) = try await Self.run(files, as: officer, in: world)
        try await world.registry.write(as: officer) { try run.ask(.publish, in: $0) }
        try await work.workNext()
        let (places, targets) = try await world.registry.read(as: officer) { scope in
            (
                try LinkageRun.find(run.id, in: scope).result(as: LinkageResult.self, in: scope)?.places ?? [],
                try LeftOutList.find(run.id, in: scope).targets(in: scope)
            )
        }
        #expect(places.map(\.place) == [city, wards[0], wards[1]] && places.map(\.rows) == [12, 24, 24])
        #expect(places.map(\.block) == ["Kolkata", "Kolkata, Ward 2", "Kolkata, Ward 10"])
        #expect(places.allSatisfy { !$0.isUnresolved })
        let expected = [city: (12, 3), wards[0]: (24, 6), wards[1]: (24, 6)]
        #expect(targets.count == 3)
        for target in targets {
            let (recorded, registered) = try #require(expected[target.place])
            #expect(target.recorded == recorded && target.registered == registered)
        }
    }
}
