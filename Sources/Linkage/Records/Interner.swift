/// Numbers each distinct byte string once, in the order of arrival; the one table behind names, places and categories.
///
/// Numbers begin at 0. Lookup and insertion are O(length); strings lie end to end in one arena.
package final class Interner {
    private var slots: [UInt32]
    private var hashes: [UInt64] = []
    private var arena: [UInt8] = []
    private var ends: [Int] = []
    /// How often each number was asked for.
    private(set) var counts: [UInt32] = []

    package init() { slots = [UInt32](repeating: .max, count: 1024) }

    package var count: Int { ends.count }

    /// The number of a byte string, new or known; counts one more use of it.
    package func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = Mix.hash(bytes)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let number = slots[slot]
            if number == .max { break }
            if hashes[Int(number)] == hash, equals(Int(number), bytes) {
                counts[Int(number)] += 1
                return number
            }
            slot = (slot + 1) & mask
        }
        let number = UInt32(ends.count)
        arena.append(contentsOf: bytes)
        ends.append(arena.count)
        hashes.append(hash)
        counts.append(1)
        slots[slot] = number
        if ends.count * 2 > slots.count { grow() }
        return number
    }

    package func withBytes<R>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        let start = number == 0 ? 0 : ends[number - 1]
        return try arena.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[start..<ends[number]])) }
    }

    package func string(_ number: Int) -> String { withBytes(number) { String(decoding: $0, as: UTF8.self) } }

    private func equals(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == bytes.count else { return false }
        return arena.withUnsafeBufferPointer { arena in
            for offset in 0..<bytes.count where arena[start + offset] != bytes[offset] { return false }
            return true
        }
    }

    private func grow() {
        slots = [UInt32](repeating: .max, count: slots.count * 2)
        let mask = slots.count - 1
        for number in hashes.indices {
            var slot = Int(truncatingIfNeeded: hashes[number]) & mask
            while slots[slot] != .max { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number)
        }
    }
}

/// Stable 64-bit hashing: the same bytes give the same number on every run and machine, unlike `Hasher`.
package enum Mix {
    package static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index + 8 <= raw.count {
            hash = combine(hash, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        var tail: UInt64 = 0
        while index < raw.count {
            tail = tail << 8 | UInt64(raw[index])
            index += 1
        }
        return scramble(combine(hash, tail))
    }

    @inline(__always) package static func combine(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ b ^ 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    @inline(__always) package static func scramble(_ value: UInt64) -> UInt64 {
        var x = value
        x ^= x >> 33
        x = x &* 0xFF51_AFD7_ED55_8CCD
        x ^= x >> 33
        return x
    }
}
