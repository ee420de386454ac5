import Foundation
import Registry
import Tabular

extension ListWork {
    private static let page = 1_000
    private static let piece = 1 << 20

    /// Copies the registered workers of a list's area into it, as a table that can be linked like any other.
    func copy(_ list: UploadedList, as actor: Actor, _ watch: JobWatch) async throws -> Ending {
        // Whoever made it was lost between the last piece and the end.
        guard list.status == .receiving else { return Ending() }
        try await registry.write(as: actor) { try UploadedList.find(list.id, in: $0).restart(in: $0) }
        let workspace = try folder.workspace(registry.environment.newID())
        defer { workspace.remove() }
        let path = workspace.path + "/register.csv"
        let writer = try CSVWriter(path: path, isNeutralised: false)
        try writer.record(ListWork.headings)
        var filter = Worker.Filter(place: list.location.finest)
        filter.isTurned = true
        let wanted = filter
        var after: Worker.Cursor?
        var hasNext = true
        while hasNext {
            try watch.goOn()
            let behind = after
            let page = try await registry.read(as: actor) {
                try Worker.page(wanted, after: behind, limit: ListWork.page, in: $0)
            }
            for worker in page.workers where worker.status != .merged {
                try writer.record(ListWork.row(worker, registry.places))
            }
            after = page.workers.last.map { Worker.Cursor($0) }
            hasNext = page.hasNext
        }
        try writer.close()
        try await send(path, to: list.id, as: actor, watch)
        return Ending { try UploadedList.find(list.id, in: $0).complete(in: $0) }
    }

    private func send(_ path: String, to list: RecordID, as actor: Actor, _ watch: JobWatch) async throws {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        var offset = 0
        while let bytes = try file.read(upToCount: ListWork.piece), !bytes.isEmpty {
            try watch.goOn()
            _ = try await registry.receive(
                [UInt8](bytes), at: offset, of: list, limit: .max, into: folder, as: actor)
            offset += bytes.count
        }
    }

    private static let headings = [
        "Registration No", "Name", "Father Name", "Husband Name", "Sex", "Date of Birth", "Mobile", "EPIC", "Aadhaar",
        "District", "Block", "GP", "Village", "PIN",
    ]

    private static func row(_ worker: Worker, _ places: PlaceDirectory) -> [String] {
        let (person, place) = (worker.person, worker.location)
        func name(_ id: PlaceID?) -> String { id.flatMap { places[$0] }?.name ?? "" }
        // Of whoever only told an age the year is known, more or less.
        let year = person.age.flatMap { age in person.ageAsOn.flatMap { Int($0.prefix(4)) }.map { String($0 - age) } }
        let address = person.permanentAddress
        return [
            worker.number, person.name ?? person.localName ?? "", person.father ?? "", person.husband ?? "",
            person.sex?.rawValue ?? "", person.dateOfBirth ?? year ?? "", person.mobile ?? "", person.epic ?? "",
            person.aadhaar ?? "", name(place.district), name(place.block), name(place.panchayat),
            address?.village ?? "", address?.pin ?? "",
        ]
    }
}
