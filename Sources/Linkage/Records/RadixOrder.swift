/// Stable orders of many 64-bit keys in linear time (least significant digit first, 11 bits a pass).
enum RadixOrder {
    private static let bits = 11
    private static let buckets = 1 << bits

    /// Sorts `values` by the bits of each above `lowBits`; the order of values equal there is kept.
    static func sort(_ values: UnsafeMutableBufferPointer<UInt64>, lowBits: Int = 0, highBit: Int = 64) {
        guard let base = values.baseAddress, values.count > 1 else { return }
        let other = Column<UInt64>(unfilled: values.count)
        var from = base, to = other.base
        var shift = lowBits
        while shift < highBit {
            pass(from, to, values.count, UInt64(shift))
            swap(&from, &to)
            shift += bits
        }
        if from != base { base.update(from: from, count: values.count) }
    }

    private static func pass(
        _ from: UnsafeMutablePointer<UInt64>, _ to: UnsafeMutablePointer<UInt64>, _ count: Int, _ shift: UInt64
    ) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { places in
            let mask = UInt64(buckets - 1)
            places.initialize(repeating: 0)
            for index in 0..<count { places[Int((from[index] >> shift) & mask)] += 1 }
            var sum = 0
            for bucket in 0..<buckets { (places[bucket], sum) = (sum, sum + places[bucket]) }
            for index in 0..<count {
                let bucket = Int((from[index] >> shift) & mask)
                to[places[bucket]] = from[index]
                places[bucket] += 1
            }
        }
    }

    /// The order that sorts `keys`: item `k` of the result is the index of the `k`th smallest key; ties keep their order.
    /// The keys themselves end up sorted.
    static func order(of keys: Column<UInt64>) -> Column<UInt32> {
        let order = Column<UInt32>(unfilled: keys.count)
        for index in 0..<keys.count { order[index] = UInt32(index) }
        let otherKeys = Column<UInt64>(unfilled: keys.count), otherOrder = Column<UInt32>(unfilled: keys.count)
        var (fromKeys, toKeys, from, to) = (keys.base, otherKeys.base, order.base, otherOrder.base)
        let mask = UInt64(buckets - 1)
        for shift in stride(from: UInt64(0), to: 64, by: bits) {
            withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { places in
                places.initialize(repeating: 0)
                for index in 0..<keys.count { places[Int((fromKeys[index] >> shift) & mask)] += 1 }
                var sum = 0
                for bucket in 0..<buckets { (places[bucket], sum) = (sum, sum + places[bucket]) }
                for index in 0..<keys.count {
                    let bucket = Int((fromKeys[index] >> shift) & mask)
                    toKeys[places[bucket]] = fromKeys[index]
                    to[places[bucket]] = from[index]
                    places[bucket] += 1
                }
            }
            (fromKeys, toKeys, from, to) = (toKeys, fromKeys, to, from)
        }
        // Six passes: an even number, so the result stands where it began.
        return order
    }
}
