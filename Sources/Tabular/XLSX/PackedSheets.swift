import CZip
import Dispatch
import Synchronization

/// Looks whether a written workbook is whole: the library that packs it does not notice that a disk is full.
enum PackedSheets {
    /// Throws ``TableProblem`` where a sheet has fewer bytes than its rows had, or does not end as it should.
    static func check(_ path: String, sizes: [Int]) throws {
        let isWhole = Mutex(true)
        DispatchQueue.concurrentPerform(iterations: sizes.count) { index in
            if !isComplete(path, sheet: index + 1, size: sizes[index]) { isWhole.withLock { $0 = false } }
        }
        guard isWhole.withLock({ $0 }) else {
            throw TableProblem(
                file: path, reason: "the workbook could not be written whole", advice: "Free some space and try again")
        }
    }

    private static func isComplete(_ path: String, sheet: Int, size: Int) -> Bool {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { return false }
        defer { zip_discard(archive) }
        guard let file = zip_fopen(archive, "xl/worksheets/sheet\(sheet).xml", 0) else { return false }
        defer { zip_fclose(file) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: InflatePipe.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        var total = 0
        var tail: [UInt8] = []
        while true {
            let count = Int(zip_fread(file, piece.baseAddress, UInt64(piece.count)))
            guard count >= 0 else { return false }
            if count == 0 { break }
            total += count
            tail = tail.suffix(16) + piece[max(0, count - 16)..<count]
        }
        return total > size && String(decoding: tail, as: UTF8.self).contains("</worksheet>")
    }
}
