/// The records that meet under each blocking rule, ready to be walked record by record.
///
/// All blocks' members lie end to end; each record knows its places among them. From any of its places, the record's
/// candidates are the members that follow, to the block's end, so that every pair of a block is met exactly once.
/// Blocks of one are dropped. About 8 bytes for each record's membership.
package final class BlockIndex {
    package struct RuleSize: Sendable, Codable, Equatable {
        package var rule: [String]
        /// Pairs of records that meet, before pairs met under other rules are taken out.
        package var pairs: Int
        /// Blocks over the rule's limit that were refined, and blocks over it that could not be refined further.
        package var refinedHubs: Int
        package var wholeHubs: Int
        package var largestBlock: Int

        fileprivate mutating func add(_ other: RuleSize) {
            pairs += other.pairs
            refinedHubs += other.refinedHubs
            wholeHubs += other.wholeHubs
            largestBlock = max(largestBlock, other.largestBlock)
        }
    }

    package let sizes: [RuleSize]
    /// Record number of each member; the top bit marks the last of a block.
    let members: Column<UInt32>
    /// Places of record `r` are `places[starts[r]..<starts[r + 1]]`.
    let starts: Column<UInt32>
    let places: Column<UInt32>
    static let last: UInt32 = 1 << 31

    package init(_ rules: [BlockingRule], _ table: RecordTable, threads: Int) {
        let built = rules.map { RuleBlocks.all($0, table, threads: threads) }
        sizes = built.map { blocks in
            blocks.dropFirst().reduce(into: blocks[0].size) { $0.add($1.size) }
        }
        let blocks = built.flatMap { $0 }
        let total = blocks.reduce(0) { $0 + $1.members.count }
        let members = Column<UInt32>(unfilled: total)
        let starts = Column<UInt32>(repeating: 0, count: table.count + 1)
        var offset = 0
        for part in blocks {
            for (index, member) in part.members.enumerated() {
                members[offset + index] = member
                starts[Int(member & ~Self.last) + 1] += 1
            }
            offset += part.members.count
        }
        for record in 0..<table.count { starts[record + 1] += starts[record] }
        let places = Column<UInt32>(unfilled: total)
        let next = Column<UInt32>(unfilled: table.count)
        next.base.update(from: starts.base, count: table.count)
        for index in 0..<total {
            let record = Int(members[index] & ~Self.last)
            places[Int(next[record])] = UInt32(index)
            next[record] += 1
        }
        (self.members, self.starts, self.places) = (members, starts, places)
    }

    /// Calls `body` with each candidate of `record` that has a higher number, once.
    /// - Parameter seen: scratch of one entry a record, kept by the caller between calls, at first all `UInt32.max`.
    @inline(__always)
    package func forEachCandidate(of record: Int, seen: Column<UInt32>, _ body: (Int) -> Void) {
        let stamp = UInt32(record), members = members.base, seen = seen.base
        for slot in Int(starts[record])..<Int(starts[record + 1]) {
            var member = members + Int(places[slot])
            while member.pointee & Self.last == 0 {
                member += 1
                let other = Int(member.pointee & ~Self.last)
                if seen[other] != stamp {
                    seen[other] = stamp
                    body(other)
                }
            }
        }
    }
}

/// Some of the blocks of one rule, hubs refined: those whose keys begin with the same bits.
private struct RuleBlocks {
    private(set) var members: [UInt32] = []
    private(set) var size: BlockIndex.RuleSize
    private let limit: Int
    private let finer: [BlockingKeys]
    private static let usualLimit = 200
    /// Parts that keys are dealt into, so that threads can sort and refine side by side.
    private static let partBits = 4

    /// All blocks of a rule, part by part.
    static func all(_ rule: BlockingRule, _ table: RecordTable, threads: Int) -> [RuleBlocks] {
        let keys = BlockingKeys(rule.on, table)
        let stretches = Parallel.ranges(of: table.count, size: 65_536)
        let dealt = Parallel.map(stretches.count, threads: threads) { item, _ -> [[UInt64]] in
            var parts = [[UInt64]](repeating: [], count: 1 << partBits)
            var ofRecord: [UInt32] = []
            for record in stretches[item] {
                ofRecord.removeAll(keepingCapacity: true)
                keys.append(record, to: &ofRecord)
                for key in ofRecord {
                    parts[Int(key >> UInt32(32 - partBits))].append(UInt64(key) << 32 | UInt64(record))
                }
            }
            return parts
        }
        return Parallel.map(1 << partBits, threads: threads) { part, _ in
            RuleBlocks(rule, table, Column(dealt.flatMap { $0[part] }))
        }
    }

    private init(_ rule: BlockingRule, _ table: RecordTable, _ entries: Column<UInt64>) {
        limit = rule.limit ?? Self.usualLimit
        finer = (rule.refine ?? []).map { BlockingKeys($0, table) }
        size = BlockIndex.RuleSize(rule: rule.on, pairs: 0, refinedHubs: 0, wholeHubs: 0, largestBlock: 0)
        RadixOrder.sort(entries, lowBits: 32, highBit: 64 - Self.partBits)
        settleAll(UnsafeBufferPointer(start: entries.base, count: entries.count), Array(finer.indices))
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
        size.largestBlock = max(size.largestBlock, block.count)
        size.pairs += block.count * (block.count - 1) / 2
        for entry in block { members.append(UInt32(truncatingIfNeeded: entry)) }
        members[members.count - 1] |= BlockIndex.last
    }

    private mutating func refine(_ block: UnsafeBufferPointer<UInt64>, _ alternative: Int, _ rest: [Int]) {
        var entries: [UInt64] = []
        var keys: [UInt32] = []
        for entry in block {
            let record = Int(UInt32(truncatingIfNeeded: entry))
            keys.removeAll(keepingCapacity: true)
            finer[alternative].append(record, to: &keys)
            for key in keys { entries.append(UInt64(key) << 32 | UInt64(record)) }
        }
        entries.sort()
        entries.withUnsafeBufferPointer { settleAll($0, rest) }
    }
}
