import CZip

/// The parts of a workbook, found by name in its ZIP archive.
struct XLSXArchive {
    let path: String
    let limits: XLSXLimits
    private var indices: [String: UInt64] = [:]

    /// Lists the archive; throws ``PartFault`` where it is not a ZIP archive, is broken, or holds a name twice.
    init(path: String, limits: XLSXLimits) throws {
        self.path = path
        self.limits = limits
        try ForeignFile.refuse(path)
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw PartFault("the file is damaged or incomplete", advice: "Copy or download it again")
        }
        defer { zip_discard(archive) }
        let count = zip_get_num_entries(archive, 0)
        guard count <= limits.parts else { throw PartFault("the archive holds more than \(limits.parts) files") }
        for index in 0..<UInt64(max(count, 0)) {
            guard let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW)) else { continue }
            let key = Self.key(String(cString: name))
            guard indices.updateValue(index, forKey: key) == nil else {
                throw PartFault("the archive holds \"\(key.suffix(60))\" twice")
            }
        }
    }

    func contains(_ part: String) -> Bool { indices[Self.key(part)] != nil }

    /// Opens a part that is small in honest files.
    func openSmall(_ part: String) throws -> any ByteSource {
        try open(part, maximum: limits.smallPartBytes)
    }

    /// Opens a part of any size; one that is not tiny is inflated on a thread of its own.
    func open(_ part: String) throws -> any ByteSource {
        let source = try open(part, maximum: limits.partBytes)
        return source.claimedSize <= InflatePipe.pieceSize ? source : try InflatePipe(source)
    }

    private func open(_ part: String, maximum: Int) throws -> ZipPart {
        guard let index = indices[Self.key(part)] else {
            throw PartFault("the workbook lacks its part \"\(part.suffix(60))\"")
        }
        return try ZipPart(path: path, index: index, maximum: maximum, limits: limits)
    }

    /// Some programs write backslashes, or other capitals than the relations do.
    private static func key(_ name: String) -> String {
        String(name.lowercased().map { $0 == "\\" ? "/" : $0 })
    }
}
