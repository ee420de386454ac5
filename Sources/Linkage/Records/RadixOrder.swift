/// Stable orders of many 64-bit keys in linear time (least significant digit first, 11 bits a pass).
enum RadixOrder {
    private static let bits = 11
    private static let buckets = 1 << bits

    /// Sorts `values` by the bits of each above `lowBits`; the order of values equal there is kept.
    static func sort(_ values: Column<UInt64>, lowBits: Int = 0, highBit: Int = 64) {
        let other = Column<UInt64>(unfilled: values.count)
        var from = values.base, to = other.base
        var shift = lowBits
        while shift < highBit {
            pass(from, to, values.count, UInt64(shift))
            swap(&from, &to)
            shift += bits
        }
        if from != values.base { values.base.update(from: from, count: values.count) }
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
    static func order(of keys: Column<UInt64>, usedBits: Int) -> Column<UInt32> {
        var order = Column<UInt32>(unfilled: keys.count), next = Column<UInt32>(unfilled: keys.count)
        for index in 0..<keys.count { order[index] = UInt32(index) }
        var shift: UInt64 = 0
        while shift < UInt64(usedBits) {
            withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { places in
                let mask = UInt64(buckets - 1)
                places.initialize(repeating: 0)
                for index in 0..<keys.count { places[Int((keys[index] >> shift) & mask)] += 1 }
                var sum = 0
                for bucket in 0..<buckets { (places[bucket], sum) = (sum, sum + places[bucket]) }
                for index in 0..<keys.count {
                    let item = order[index]
                    let bucket = Int((keys[Int(item)] >> shift) & mask)
                    next[places[bucket]] = item
                    places[bucket] += 1
                }
            }
            swap(&order, &next)
            shift += UInt64(bits)
        }
        return order
    }
}
