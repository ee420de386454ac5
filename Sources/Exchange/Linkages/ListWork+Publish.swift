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
        let chunks = RowChunks(
            try ListFile(path: path, temporaryFolder: workspace.path, hasTitles: false), size: ListWork.chunk)
        defer { chunks.stop() }
        let columns = run.request.left
        let rows = WorkerRows(
            header: Array(chunks.header.dropFirst(ListWork.own)), places: reader(run),
            asOf: columns.asOf ?? ListLoader.assumedDay,
            map: ColumnMap(chosen: columns.headings, id: columns.id))
        let same = try await decidedSame(run, as: actor, in: workspace.path)
        let total = max(1, result?.summary?.leftOut ?? 1)
        var done = 0
        var (counts, found): ([PlaceID: Int], [PlaceID: Int]) = ([:], [:])
        while let read = try chunks.next() {
            try watch.goOn()
            let all = read.rows.compactMap { ListWork.entry($0, rows, in: area) }
            let entries = all.filter { !same.contains($0.row) }
            for entry in all {
                guard let place = Return.unit(of: entry.location) else { continue }
                if same.contains(entry.row) { found[place, default: 0] += 1 } else { counts[place, default: 0] += 1 }
            }
            try await registry.write(as: actor) { try list.add(entries, in: $0) }
            done += read.rows.count
            watch.tell(JobProgress(phase: "publishing", done: min(1, Double(done) / Double(total))))
        }
        let targets = ListWork.targets(counts, result?.places ?? [], alsoRegistered: found, in: area, registry.places)
        return Ending { scope in
            try LeftOutList.begin(id: run.id, name: run.name, at: area, in: scope).publish(targets: targets, in: scope)
        }
    }

    /// People whom an officer has recognised in somebody registered, since the run: by what names their rows.
    private func decidedSame(_ run: LinkageRun, as actor: Actor, in path: String) async throws -> Set<String> {
        let sources = (try await list(run.left, actor).series, try await list(run.right, actor).series)
        let (pairs, persons) = try await ListWork.onThread { [folder] in
            let file = path + "/pairs.csv"
            try folder.open("pairs", of: run.id, to: file)
            var pairs: [(left: String, right: String)] = []
            try TruthTable.forEachRow(file, ["left_id", "right_id", "decision"]) { cells in
                if cells[2] == "possible" { pairs.append((cells[0], cells[1])) }
            }
            // A pair names the rows that are most alike, the list of left-outs the first row of a person.
            let duplicates = path + "/duplicates.csv"
            try folder.open("duplicates-left", of: run.id, to: duplicates)
            var persons: [String: String] = [:]
            try TruthTable.forEachRow(duplicates, ["id", "person_id"]) { cells in persons[cells[0]] = cells[1] }
            return (pairs, persons)
        }
        var same: Set<String> = []
        for start in stride(from: 0, to: pairs.count, by: ListWork.chunk) {
            let some = Array(pairs[start..<min(start + ListWork.chunk, pairs.count)])
            let registry = registry
            let recognised = try await registry.read(as: ListWork.actor) { scope in
                var rows: [String] = []
                for pair in some {
                    let left = RecordID(ofRow: pair.left, source: sources.0.description, in: registry)
                    let right = RecordID(ofRow: pair.right, source: sources.1.description, in: registry)
                    let decision = try PairDecision.find(left, right, in: scope)
                    if decision?.outcome == .same { rows.append(persons[pair.left] ?? pair.left) }
                }
                return rows
            }
            same.formUnion(recognised)
        }
        return same
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

    /// What was recorded and registered, by the lines of returns, or where none is known by the next larger place; recorded less
    /// registered is how many people stand on the list.
    private static func targets(
        _ leftOut: [PlaceID: Int], _ places: [LinkageResult.Place], alsoRegistered: [PlaceID: Int], in area: PlaceID,
        _ directory: PlaceDirectory
    ) -> [LeftOutList.Target] {
        var registered = alsoRegistered
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
