import Linkage
import Tabular

/// The line on which each row of a list begins, for lists without ids: counted once through the file, by all threads.
struct RowLines {
    private let lines: Column<UInt32>

    /// - Parameters:
    ///   - offsets: where the rows begin, ascending.
    ///   - stretch: rows that one thread counts at a time.
    init(_ file: CSVFile, _ offsets: Column<UInt64>, threads: Int, stretch: Int = 65_536) {
        let lines = Column<UInt32>(unfilled: offsets.count)
        let stretches = Parallel.ranges(of: offsets.count, size: stretch)
        // Lines from the first row of each stretch on, and how many up to the first of the next.
        let counts = Parallel.map(stretches.count, threads: threads) { item, _ in
            var count = 0
            for row in stretches[item] {
                lines[row] = UInt32(count)
                guard row + 1 < offsets.count else { break }
                count += file.lines(in: Int(offsets[row])..<Int(offsets[row + 1]))
            }
            file.release(Int(offsets[stretches[item].lowerBound])..<Int(offsets[stretches[item].upperBound - 1]))
            return count
        }
        var first = offsets.count > 0 ? file.line(of: Int(offsets[0])) : 0
        for (item, range) in stretches.enumerated() {
            for row in range { lines[row] += UInt32(first) }
            first += counts[item]
        }
        self.lines = lines
    }

    subscript(row: Int) -> Int { Int(lines[row]) }
}
