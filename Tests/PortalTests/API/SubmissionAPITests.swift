import Foundation
import HTTPTypes
import Registry
import Store
import Support
import Testing

@testable import Portal

@Suite struct SubmissionAPITests {
    @Test func theSameSubmissionIsTakenOnceAndAnsweredAlike() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            let path = "/applications/\(world.newID())"
            let first = try await clerk.send(.put, path, .submission())
            #expect(first.status == .created)
            #expect(first.headers[.location] == "/api/v1\(path)")
            #expect(first.body["status"] == "submitted")
            #expect(first.body["number"]?.string?.hasPrefix("P") == true)
            let again = try await clerk.send(.put, path, .submission())
            #expect(again.status == .ok)
            #expect(again.body == first.body)
            let shown = try await clerk.send(.get, path)
            #expect(shown.body["channel"] == "api")
            #expect(shown.body["steps"]?.items.count == 1)
            #expect(shown.body["person"]?["mobile"] == "XXXXXX3210")
            #expect(shown.body["person"]?["nominees"]?[0]?["share"] == 100)
        }
    }

    @Test func anotherContentUnderTheSameIdIsAConflictThatChangesNothing() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let officer = try await world.staff(.designatedOfficer, at: World.chapra)
            let clerk = try await program(officer)
            let id = world.newID(), path = "/applications/\(id)"
            _ = try await clerk.send(.put, path, .submission())
            let other = try await clerk.send(.put, path, .submission("Rahima Bibi"))
            #expect(other.status == .conflict)
            #expect(other.body["type"] == "urn:shramik:problem:conflictingCopy")
            #expect(try await clerk.send(.get, path).body["person"]?["name"] == "Rahima Khatun")
            let copies = try await world.registry.read(as: officer) { scope in
                try Application.conflictingCopies(of: #require(RecordID(id)), in: scope).map(\.person.name)
            }
            #expect(copies == ["Rahima Bibi"])
        }
    }

    @Test func repetitionsThatComeTogetherAreOneApplication() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            let path = "/applications/\(world.newID())"
            let replies = try await withThrowingTaskGroup(of: APIClient.Reply.self) { group in
                for _ in 0..<8 { group.addTask { try await clerk.send(.put, path, .submission()) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.filter { $0.status == .created }.count == 1)
            #expect(replies.filter { $0.status == .ok }.count == 7)
            #expect(Set(replies.map(\.body)).count == 1)
        }
    }

    @Test func aStepUnderOneKeyIsTakenOnceHoweverOftenItComes() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let verifier = try await program(world.staff(.verifier, at: World.chapra))
            let id = try await world.application(at: World.bagberia, status: .submitted)
            let path = "/applications/\(id)/steps"
            let step: JSON = ["action": "verify", "version": 1]
            let key: HTTPFields = [.idempotencyKey: world.newID()]
            let replies = try await withThrowingTaskGroup(of: APIClient.Reply.self) { group in
                for _ in 0..<6 { group.addTask { try await verifier.send(.post, path, step, more: key) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == .ok && $0.body["status"] == "verified" })
            #expect(Set(replies.map(\.body)).count == 1)
            #expect(try await verifier.send(.get, "/applications/\(id)").body["steps"]?.items.count == 1)
            let reused = try await verifier.send(.post, path, ["action": "reject", "version": 1], more: key)
            #expect(reused.status == .unprocessableContent)
            #expect(reused.errors == ["Idempotency-Key reused"])
            let second = try await verifier.send(.post, path, step, more: [.idempotencyKey: world.newID()])
            #expect(second.status == .conflict)
            #expect(try await verifier.send(.post, path, step).errors == ["Idempotency-Key required"])
            #expect(try await verifier.send(.post, path, step, more: [.idempotencyKey: "1"]).status == .badRequest)
        }
    }

    /// A failed request keeps nothing under its key, so that it can be sent again when the obstacle is gone.
    @Test func aRefusedStepMayBeSentAgain() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let verifier = try await program(world.staff(.verifier, at: World.chapra))
            let id = try await world.application(at: World.bagberia, status: .submitted)
            let path = "/applications/\(id)/steps"
            let key: HTTPFields = [.idempotencyKey: world.newID()]
            let early = try await verifier.send(.post, path, ["action": "verify", "version": 7], more: key)
            #expect(early.status == .conflict)
            #expect(try await verifier.send(.post, path, ["action": "verify", "version": 1], more: key).status == .ok)
        }
    }

    @Test func aReturnedApplicationIsMendedUnderItsId() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            let verifier = try await program(world.staff(.verifier, at: World.chapra))
            let path = "/applications/\(world.newID())"
            let taken = try await clerk.send(.put, path, .submission())
            let choices = try await verifier.send(.get, path).body["choices"]?.items ?? []
            let reason = choices.first { $0["action"] == "return" }?["reasons"]?[0]
            let returned = try await verifier.send(
                .post, path + "/steps",
                .members([
                    "action": "return", "version": taken.body["version"], "reason": reason,
                    "note": "The name is not right.",
                ]), more: [.idempotencyKey: world.newID()])
            #expect(returned.body["status"] == "returned")
            guard case .object(var mended) = JSON.submission("Rahima Bibi") else { return }
            mended["version"] = returned.body["version"]
            for _ in 0..<2 {
                let reply = try await clerk.send(.put, path, .object(mended))
                #expect(reply.status == .ok)
                #expect(reply.body["status"] == "submitted")
            }
            #expect(try await clerk.send(.get, path).body["person"]?["name"] == "Rahima Bibi")
        }
    }

    @Test(
        arguments: [
            (#"{"scheme":"bocw","place":"7000108001","person":{},"extra":1}"#, 400, ["extra strange"]),
            (#"{"scheme":"bocw","place":"7000108001","person":{"mobile":9876543210}}"#, 400, ["person.mobile kind"]),
            (#"{"scheme":"bocw","place":"7000108001","person":{"age":1e300}}"#, 400, ["person.age number"]),
            (#"{"scheme":"bocw","place":"7000108001","person":{"age":4.5}}"#, 400, ["person.age number"]),
            (#"{"scheme":"bocw","place":"7000108001","person":{"name":null}}"#, 400, ["person.name kind"]),
            (#"{"scheme":"bocw","place":"7000108001","person":{"name":"a","name":"b"}}"#, 400, ["person.name twice"]),
            (
                #"{"scheme":"bocw","place":"7000108001","person":{"nominees":[{"share":1000}]}}"#, 400,
                ["person.nominees.1.share range"]
            ),
            (#"{"person":{}}"#, 400, ["place required", "scheme required"]),
            (#"{"scheme":"bocw","place":"7000108001","person":"Rahima"}"#, 400, ["person kind"]),
            (#"[]"#, 400, ["body kind"]),
            (#"{"scheme":"bocw","#, 400, ["body json"]),
            (#"{"scheme":"bocw","place":"7000999999","person":{}}"#, 422, ["place unknown"]),
            (#"{"scheme":"bocw","place":"7000107001","person":{}}"#, 422, ["place otherArea"]),
            (#"{"scheme":"moon","place":"7000108001","person":{}}"#, 422, ["scheme unknown"]),
            (
                #"{"scheme":"bocw","place":"7000108001","person":{"name":"<b>","sex":"male","father":"A","age":30}}"#,
                422,
                ["person.ageAsOn required", "person.name name"]
            ),
            (
                #"{"scheme":"bocw","place":"7000108001","person":{"name":"A\u0000B","sex":"male","father":"A","age":30,"ageAsOn":"2026-02-30"}}"#,
                422, ["person.ageAsOn date", "person.name signs"]
            ),
        ])
    func whatCannotBeTakenIsNamedAndNotRepeated(_ text: String, _ status: Int, _ errors: [String]) async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            let reply = try await clerk.send(.put, "/applications/\(world.newID())", raw: text)
            #expect(reply.status.code == status)
            #expect(reply.errors == errors)
        }
    }

    @Test func idsAreMadeByTheirTime() async throws {
        let world = try await World()
        try await world.withAPI { program in
            let clerk = try await program(world.staff(.counterOperator, at: World.chapra))
            let reply = try await clerk.send(.put, "/applications/00000000-0000-4000-8000-000000000000", .submission())
            #expect(reply.status == .badRequest && reply.errors == ["id form"])
        }
    }
}
