/// Some of the blocks of one rule, hubs refined: those whose keys begin with the same bits.
struct RuleBlocks {
    /// The blocks' members end to end, ascending in each; the top bit marks the last of a block.
    private(set) var members: [UInt32] = []
    private(set) var size: BlockIndex.RuleSize
    private let table: RecordTable
    private let limit: Int
    private let finer: [BlockingKeys]
    static let last: UInt32 = 1 << 31
    /// Parts that keys are dealt into, so that threads can sort and refine side by side.
    private static let partBits = 4
    private static let partCount = 1 << partBits
    /// Larger blocks that can't be refined are looked through for rows that say the same …
    private static let crowd = 60
    /// … or, from here on, that say the same of the person and the village, …
    private static let multitude = 1_000
    /// … of which this many meet everybody.
    private static let mostAlike = 30

    /// The entries (key, record) of a stretch of records, dealt by their parts.
    private struct Dealt {
        var entries: [UInt64]
        /// Entries of part `p` are `entries[starts[p]..<starts[p + 1]]`.
        var starts: [Int]

        init(_ records: Range<Int>, _ keys: BlockingKeys) {
            var found: [UInt64] = []
            found.reserveCapacity(records.count * 4)
            var starts = [Int](repeating: 0, count: partCount + 1)
            var ofRecord: [UInt32] = []
            for record in records {
                ofRecord.removeAll(keepingCapacity: true)
                keys.append(record, to: &ofRecord)
                for key in ofRecord {
                    starts[Int(key >> UInt32(32 - partBits)) + 1] += 1
                    found.append(UInt64(key) << 32 | UInt64(record))
                }
            }
            for part in 0..<partCount { starts[part + 1] += starts[part] }
            var next = starts
            entries = [UInt64](unsafeUninitializedCapacity: found.count) { entries, count in
                for entry in found {
                    let part = Int(entry >> UInt64(64 - partBits))
                    entries[next[part]] = entry
                    next[part] += 1
                }
                count = found.count
            }
            self.starts = starts
        }
    }

    /// All blocks of a rule, part by part.
    static func all(_ rule: BlockingRule, _ table: RecordTable, threads: Int) -> [RuleBlocks] {
        let keys = BlockingKeys(rule.on, table)
        let stretches = Parallel.ranges(of: table.count, size: 65_536)
        let dealt = Parallel.map(stretches.count, threads: threads) { item, _ in Dealt(stretches[item], keys) }
        return Parallel.map(partCount, threads: threads) { part, _ in RuleBlocks(rule, table, dealt, part) }
    }

    private init(_ rule: BlockingRule, _ table: RecordTable, _ dealt: [Dealt], _ part: Int) {
        (self.table, limit) = (table, rule.most)
        finer = (rule.refine ?? []).map { BlockingKeys($0, table) }
        size = BlockIndex.RuleSize(rule: rule.on, pairs: 0, refinedHubs: 0, wholeHubs: 0, largestBlock: 0)
        let entries = Column<UInt64>(unfilled: dealt.reduce(0) { $0 + $1.starts[part + 1] - $1.starts[part] })
        var filled = entries.base
        for stretch in dealt {
            stretch.entries[stretch.starts[part]..<stretch.starts[part + 1]].withUnsafeBufferPointer { some in
                guard let first = some.baseAddress else { return }
                filled.update(from: first, count: some.count)
                filled += some.count
            }
        }
        let all = UnsafeMutableBufferPointer(start: entries.base, count: entries.count)
        RadixOrder.sort(all, lowBits: 32, highBit: 64 - Self.partBits)
        settleAll(UnsafeBufferPointer(all), Array(finer.indices))
    }

    /// Takes each run of equal keys as a block.
    private mutating func settleAll(_ entries: UnsafeBufferPointer<UInt64>, _ alternatives: [Int]) {
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end] >> 32 == entries[start] >> 32 { end += 1 }
            if end - start > 1 { settle(UnsafeBufferPointer(rebasing: entries[start..<end]), alternatives) }
            start = end
        }
    }

    private mutating func settle(_ block: UnsafeBufferPointer<UInt64>, _ alternatives: [Int]) {
        if block.count > limit, !alternatives.isEmpty {
            size.refinedHubs += 1
            for alternative in alternatives { refine(block, alternative, alternatives.filter { $0 != alternative }) }
            return
        }
        if block.count > limit { size.wholeHubs += 1 }
        let records = block.map { UInt32(truncatingIfNeeded: $0) }
        if records.count > Self.crowd { takeCrowd(records) } else { take(records) }
    }

    private mutating func take(_ records: [UInt32]) {
        size.largestBlock = max(size.largestBlock, records.count)
        size.pairs += records.count * (records.count - 1) / 2
        members += records
        members[members.count - 1] |= Self.last
    }

    /// Of rows of a list that say the same in all columns the first ones meet everybody, the others the very first: ten
    /// thousand times TEST TEST is one person or nobody, and need not be compared a hundred million times. If they were people,
    /// who is who could not be told: a pair of them would be one in thousands.
    private mutating func takeCrowd(_ records: [UInt32]) {
        var alike: [UInt64: (first: UInt32, count: Int)] = [:]
        var kept: [UInt32] = []
        for record in records {
            let content = table.content(of: Int(record), isPersonal: records.count > Self.multitude)
            let (first, count) = alike[content, default: (record, 0)]
            alike[content] = (first, count + 1)
            if count < Self.mostAlike { kept.append(record) } else { take([first, record]) }
        }
        take(kept)
        size.alike += records.count - kept.count
        size.largestBlock = max(size.largestBlock, records.count)
    }

    private mutating func refine(_ block: UnsafeBufferPointer<UInt64>, _ alternative: Int, _ rest: [Int]) {
        var entries: [UInt64] = []
        entries.reserveCapacity(block.count * 4)
        var keys: [UInt32] = []
        let finer = finer[alternative]
        for entry in block {
            let record = Int(UInt32(truncatingIfNeeded: entry))
            keys.removeAll(keepingCapacity: true)
            finer.append(record, to: &keys)
            for key in keys { entries.append(UInt64(key) << 32 | UInt64(record)) }
        }
        entries.sort()
        entries.withUnsafeBufferPointer { settleAll($0, rest) }
    }

    /// Calls `body` with every member that others of its block follow, and with those that follow it.
    @inline(__always)
    func forEachMember(_ body: (_ member: Int, _ followers: UnsafeBufferPointer<UInt32>) -> Void) {
        members.withUnsafeBufferPointer { members in
            guard let base = members.baseAddress else { return }
            var start = 0
            while start < members.count {
                var end = start + 1
                while base[end] & Self.last == 0 { end += 1 }
                for place in start..<end {
                    body(Int(base[place]), UnsafeBufferPointer(start: base + place + 1, count: end - place))
                }
                start = end + 1
            }
        }
    }
}
