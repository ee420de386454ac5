import CZip
import Dispatch
import Synchronization

/// The sheets in the file of a written workbook.
enum PackedSheets {
    /// A sheet in the file of another workbook; its first one is 1.
    struct Origin {
        var path: String
        var sheet: Int
    }

    /// Looks whether a written workbook is whole: the library that packs it does not notice that a disk is full.
    ///
    /// Throws ``TableProblem`` where a sheet has fewer bytes than its rows had, or does not end as it should; sheets
    /// without a size are passed over.
    static func check(_ path: String, sizes: [Int?]) throws {
        let isWhole = Mutex(true)
        DispatchQueue.concurrentPerform(iterations: sizes.count) { index in
            guard let size = sizes[index] else { return }
            if !isComplete(path, sheet: index + 1, size: size) { isWhole.withLock { $0 = false } }
        }
        guard isWhole.withLock({ $0 }) else { throw incomplete(path) }
    }

    /// Puts the sheets of other workbooks, packed as they are, in the place of those that have an origin.
    ///
    /// Throws ``TableProblem`` where one cannot be read or the file cannot be written.
    static func replace(_ path: String, _ origins: [Origin?]) throws {
        guard origins.contains(where: { $0 != nil }) else { return }
        guard let archive = zip_open(path, 0, nil) else { throw incomplete(path) }
        var sources: [String: OpaquePointer] = [:]
        defer { for source in sources.values { zip_discard(source) } }
        for (index, origin) in origins.enumerated() {
            guard let origin else { continue }
            let source = sources[origin.path] ?? zip_open(origin.path, ZIP_RDONLY, nil)
            sources[origin.path] = source
            guard let source, take(origin.sheet, of: source, into: archive, asSheet: index + 1) else {
                zip_discard(archive)
                throw incomplete(path)
            }
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw incomplete(path)
        }
    }

    private static func take(
        _ sheet: Int, of source: OpaquePointer, into archive: OpaquePointer, asSheet number: Int
    ) -> Bool {
        let from = zip_name_locate(source, name(sheet), 0), to = zip_name_locate(archive, name(number), 0)
        guard from >= 0, to >= 0,
            let packed = zip_source_zip(archive, source, UInt64(from), zip_flags_t(ZIP_FL_COMPRESSED), 0, -1)
        else { return false }
        guard zip_file_replace(archive, UInt64(to), packed, 0) == 0 else {
            zip_source_free(packed)
            return false
        }
        // The day the library gives all parts of a workbook: 1 January 1980.
        return zip_file_set_dostime(archive, UInt64(to), 0, 0x21, 0) == 0
    }

    private static func name(_ sheet: Int) -> String { "xl/worksheets/sheet\(sheet).xml" }

    private static func incomplete(_ path: String) -> TableProblem {
        TableProblem(
            file: path, reason: "the workbook could not be written whole", advice: "Free some space and try again")
    }

    private static func isComplete(_ path: String, sheet: Int, size: Int) -> Bool {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { return false }
        defer { zip_discard(archive) }
        guard let file = zip_fopen(archive, name(sheet), 0) else { return false }
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
