/// The records that meet under each blocking rule.
///
/// Blocks of one are dropped. About 4 bytes for each record's membership of a block. Candidate pairs are put together
/// when they are asked for, some millions at a time: dealt out by their first record, sorted and rid of those that met
/// under other rules before. Blocks and records are so walked from one end to the other; going from a record to its
/// blocks and on to their members would miss the caches at nearly every step.
package final class BlockIndex {
    package struct RuleSize: Sendable, Codable, Equatable {
        package var rule: [String]
        /// Pairs of records that meet, before pairs met under other rules are taken out.
        package var pairs: Int
        /// Blocks over the rule's limit that were refined, and blocks over it that could not be refined further.
        package var refinedHubs: Int
        package var wholeHubs: Int
        package var largestBlock: Int
        /// Rows of crowds that meet only one row that says the same.
        package var alike = 0

        fileprivate mutating func add(_ other: RuleSize) {
            pairs += other.pairs
            refinedHubs += other.refinedHubs
            wholeHubs += other.wholeHubs
            largestBlock = max(largestBlock, other.largestBlock)
            alike += other.alike
        }
    }

    package let sizes: [RuleSize]
    private let blocks: [RuleBlocks]
    private let records: Int
    private let threads: Int
    /// Bits of a record's number within its stretch: neighbours whose pairs are sorted and handed out together.
    private static let stretchBits = 10
    /// Pairs held at a time, 8 bytes each; a single stretch may have more.
    private let mostPairs: Int

    package init(_ rules: [BlockingRule], _ table: RecordTable, threads: Int) {
        let built = rules.map { RuleBlocks.all($0, table, threads: threads) }
        sizes = built.map { blocks in
            blocks.dropFirst().reduce(into: blocks[0].size) { $0.add($1.size) }
        }
        blocks = built.flatMap { $0 }.filter { !$0.members.isEmpty }
        (records, self.threads) = (table.count, threads)
        mostPairs = min(table.count * 3 / 2, 1 << 23)
    }

    /// The results of `body` for every stretch of records, in order; it is given the candidate pairs whose first record
    /// (the lower one) is of the stretch and is chosen, each pair once.
    package func map<T>(of chosen: RecordSet, _ body: (_ pairs: CandidatePairs, _ worker: Int) -> T) -> [T] {
        let stretches = (records >> Self.stretchBits) + 1
        // How many pairs of each stretch each part of the blocks has.
        let counts = Parallel.map(blocks.count, threads: threads) { part, _ in
            let counts = Column<Int>(repeating: 0, count: stretches)
            blocks[part].forEachMember { member, followers in
                if chosen.contains(member) { counts[member >> Self.stretchBits] += followers.count }
            }
            return counts
        }
        let totals = (0..<stretches).map { stretch in counts.reduce(0) { $0 + $1[stretch] } }
        var results: [T] = []
        var first = 0
        while first < stretches {
            var end = first + 1, pairs = totals[first]
            while end < stretches, pairs + totals[end] <= mostPairs {
                pairs += totals[end]
                end += 1
            }
            results += map(first..<end, Array(totals[first..<end]), counts, chosen, body)
            first = end
        }
        return results
    }

    private func map<T>(
        _ stretches: Range<Int>, _ totals: [Int], _ counts: [Column<Int>], _ chosen: RecordSet,
        _ body: (CandidatePairs, Int) -> T
    ) -> [T] {
        let entries = Column<UInt64>(unfilled: totals.reduce(0, +))
        // From counts to the places where each part's pairs go.
        var place = 0
        for stretch in stretches {
            for part in counts { (part[stretch], place) = (place, place + part[stretch]) }
        }
        let width = CandidatePairs.width(records), low = stretches.lowerBound << Self.stretchBits
        let span = UInt(stretches.count << Self.stretchBits)
        let inStretch = (1 << Self.stretchBits) - 1
        Parallel.forEach(blocks.count, threads: threads) { part, _ in
            let next = counts[part].base
            blocks[part].forEachMember { member, followers in
                guard UInt(bitPattern: member - low) < span, chosen.contains(member) else { return }
                var place = entries.base + next[member >> Self.stretchBits]
                next[member >> Self.stretchBits] += followers.count
                let first = UInt64(member & inStretch) << width
                for other in followers {
                    place.pointee = first | UInt64(other & ~RuleBlocks.last)
                    place += 1
                }
            }
        }
        var starts = [0]
        for total in totals { starts.append(starts[starts.count - 1] + total) }
        return Parallel.map(stretches.count, threads: threads) { item, worker in
            let some = UnsafeMutableBufferPointer(start: entries.base + starts[item], count: totals[item])
            RadixOrder.sort(some, highBit: Self.stretchBits + Int(width))
            let first = (stretches.lowerBound + item) << Self.stretchBits
            return body(CandidatePairs(sorted: some, firstRecord: first, width: width), worker)
        }
    }
}

/// Candidate pairs of neighbouring records, by the first record and then by the second one; valid while they are lent.
package struct CandidatePairs {
    package let count: Int
    /// The first record's number from `firstRecord`, then the second record in the lowest `width` bits.
    private let entries: UnsafeMutablePointer<UInt64>?
    let firstRecord: Int
    private let width: UInt64

    /// Bits that hold any of `records` numbers.
    fileprivate static func width(_ records: Int) -> UInt64 { UInt64(Int.bitWidth - records.leadingZeroBitCount) }

    fileprivate init(sorted: UnsafeMutableBufferPointer<UInt64>, firstRecord: Int, width: UInt64) {
        (entries, self.firstRecord, self.width) = (sorted.baseAddress, firstRecord, width)
        var kept = 0
        for entry in sorted where kept == 0 || sorted[kept - 1] != entry {
            sorted[kept] = entry
            kept += 1
        }
        count = kept
    }

    /// The lower record of pair `index`, and the higher one.
    @inline(__always) package subscript(index: Int) -> (a: Int, b: Int) {
        guard let entries else { preconditionFailure("there are no pairs") }
        return (firstRecord + Int(entries[index] >> width), Int(entries[index] & (1 << width - 1)))
    }
}

/// A choice of records, a bit each.
package struct RecordSet {
    private let bits: Column<UInt64>

    /// - Parameter isChosen: asked once of every record.
    package init(_ records: Int, where isChosen: (Int) -> Bool) {
        bits = Column(repeating: 0, count: records / 64 + 1)
        for record in 0..<records where isChosen(record) { bits[record >> 6] |= 1 << UInt64(record & 63) }
    }

    @inline(__always) package func contains(_ record: Int) -> Bool {
        bits.base[record >> 6] >> UInt64(record & 63) & 1 != 0
    }
}
