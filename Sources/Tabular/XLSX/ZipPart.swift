import CZip

/// One inflated file of an archive, bounded in size and in how far it unpacks.
///
/// It opens the archive for itself, so that another thread may read it while the archive is used elsewhere.
final class ZipPart: ByteSource {
    private var archive: OpaquePointer?
    private var file: OpaquePointer?
    private var inflated = 0
    private let packed: Int
    private let maximum: Int
    private let limits: XLSXLimits
    /// The inflated size the archive claims; it may be a lie.
    let claimedSize: Int

    init(path: String, index: UInt64, maximum: Int, limits: XLSXLimits) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw PartFault("the file cannot be opened any more", advice: nil)
        }
        var stat = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &stat) == 0, let file = zip_fopen_index(archive, index, 0) else {
            let error = zip_error_code_zip(zip_get_error(archive))
            zip_discard(archive)
            throw Self.fault(error)
        }
        self.archive = archive
        self.file = file
        self.maximum = maximum
        self.limits = limits
        packed = Int(clamping: stat.comp_size)
        claimedSize = Int(clamping: stat.size)
    }

    deinit { close() }

    func read(into piece: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let file else { return 0 }
        let count = Int(zip_fread(file, piece.baseAddress, UInt64(piece.count)))
        guard count >= 0 else { throw Self.fault(zip_error_code_zip(zip_file_get_error(file))) }
        inflated += count
        let isBomb = inflated > limits.ratioFloor && inflated / limits.ratio > packed
        guard inflated <= maximum, !isBomb else {
            throw PartFault(
                isBomb ? "the data unpacks to an absurd size" : "the data is larger than \(maximum >> 20) MB",
                advice: "Copy the rows you need to a new workbook and send that")
        }
        return count
    }

    func close() {
        if let file { zip_fclose(file) }
        if let archive { zip_discard(archive) }
        file = nil
        archive = nil
    }

    private static func fault(_ code: Int32) -> PartFault {
        switch code {
        case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD:
            PartFault("the archive is locked with a password", advice: "Save it without a password")
        case ZIP_ER_COMPNOTSUPP, ZIP_ER_ENCRNOTSUPP:
            PartFault("the archive is packed in a way spreadsheet programs do not use")
        default:
            PartFault("the file is damaged or incomplete", advice: "Copy or download it again")
        }
    }
}
