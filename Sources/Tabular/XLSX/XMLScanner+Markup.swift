import Glibc

/// Tags, comments and declarations. Each function returns false, and leaves the position, where the buffer ends first.
extension XMLScanner {
    mutating func scanStartTag() throws -> Bool {
        let start = position + 1
        var at = start
        guard scanName(&at) else { return false }
        let end = at
        guard end > start else { throw Self.malformed }
        name = localName(start, end)
        nameEnd = end
        attributes.removeAll()
        var keeps = keepsSpace
        while true {
            let before = at
            guard skipSpace(&at) else { return false }
            let byte = buffer[at]
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
                let isEmpty = byte == UInt8(ascii: "/")
                if isEmpty {
                    at += 1
                    guard at < filled else { return false }
                    guard buffer[at] == UInt8(ascii: ">") else { throw Self.malformed }
                }
                try push(from: start, to: end, isEmpty: isEmpty, keepsSpace: keeps)
                position = at + 1
                return true
            }
            guard at > before, attributes.count < 512 else { throw Self.malformed }
            guard try scanAttribute(&at) else { return false }
            let attribute = attributes[attributes.count - 1]
            if attribute.nameEnd - attribute.name == 5, memcmp(buffer + attribute.name, "space", 5) == 0 {
                keeps = attribute.valueEnd - attribute.value == 8
            }
        }
    }

    private mutating func scanAttribute(_ at: inout Int) throws -> Bool {
        let start = at
        guard scanName(&at) else { return false }
        let end = at
        guard skipSpace(&at) else { return false }
        guard end > start, buffer[at] == UInt8(ascii: "=") else { throw Self.malformed }
        at += 1
        guard skipSpace(&at) else { return false }
        let quote = buffer[at]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw Self.malformed }
        at += 1
        let value = at
        while at < filled, buffer[at] != quote {
            guard buffer[at] != UInt8(ascii: "<") else { throw Self.malformed }
            at += 1
        }
        guard at < filled else { return false }
        attributes.append(Attribute(name: localName(start, end), nameEnd: end, value: value, valueEnd: at))
        at += 1
        return true
    }

    mutating func scanEndTag() throws -> Bool {
        let start = position + 2
        var at = start
        guard scanName(&at) else { return false }
        let end = at
        guard skipSpace(&at) else { return false }
        guard buffer[at] == UInt8(ascii: ">") else { throw Self.malformed }
        try pop(named: start, to: end)
        position = at + 1
        return true
    }

    /// Passes a comment or a processing instruction, and makes the text of a CDATA section the text.
    mutating func scanDeclaration() throws -> Bool {
        text = 0
        textEnd = 0
        if buffer[position + 1] == UInt8(ascii: "?") { return pass(from: position + 2, to: "?>") != nil }
        guard filled - position >= 9 else { return false }
        if startsWith("<!--") { return pass(from: position + 4, to: "-->") != nil }
        guard startsWith("<![CDATA[") else {
            throw PartFault("it contains a document type declaration, which no spreadsheet program writes")
        }
        guard depth > 0 else { throw Self.malformed }
        let start = position + 9
        guard let end = pass(from: start, to: "]]>") else { return false }
        text = start
        textEnd = end
        isLiteral = true
        return true
    }

    /// Checks what stands before the root: the byte order mark and the declared encoding.
    mutating func skipPrologue() throws {
        while filled - position < 256, try refill() {}
        let isWide = filled >= 2 && (buffer[0] >= 0xFE && buffer[1] >= 0xFE || buffer[0] == 0 || buffer[1] == 0)
        guard !isWide else { throw PartFault("the data is in UTF-16") }
        if startsWith("\u{FEFF}") { position = 3 }
        guard startsWith("<?xml") else { return }
        var at = position
        while at < filled, buffer[at] != UInt8(ascii: ">") { at += 1 }
        let bytes = UnsafeBufferPointer(start: buffer + position, count: at - position)
        let declaration = String(decoding: bytes, as: UTF8.self).lowercased()
        guard let encoding = declaration.split(separator: "encoding", maxSplits: 1).dropFirst().first else { return }
        let value = encoding.drop { " \t\r\n='\"".contains($0) }.prefix { !"'\"".contains($0) }
        guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(value) else {
            throw PartFault("the data is in the encoding \(value.prefix(20)) and not in UTF-8")
        }
    }

    private mutating func pass(from start: Int, to mark: StaticString) -> Int? {
        guard start <= filled, let found = offset(of: mark, in: buffer + start, count: filled - start) else {
            return nil
        }
        position = start + found + mark.utf8CodeUnitCount
        return start + found
    }

    private func startsWith(_ mark: StaticString) -> Bool {
        filled - position >= mark.utf8CodeUnitCount
            && memcmp(buffer + position, mark.utf8Start, mark.utf8CodeUnitCount) == 0
    }

    /// Moves past a name; false where the buffer ends first.
    @inline(__always)
    private func scanName(_ at: inout Int) -> Bool {
        while at < filled {
            let byte = buffer[at]
            // Below "@" stand white space, quotes, "=", "/", "<" and ">", but also what names may hold.
            if byte < 0x40, byte != UInt8(ascii: ":"), byte != UInt8(ascii: "-"), byte != UInt8(ascii: "."),
                byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9")
            {
                return true
            }
            at += 1
        }
        return false
    }

    /// Moves past white space; false where the buffer ends first.
    @inline(__always)
    private func skipSpace(_ at: inout Int) -> Bool {
        while at < filled, isXMLSpace(buffer[at]) { at += 1 }
        return at < filled
    }

    private func localName(_ start: Int, _ end: Int) -> Int {
        var at = end
        while at > start, buffer[at - 1] != UInt8(ascii: ":") { at -= 1 }
        return at
    }

    static var malformed: PartFault { PartFault("the data is not well-formed") }
}

@inline(__always)
func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
