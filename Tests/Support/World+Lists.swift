package import Registry
import Store

extension World {
    /// A list of Nadia that was sent and read, without its file.
    package func uploadedList() async throws -> RecordID {
        let id = registry.environment.newID()
        let officer = try await staff(.districtOfficer, at: World.nadia)
        try await registry.write(as: officer) { scope in
            _ = try UploadedList.begin(id, name: "Returned 2020", size: nil, limit: 10, at: World.nadia, in: scope)
            try scope.transaction.run("UPDATE uploaded_lists SET received = 1 WHERE id = \(id)")
            try UploadedList.find(id, in: scope).complete(in: scope)
            let head = UploadedList.Head(headings: ["Name", "Village"], samples: [["Rina Das", "Bagberia"]])
            try UploadedList.find(id, in: scope).checked(head, rows: 1, problem: nil, in: scope)
        }
        return id
    }

    /// A run of two such lists that waits, and the officer who began it.
    package func linkageRun() async throws -> (id: RecordID, officer: Actor) {
        let officer = try await staff(.districtOfficer, at: World.nadia)
        let lists = (try await uploadedList(), try await uploadedList())
        let id = registry.environment.newID()
        _ = try await registry.write(as: officer) { scope in
            try LinkageRun.begin(
                id, left: lists.0, right: lists.1,
                request: .init(left: .init(headings: [:]), right: .init(headings: [:])), in: scope)
        }
        return (id, officer)
    }
}
