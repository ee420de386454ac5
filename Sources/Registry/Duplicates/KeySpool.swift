internal import Store

/// Keys of a large import, kept aside and filed at its end in the order of their table.
///
/// Keys are random numbers: filed one chunk after the other into a table of a crore of workers they would touch every page of
/// it again and again. A batch puts its pairs of key and serial into drawers, each a stretch of the table's order, in the
/// transaction that enters the workers; at the end each drawer is sorted in memory and filed in one run. Until then a check can
/// find nobody by them, and says `unknown` instead of `none`.
package enum KeySpool {
    /// A drawer of a crore of workers is some 50 MB.
    static let drawers = 64
    private static let pairSize = 16

    /// The drawer of a key, in the order of signed numbers.
    private static func drawer(_ key: Int64) -> Int { Int(key >> 58) + drawers / 2 }

    static func keep(_ keys: [(key: WorkerKey, serial: Int64)], batch: Int64, in t: Transaction) throws {
        var content = [[UInt8]](repeating: [], count: drawers)
        for (key, serial) in keys {
            let place = drawer(key.number)
            for number in [key.number, serial] {
                withUnsafeBytes(of: number.bigEndian) { content[place].append(contentsOf: $0) }
            }
        }
        let filled = content.indices.filter { !content[$0].isEmpty }
        try t.insert(into: "worker_key_spool", ["drawer", "batch", "pairs"], rows: filled.count) {
            [.integer(Int64(filled[$0])), .integer(batch), .blob(content[filled[$0]])]
        }
    }

    /// True when every worker can be found by all keys.
    package static func isEmpty(in scope: Scope) throws -> Bool {
        let waiting: Int? = try scope.transaction.value("SELECT 1 FROM worker_key_spool LIMIT 1")
        return waiting == nil
    }

    /// Files one drawer; false when none is left.
    static func fileNext(in scope: Scope) throws -> Bool {
        let t = scope.transaction
        guard let drawer: Int = try t.value("SELECT drawer FROM worker_key_spool ORDER BY drawer LIMIT 1") else {
            return false
        }
        var pairs: [(key: Int64, serial: Int64)] = []
        // Room for all at once: room batch by batch would copy a full drawer thousands of times.
        let bytes: Int? = try t.value(
            "SELECT CAST(sum(length(pairs)) AS BIGINT) FROM worker_key_spool WHERE drawer = \(drawer)")
        pairs.reserveCapacity((bytes ?? 0) / pairSize)
        try t.each("SELECT pairs FROM worker_key_spool WHERE drawer = \(drawer) ORDER BY batch") { row in
            let bytes: [UInt8] = try row["pairs"]
            bytes.withUnsafeBytes { raw in
                func number(_ place: Int) -> Int64 {
                    Int64(bigEndian: raw.loadUnaligned(fromByteOffset: place, as: Int64.self))
                }
                for place in stride(from: 0, to: raw.count - pairSize + 1, by: pairSize) {
                    pairs.append((number(place), number(place + 8)))
                }
            }
        }
        pairs.sort { $0.key != $1.key ? $0.key < $1.key : $0.serial < $1.serial }
        try t.insert(into: "worker_keys", ["key", "serial"], rows: pairs.count, orNothing: true) {
            [.integer(pairs[$0].key), .integer(pairs[$0].serial)]
        }
        try t.run("DELETE FROM worker_key_spool WHERE drawer = \(drawer)")
        return true
    }
}

extension Registry {
    /// Files the keys of large imports, a drawer a write; it can be stopped at any moment and done again.
    package func fileKeys(progress: (Double) -> Void = { _ in }) async throws {
        var filed = 0
        while try await write(as: .program("import"), { try KeySpool.fileNext(in: $0) }) {
            filed += 1
            progress(min(1, Double(filed) / Double(KeySpool.drawers)))
        }
    }
}
