import Foundation

/// What a text file's bytes mean, as far as we take it: UTF-8 or UTF-16; anything else is refused in words.
enum TextEncoding {
    case utf8
    case utf16(isBigEndian: Bool)

    /// - Throws: `TableProblem` for spreadsheets under a wrong name and for binary files.
    static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ path: String) throws -> TextEncoding {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw TableProblem(file: path, reason: "is written in UTF-32", advice: "Save it again as CSV UTF-8")
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16(isBigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16(isBigEndian: true) }
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw TableProblem(
                file: path, reason: "is a spreadsheet or an archive, not CSV",
                advice: "Give it its right ending, such as .xlsx")
        }
        let head = bytes.prefix(4096)
        guard head.contains(0) else { return .utf8 }
        let even = stride(from: 0, to: head.count, by: 2).count(where: { head[$0] == 0 })
        let odd = stride(from: 1, to: head.count, by: 2).count(where: { head[$0] == 0 })
        if odd > head.count / 8, even == 0 { return .utf16(isBigEndian: false) }
        if even > head.count / 8, odd == 0 { return .utf16(isBigEndian: true) }
        throw TableProblem(
            file: path, reason: "holds bytes that are not text",
            advice: "Save it from the spreadsheet program as CSV UTF-8")
    }

    /// Writes UTF-16 bytes as UTF-8 to another file, a megabyte at a time.
    static func rewrite(
        _ bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool, to target: String, _ path: String
    ) throws {
        guard let file = MappedFile.create(target) else {
            throw TableProblem(file: target, reason: "can't be written: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        func unit(_ index: Int) -> UInt16 {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        var out: [UInt8] = []
        var index = unit(0) == 0xFEFF ? 2 : 0
        var line = 1
        while index + 1 < bytes.count {
            let first = unit(index)
            index += 2
            var value = UInt32(first)
            if first & 0xFC00 == 0xD800, index + 1 < bytes.count, unit(index) & 0xFC00 == 0xDC00 {
                value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit(index) & 0x3FF))
                index += 2
            }
            guard let scalar = Unicode.Scalar(value) else {
                throw TableProblem(
                    file: path, line: line, reason: "is not valid UTF-16", advice: "Save it again as CSV UTF-8")
            }
            if value == 0x0A { line += 1 }
            out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if out.count >= 1 << 20 || index + 1 >= bytes.count {
                guard fwrite(out, 1, out.count, file) == out.count else {
                    throw TableProblem(file: target, reason: "can't be written: \(String(cString: strerror(errno)))")
                }
                out.removeAll(keepingCapacity: true)
            }
        }
        if index < bytes.count {
            throw TableProblem(file: path, line: line, reason: "ends in the middle of a UTF-16 character")
        }
        guard fflush(file) == 0 else {
            throw TableProblem(file: target, reason: "can't be written: \(String(cString: strerror(errno)))")
        }
    }
}
