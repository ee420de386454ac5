import Glibc

/// Text: entities, line ends, and the characters XML forbids.
extension XMLScanner {
    /// Makes the bytes up to the next tag the text; false where it needs more of them first.
    mutating func scanText() throws -> Bool {
        let start = position
        var end = filled
        if let tag = memchr(buffer + start, Int32(UInt8(ascii: "<")), filled - start) {
            end = buffer.distance(to: tag.assumingMemoryBound(to: UInt8.self))
        } else if canRefill {
            end = unbrokenEnd(from: start)
            if end == start {
                guard filled - start <= limits.tagBytes else { throw Self.malformed }
                _ = try refill()
                return false
            }
        }
        position = end
        guard depth > 0 else {
            for at in start..<end where !isXMLSpace(buffer[at]) { throw Self.malformed }
            return false
        }
        text = start
        textEnd = end
        isLiteral = false
        return true
    }

    /// Where to cut text so that no entity and no pair of carriage return and line feed is torn.
    private func unbrokenEnd(from start: Int) -> Int {
        for back in 1...12 where filled - back >= start {
            let byte = buffer[filled - back]
            if byte == UInt8(ascii: ";") { break }
            if byte == UInt8(ascii: "&") { return filled - back }
        }
        return buffer[filled - 1] == 0x0D ? filled - 1 : filled
    }

    /// Adds the text of the element whose start tag was the last token, without that of elements in it, and moves
    /// past its end.
    mutating func appendElementText(to output: inout ByteBuffer) throws {
        while true {
            switch try next() {
            case .text: try appendText(to: &output)
            case .start: try skipElement()
            case .end, .done: return
            }
        }
    }

    /// Adds the text of the last text token, decoded.
    mutating func appendText(to output: inout ByteBuffer) throws {
        let count = textEnd - text
        // An escape takes 7 bytes for one: what the text comes to is known once it is decoded.
        guard output.count <= 2 * limits.cellBytes else {
            throw PartFault("the text is longer than a cell can be", advice: "Shorten it")
        }
        if isPlain(from: text, to: textEnd) {
            output.append(buffer + text, count: count)
            return
        }
        var at = text
        while at < textEnd {
            let byte = buffer[at]
            at += 1
            switch byte {
            case UInt8(ascii: "&") where !isLiteral:
                appendScalar(try scanEntity(&at), to: &output)
            case 0x0D:
                if at == textEnd || buffer[at] != 0x0A { output.append(0x0A) }
            case 0x00..<0x20 where byte != 0x09 && byte != 0x0A:
                throw PartFault("it contains a character that XML does not allow (code \(byte))")
            default:
                output.append(byte)
            }
        }
    }

    private func scanEntity(_ at: inout Int) throws -> UInt32 {
        var end = at
        while end < textEnd, buffer[end] != UInt8(ascii: ";"), end - at < 10 { end += 1 }
        guard end < textEnd, buffer[end] == UInt8(ascii: ";") else { throw Self.malformed }
        let name = UnsafeBufferPointer(start: buffer + at, count: end - at)
        at = end + 1
        guard name.first == UInt8(ascii: "#") else {
            switch String(decoding: name, as: UTF8.self) {
            case "amp": return 0x26
            case "lt": return 0x3C
            case "gt": return 0x3E
            case "quot": return 0x22
            case "apos": return 0x27
            default: throw PartFault("it contains an entity of its own making")
            }
        }
        let isHex = name.count > 1 && name[1] == UInt8(ascii: "x")
        let digits = String(decoding: name.dropFirst(isHex ? 2 : 1), as: UTF8.self)
        guard let code = UInt32(digits, radix: isHex ? 16 : 10), Unicode.Scalar(code) != nil,
            code >= 0x20 || code == 0x09 || code == 0x0A || code == 0x0D
        else { throw PartFault("it contains a character that XML does not allow") }
        return code
    }

    /// Whether the bytes can be taken as they are: no "&" and nothing below the space, looked at eight at a time.
    private func isPlain(from start: Int, to end: Int) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var at = start
        while at + 8 <= end {
            let word = UnsafeRawPointer(buffer + at).loadUnaligned(as: UInt64.self)
            let ampersand = word ^ (ones &* 0x26)
            let found = (word &- ones &* 0x20) & ~word | (ampersand &- ones) & ~ampersand
            if found & highs != 0 { return false }
            at += 8
        }
        while at < end {
            if buffer[at] < 0x20 || buffer[at] == 0x26 { return false }
            at += 1
        }
        return true
    }
}

/// Adds a scalar as UTF-8; what is not a scalar becomes U+FFFD.
func appendScalar(_ code: UInt32, to output: inout ByteBuffer) {
    for byte in UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
        output.append(byte)
    }
}
