import CZip

/// Looks whether a written workbook is whole: the library that packs it does not notice that a disk is full.
enum PackedSheets {
    /// Throws ``TableProblem`` where a sheet has fewer bytes than its rows had, or does not end as it should.
    static func check(_ path: String, sizes: [Int]) throws {
        let problem = TableProblem(
            file: path, reason: "the workbook could not be written whole", advice: "Free some space and try again")
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { throw problem }
        defer { zip_discard(archive) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: InflatePipe.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        for (index, size) in sizes.enumerated() {
            guard let file = zip_fopen(archive, "xl/worksheets/sheet\(index + 1).xml", 0) else { throw problem }
            defer { zip_fclose(file) }
            var total = 0
            var tail: [UInt8] = []
            while true {
                let count = Int(zip_fread(file, piece.baseAddress, UInt64(piece.count)))
                guard count >= 0 else { throw problem }
                if count == 0 { break }
                total += count
                tail = tail.suffix(16) + piece[max(0, count - 16)..<count]
            }
            let end = String(decoding: tail, as: UTF8.self)
            guard total > size, end.contains("</worksheet>") else { throw problem }
        }
    }
}
