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

    @Test func whoeverWasRecognisedUnderReviewIsRegisteredAndNotLeftOut() async throws {
        let sample = try SampleRun.shared()
        let world = try await World()
        let registry = world.registry
        let officer = try await world.staff(.stateAdministrator, at: World.westBengal)
        let folder = try ListFolder(
            path: NSTemporaryDirectory() + "shramik-publishing-" + UUID().uuidString, of: registry)
        let work = ListWork(registry: registry, folder: folder)
        var ids: [RecordID] = []
        for file in [sample.left, sample.right] {
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
}
