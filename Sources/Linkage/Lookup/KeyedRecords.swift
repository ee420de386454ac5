/// Records under their keys of one blocking rule, to be asked for by key: those under a hub's key also under finer ones.
///
/// 8 bytes for each key of a record, and a directory by the keys' first bits.
struct KeyedRecords {
    /// Key in the upper half, record in the lower; ascending.
    private let entries: Column<UInt64>
    /// Where the entries of each beginning of keys start.
    private let starts: Column<UInt32>
    private let bits: Int
    private let limit: Int
    /// For each alternative that is left: the hubs' members by their key here and the alternative's.
    private let finer: [(keys: BlockingKeys, records: KeyedRecords)]

    /// Those of the left list.
    init(_ rule: BlockingRule, _ table: RecordTable, threads: Int) {
        let keys = BlockingKeys(rule.on, table)
        let stretches = Parallel.ranges(of: table.count, size: 65_536)
        let parts = Parallel.map(stretches.count, threads: threads) { item, _ in
            var found: [UInt64] = []
            var own: [UInt32] = []
            for record in stretches[item] where table.lists[record] == 0 {
                own.removeAll(keepingCapacity: true)
                keys.append(record, to: &own)
                for key in own { found.append(UInt64(key) << 32 | UInt64(record)) }
            }
            return found
        }
        let finer = (rule.refine ?? []).map { BlockingKeys($0, table) }
        self.init(parts, finer, limit: rule.most)
    }

    private init(_ parts: [[UInt64]], _ alternatives: [BlockingKeys], limit: Int) {
        entries = Column(unfilled: parts.reduce(0) { $0 + $1.count })
        var place = 0
        for part in parts {
            for entry in part {
                entries[place] = entry
                place += 1
            }
        }
        RadixOrder.sort(UnsafeMutableBufferPointer(start: entries.base, count: entries.count), lowBits: 32)
        bits = max(1, Int.bitWidth - entries.count.leadingZeroBitCount - 3)
        starts = Column(repeating: 0, count: (1 << bits) + 1)
        for index in 0..<entries.count { starts[Int(entries[index] >> UInt64(64 - bits)) + 1] += 1 }
        for index in 0..<(1 << bits) { starts[index + 1] += starts[index] }
        self.limit = limit
        var parted = [[UInt64]](repeating: [], count: alternatives.count)
        var own: [UInt32] = []
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end] >> 32 == entries[start] >> 32 { end += 1 }
            if end - start > limit {
                for (number, alternative) in alternatives.enumerated() {
                    for index in start..<end {
                        own.removeAll(keepingCapacity: true)
                        alternative.append(Int(UInt32(truncatingIfNeeded: entries[index])), to: &own)
                        for key in own {
                            parted[number].append(Self.combined(entries[index], key) | entries[index] & 0xFFFF_FFFF)
                        }
                    }
                }
            }
            start = end
        }
        finer = alternatives.indices.map { number in
            var rest = alternatives
            let taken = rest.remove(at: number)
            return (taken, KeyedRecords([parted[number]], rest, limit: limit))
        }
    }

    /// A hub's key and a finer one as one, in the upper half.
    private static func combined(_ entry: UInt64, _ key: UInt32) -> UInt64 {
        Mix.scramble(Mix.combine(entry >> 32, UInt64(key))) & ~0xFFFF_FFFF
    }

    /// Adds those who share a key with `record`; some more than once.
    /// - Parameter keys: the record's, of the rule.
    func append(sharing keys: [UInt32], with record: Int, to found: inout [UInt32]) {
        for key in keys { append(UInt64(key) << 32, record, &found) }
    }

    private func append(_ key: UInt64, _ record: Int, _ found: inout [UInt32]) {
        let place = Int(key >> UInt64(64 - bits))
        let stretch = Int(starts[place])..<Int(starts[place + 1])
        let start = firstEntry(in: stretch, from: key)
        // No entry has the highest key and the highest record.
        let end = firstEntry(in: start..<stretch.upperBound, from: key | 0xFFFF_FFFF)
        if end - start > limit, !finer.isEmpty {
            var own: [UInt32] = []
            for alternative in finer {
                own.removeAll(keepingCapacity: true)
                alternative.keys.append(record, to: &own)
                for other in own { alternative.records.append(Self.combined(key, other), record, &found) }
            }
            return
        }
        for index in start..<end { found.append(UInt32(truncatingIfNeeded: entries[index])) }
    }

    /// The first entry of a stretch that is `least` or more; a hub may take up most of it.
    private func firstEntry(in stretch: Range<Int>, from least: UInt64) -> Int {
        var low = stretch.lowerBound, high = stretch.upperBound
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < least { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
