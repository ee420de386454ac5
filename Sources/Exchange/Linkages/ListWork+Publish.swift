import Foundation
import Registry
import Tabular

extension ListWork {
    private static let chunk = 500
    /// Columns that the run put before those of the list: person_id, rows, possible.
    private static let own = 3

    /// Puts the people of `left-out.csv` on a list that drives begin from, and shows it to the offices of the area.
    ///
    /// A list bears the id of its run, and a person one made from the row: whatever is done again changes nothing.
    func publish(_ run: LinkageRun, as actor: Actor, _ watch: JobWatch) async throws -> Ending {
        guard let area = run.location.finest else { throw Problem.notAllowed }
        let workspace = try folder.workspace(registry.environment.newID())
        defer { workspace.remove() }
        let path = workspace.path + "/left-out.csv"
        let result = try await registry.read(as: actor) { try run.result(as: LinkageResult.self, in: $0) }
        try await ListWork.onThread { [folder] in try folder.open("left-out", of: run.id, to: path) }
        let list = try await registry.write(as: actor) {
            try LeftOutList.begin(id: run.id, name: run.name, at: area, in: $0)
        }
        guard list.published == nil else { return Ending() }
        let chunks = try RowChunks(TableFile(path), size: ListWork.chunk)
        defer { chunks.stop() }
        let columns = run.request.left
        let rows = WorkerRows(
            header: Array(chunks.header.dropFirst(ListWork.own)), places: reader(run),
            asOf: columns.asOf ?? ListLoader.assumedDay,
            map: ColumnMap(chosen: columns.headings, id: columns.id))
        let total = max(1, result?.summary?.leftOut ?? 1)
        var (done, counts): (Int, [PlaceID: Int]) = (0, [:])
        while let read = try chunks.next() {
            try watch.goOn()
            let entries = read.rows.compactMap { ListWork.entry($0, rows, in: area) }
            for entry in entries {
                if let place = entry.location.block ?? entry.location.finest { counts[place, default: 0] += 1 }
            }
            try await registry.write(as: actor) { try list.add(entries, in: $0) }
            done += read.rows.count
            watch.tell(JobProgress(phase: "publishing", done: min(1, Double(done) / Double(total))))
        }
        let targets = ListWork.targets(counts, result?.places ?? [], in: area, registry.places)
        return Ending { scope in
            try LeftOutList.begin(id: run.id, name: run.name, at: area, in: scope).publish(targets: targets, in: scope)
        }
    }

    /// A person of the list; nil for somebody of another area.
    private static func entry(
        _ row: RowChunks.Row, _ rows: WorkerRows, in area: PlaceID
    ) -> LeftOutList.Entry? {
        guard row.fields.count >= own else { return nil }
        let read = rows.read(row.fields.dropFirst(own).map(plain), line: row.line)
        guard read.location.lies(in: area) else { return nil }
        return LeftOutList.Entry(
            row: plain(row.fields[0]), person: read.person, location: read.location,
            village: read.person.permanentAddress?.village ?? "", rows: Int(row.fields[1]) ?? 1)
    }

    /// Without the apostrophe that keeps a spreadsheet from running a field.
    private static func plain(_ field: String) -> String { TruthTable.asWritten(field) }

    /// What was recorded and registered, by block, or where none is known by the next larger place; recorded less registered is
    /// how many people stand on the list.
    private static func targets(
        _ leftOut: [PlaceID: Int], _ places: [LinkageResult.Place], in area: PlaceID, _ directory: PlaceDirectory
    ) -> [LeftOutList.Target] {
        var registered: [PlaceID: Int] = [:]
        for place in places {
            let found = place.place ?? area
            if directory.lies(found, in: area) { registered[found, default: 0] += place.registered }
        }
        return Set(leftOut.keys).union(registered.keys).sorted { $0.number < $1.number }.map {
            let (out, known) = (leftOut[$0] ?? 0, registered[$0] ?? 0)
            return LeftOutList.Target(place: $0, recorded: out + known, registered: known)
        }
    }
}
