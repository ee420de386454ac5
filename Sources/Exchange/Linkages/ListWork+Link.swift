import Foundation
import Linkage
import Registry
import Tabular

extension ListWork {
    /// Where a run's plain files lie while they are worked with.
    struct Files: Sendable {
        let workspace: ListFolder.Workspace
        /// Named after its series, so that a row of a newer version is known by the same name.
        let left: String
        let right: String
        let places: String
        let results: String
    }

    /// Links the lists of a run and keeps what comes out.
    func link(_ run: LinkageRun, as actor: Actor, _ watch: JobWatch) async throws -> Ending {
        let lists = (try await list(run.left, actor), try await list(run.right, actor))
        let reader = reader(run)
        let files = try files()
        defer { files.workspace.remove() }
        return try await ListWork.onThread { [folder, registry] in
            watch.tell(JobProgress(phase: "opening", done: 0))
            let request = try open(run, lists, reader, files)
            try watch.goOn()
            do {
                let job = LinkJob(
                    request, output: files.results, writesWorkbooks: true, isCancelled: { watch.isCancelled },
                    progress: { watch.tell($0) })
                let summary = try job.run()
                for name in ["left-out", "pairs", "duplicates-left"] {
                    try folder.keep("\(files.results)/\(name).csv", as: name, of: run.id)
                }
                try folder.keep(files.results + "/model.json", as: "model", of: run.id)
                let result = try LinkageResult(summary, in: files.results, reader, registry.places)
                try writeRejected(in: files.results, lists, watch)
                let books = try keepWorkbooks(of: run, in: files.results + "/districts", reader)
                return Ending { scope in
                    try run.keep(result, in: scope)
                    try Workbook.keep(books, of: run, in: scope)
                }
            } catch let error where error is TableProblem || error is LinkProblem || error is SettingsProblem {
                var result = LinkageResult()
                result.problem = ListWork.sentence(error, lists)
                let told = result
                return Ending(problem: "cantLink") { try run.keep(told, in: $0) }
            }
        }
    }

    /// Who has more of them looks at the first and mends the column.
    private static let mostRejected = 50_000

    /// What could not be used as a workbook beside those of the districts, with the lists by the names that people gave them.
    private func writeRejected(
        in results: String, _ lists: (UploadedList, UploadedList), _ watch: JobWatch
    ) throws {
        try FileManager.default.createDirectory(atPath: results + "/districts", withIntermediateDirectories: true)
        var writer: XLSXWriter?, count = 0
        try TableFile(results + "/rejected.csv").forEachRow(sheet: nil) { row in
            guard row.line > 1 else { return true }
            if writer == nil {
                let made = try XLSXWriter(
                    path: "\(results)/districts/\(Workbook.rejected).xlsx", temporaryFolder: results)
                let titles = [("List", 30.0), ("Sheet", 14), ("Row", 10), ("Column", 20), ("Reason", 70)]
                try made.addSheet(name: "Not used", columns: titles.map { .init(title: $0.0, width: $0.1) })
                writer = made
            }
            count += 1
            if count % 1000 == 0 { try watch.goOn() }
            guard count <= Self.mostRejected else { return true }
            let list = [lists.0, lists.1].first { $0.series.description == row[0] }
            let fields = row.strings.dropFirst().map(TruthTable.asWritten)
            try writer?.write(Row(fields: [list?.name ?? row[0]] + fields))
            return true
        }
        if count > Self.mostRejected {
            try writer?.write(Row(fields: ["", "", "", "", "\(count - Self.mostRejected) more"]))
        }
        try writer?.close()
    }

    /// Seals the workbooks of a folder; those of no district of the run's area belong to the whole area.
    private func keepWorkbooks(
        of run: LinkageRun, in path: String, _ reader: PlaceReader
    ) throws -> [(name: String, place: PlaceID, size: Int)] {
        guard let area = run.location.finest else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        return try names.enumerated().map { number, file in
            try folder.keep("\(path)/\(file)", as: Workbook.file(number), of: run.id)
            let name = String(file.dropLast(".xlsx".count))
            let found = reader.district(name).flatMap { registry.places.lies($0, in: area) ? $0 : nil }
            let size = try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")[.size] as? Int
            return (name, found ?? area, size ?? 0)
        }
    }

    /// Sends the pairs that a person should look at to the queues of their districts.
    func review(_ run: LinkageRun, as actor: Actor, _ watch: JobWatch) async throws -> Ending {
        let lists = (try await list(run.left, actor), try await list(run.right, actor))
        let reader = reader(run)
        let files = try files()
        defer { files.workspace.remove() }
        let request = try await ListWork.onThread { [folder] in
            let request = try open(run, lists, reader, files)
            try FileManager.default.createDirectory(atPath: files.results, withIntermediateDirectories: false)
            try folder.open("pairs", of: run.id, to: files.results + "/pairs.csv")
            try folder.open("model", of: run.id, to: files.results + "/model.json")
            return request
        }
        try watch.goOn()
        watch.tell(JobProgress(phase: "reading", done: 0.3))
        let load = ReviewLoad(
            files.results, list: run.name, reading: request, places: reader, in: run.location.finest, into: registry)
        _ = try await load.run()
        return Ending()
    }

    /// Reads places of the run's state as the directory and its officers spell them.
    func reader(_ run: LinkageRun) -> PlaceReader {
        PlaceReader(
            registry.places, in: [run.location.state].compactMap(\.self), fallback: run.location.finest,
            spellings: run.request.spellings)
    }

    private func files() throws -> Files {
        let workspace = try folder.workspace(registry.environment.newID())
        let path = workspace.path
        return Files(
            workspace: workspace, left: path + "/left", right: path + "/right", places: path + "/places.csv",
            results: path + "/results")
    }

    private func open(
        _ run: LinkageRun, _ lists: (UploadedList, UploadedList), _ reader: PlaceReader, _ files: Files
    ) throws -> LinkRequest {
        var paths: [String] = []
        for (list, place) in [(lists.0, files.left), (lists.1, files.right)] {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
            paths.append("\(place)/\(list.series)")
            try folder.open(list, to: paths[paths.count - 1])
        }
        try reader.write(to: files.places)
        let (left, right) = (run.request.left, run.request.right)
        var request = LinkRequest(
            left: paths[0], right: paths[1], leftID: left.id, rightID: right.id, leftAsOf: left.asOf,
            rightAsOf: right.asOf, places: files.places, threads: threads)
        request.columns = [left.headings, right.headings]
        request.countedByWard = Return.byWard.map { "\($0)" }.sorted()
        return request
    }

    /// What went wrong, with the lists by the names that people gave them.
    private static func sentence(_ error: any Error, _ lists: (UploadedList, UploadedList)) -> String {
        "\(error)".replacing(lists.0.series.description, with: lists.0.name)
            .replacing(lists.1.series.description, with: lists.1.name)
    }
}
