import Foundation
package import Registry
import Tabular

/// Brings a sheet of applications in: reads it into a batch, compares its rows with the register, submits them.
///
/// Each part can be stopped and begun again: a row has the same id whenever it is read, and an application is submitted once.
package struct BatchRun: Sendable {
    private let registry: Registry
    private let actor: Actor
    /// Rows that are kept, compared or submitted together.
    private let chunk = 100
    private let together = 8

    package init(in registry: Registry, as actor: Actor) { (self.registry, self.actor) = (registry, actor) }

    package struct Request: Sendable {
        package var id: RecordID
        package var scheme: String
        package var language: String
        /// Where rows belong that name no place.
        package var fallback: PlaceID?
        package var most = Int.max

        package init(id: RecordID, scheme: String, language: String, fallback: PlaceID?) {
            (self.id, self.scheme, self.language, self.fallback) = (id, scheme, language, fallback)
        }
    }

    /// The batch of a file's content: the same file is the same batch, whatever it is called and whenever it is read.
    package static func id(ofFile path: String, in registry: Registry) throws -> RecordID {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw TableProblem(file: path, reason: "can't be opened")
        }
        var digest: UInt64 = 14_695_981_039_346_656_037, count = 0
        while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {
            for byte in bytes { digest = (digest ^ UInt64(byte)) &* 1_099_511_628_211 }
            count += bytes.count
        }
        return RecordID(ofRow: "\(digest) \(count)", source: "batch of a file", in: registry)
    }

    /// Reads the file into a batch, which then waits for `work`.
    ///
    /// Throws `TableProblem` where the file can't be read, has no names, no rows, or more than `most`; `Problem` for a scheme or
    /// place that can't be taken.
    package func read(_ path: String, _ request: Request, _ vocabulary: SheetVocabulary) async throws -> Batch {
        let stream = RowStream(path, chunk: chunk), places = registry.places
        var reader: ApplicationRows?, batch: Batch?, count = 0
        for try await rows in stream.chunks {
            var rows = rows[...]
            if reader == nil, let first = rows.popFirst() {
                let headings = first.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                let made = try ApplicationRows(headings: headings, file: path, vocabulary, places)
                (reader, batch) = (
                    made,
                    try await registry.write(as: actor) {
                        try Batch.begin(
                            request.id, scheme: request.scheme, language: request.language, fallback: request.fallback,
                            headings: headings, in: $0)
                    }
                )
            }
            guard let reader, let batch else { break }
            // The same sheet again: everything is there.
            guard batch.status == .reading else { return batch }
            let read = rows.compactMap(reader.read).map { row in
                BatchRow(
                    id: RecordID(ofRow: String(row.line), source: "batch \(request.id)", in: registry), line: row.line,
                    content: row.content, faults: row.faults)
            }
            count += read.count
            guard count <= request.most else {
                try await registry.write(as: actor) { try batch.discard(in: $0) }
                throw TableProblem(
                    file: path, reason: "has over \(request.most) rows", advice: "Send it in parts")
            }
            try await registry.write(as: actor) { try batch.stage(read, in: $0) }
            stream.used()
        }
        guard let batch, count > 0 else { throw TableProblem(file: path, reason: "has no rows below its headings") }
        try await registry.write(as: actor) { try batch.move(to: .checking, in: $0) }
        return try await find(batch.id)
    }

    /// Does what is to be done next on the batch until it waits for a decision or is done; returns how it stands.
    package func work(_ id: RecordID, progress: @Sendable (Batch) -> Void = { _ in }) async throws -> Batch {
        var batch = try await find(id)
        while !Task.isCancelled {
            switch batch.status {
            case .checking: try await check(batch)
            case .taking: try await take(batch)
            case .reading, .ready, .done: return batch
            }
            batch = try await find(id)
            progress(batch)
        }
        return batch
    }

    private func find(_ id: RecordID) async throws -> Batch {
        try await registry.read(as: actor) { try Batch.find(id, in: $0) }
    }

    private func check(_ batch: Batch) async throws {
        let rows = try await rows(of: batch, [.read])
        guard !rows.isEmpty else { return try await registry.write(as: actor) { try batch.move(to: .ready, in: $0) } }
        let found = try await registry.read(as: actor) { try batch.check(rows, in: $0) }
        try await registry.write(as: actor) { try batch.keep(found, in: $0) }
    }

    private func take(_ batch: Batch) async throws {
        let rows = try await rows(of: batch, batch.takable)
        guard !rows.isEmpty else { return try await registry.write(as: actor) { try batch.move(to: .done, in: $0) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, row) in rows.enumerated() {
                if place >= together { try await group.next() }
                group.addTask { try await submit(row, of: batch) }
            }
            try await group.waitForAll()
        }
    }

    private func submit(_ row: BatchRow, of batch: Batch) async throws {
        do {
            try await registry.write(as: actor) { try batch.submit(row, in: $0) }
        } catch let problem as Problem where problem.code != .busy {
            try await registry.write(as: actor) { try batch.refuse(row, for: problem, in: $0) }
        }
    }

    private func rows(of batch: Batch, _ statuses: Set<BatchRow.Status>) async throws -> [BatchRow] {
        try await registry.read(as: actor) { [chunk] in try batch.rows(statuses, limit: chunk, in: $0) }
    }
}
