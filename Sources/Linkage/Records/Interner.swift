import Glibc

/// Numbers each distinct byte string once, in the order of arrival; the one table behind names, places and categories.
///
/// Numbers begin at 0. Lookup and insertion are O(length); strings lie end to end in one arena.
package final class Interner {
    private struct Entry: BitwiseCopyable {
        var start: Int
        var length: UInt32
        var uses: UInt32
    }
    /// Upper half of a hash, and the number plus one; 0 where nothing is. The upper half also chooses the slot.
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask: Int
    private var entries = Growing<Entry>(capacity: 512)
    private var arena = Growing<UInt8>(capacity: 4096)

    package init() {
        mask = 1023
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
    }

    deinit {
        slots.deallocate()
        entries.free()
        arena.free()
    }

    package var count: Int { entries.count }

    /// How often a number was asked for.
    func uses(_ number: Int) -> Int { Int(entries[number].uses) }

    /// The number of a byte string, new or known; counts one more use of it.
    package func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let tag = Mix.hash(bytes) >> 32
        var slot = Int(tag) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == tag {
                let number = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
                let entry = entries.base + number
                if Int(entry.pointee.length) == bytes.count, equals(entry.pointee.start, bytes) {
                    entry.pointee.uses += 1
                    return UInt32(number)
                }
            }
            slot = (slot + 1) & mask
        }
        entries.append(Entry(start: arena.count, length: UInt32(bytes.count), uses: 1))
        arena.append(bytes)
        slots[slot] = tag << 32 | UInt64(entries.count)
        if entries.count * 2 > mask { grow() }
        return UInt32(entries.count - 1)
    }

    package func withBytes<R>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        let entry = entries[number]
        return try body(UnsafeBufferPointer(start: arena.base + entry.start, count: Int(entry.length)))
    }

    package func string(_ number: Int) -> String { withBytes(number) { String(decoding: $0, as: UTF8.self) } }

    @inline(__always) private func equals(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.baseAddress else { return true }
        return memcmp(arena.base + start, first, bytes.count) == 0
    }

    private func grow() {
        let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
        mask = mask * 2 + 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for entry in old where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
        old.deallocate()
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
