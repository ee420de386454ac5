import Foundation

@testable import Tabular

/// Lends a file of these bytes in the temporary folder; it is removed afterwards.
func withCSV<R>(_ bytes: some Sequence<UInt8>, _ body: (String) throws -> R) throws -> R {
    let path = NSTemporaryDirectory() + "/shramik-\(UUID().uuidString).csv"
    try Data(bytes).write(to: URL(filePath: path))
    defer { unlink(path) }
    return try body(path)
}

/// All rows of a CSV file as text, the header first.
func csvRows(_ bytes: some Sequence<UInt8>, delimiter: UInt8? = nil) throws -> [[String]] {
    try withCSV(bytes) { path in
        var rows: [[String]] = []
        try CSVFile(path: path, delimiter: delimiter).forEachRow { row in
            rows.append(row.strings)
            return true
        }
        return rows
    }
}

func csvRows(_ text: String, delimiter: UInt8? = nil) throws -> [[String]] {
    try csvRows(text.utf8, delimiter: delimiter)
}

/// The same rows, read in pieces of about `size` bytes.
func csvRows(_ text: String, pieces size: Int) throws -> [[String]] {
    try withCSV(text.utf8) { path in
        let file = try CSVFile(path: path, delimiter: 0x2C)
        let pieces = try CSVPieces(file, size: size, skipsHeader: false)
        let fields = CSVFields(file)
        var rows: [[String]] = []
        var number = 0
        while let piece = try pieces.next() {
            guard piece.number == number else {
                throw TableProblem(file: path, reason: "piece \(piece.number) out of order")
            }
            number += 1
            try fields.parse(piece)
            for record in 0..<fields.count {
                rows.append(
                    (0..<fields.fieldCount(of: record)).map {
                        String(decoding: fields.field(record, $0), as: UTF8.self)
                    })
            }
        }
        return rows
    }
}

/// The problem with which reading ends; none where it does not.
func csvProblem(_ bytes: some Sequence<UInt8>) throws -> TableProblem? {
    do {
        _ = try csvRows(bytes)
        return nil
    } catch let problem as TableProblem {
        return problem
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
