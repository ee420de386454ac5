/// A PDF that somebody sent: it is kept as it came, so it is only looked at.
package enum ForeignPDF {
    /// True for a file that is a PDF from its first byte to its last and openly does nothing but show pages.
    ///
    /// Programs and files inside it are found only where they aren't packed: whoever opens it still needs a reader that runs none.
    package static func isPlain(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 64, bytes.starts(with: "%PDF-1.".utf8) || bytes.starts(with: "%PDF-2.".utf8) else {
            return false
        }
        let tail = bytes.suffix(1_024)
        guard find("%%EOF", in: tail), find("startxref", in: tail) else { return false }
        return !["/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia", "/Encrypt"].contains {
            find($0, in: bytes[...])
        }
    }

    private static func find(_ word: String, in bytes: ArraySlice<UInt8>) -> Bool {
        let word = Array(word.utf8)
        guard var place = bytes.indices.first else { return false }
        let last = bytes.endIndex - word.count
        while place <= last {
            if bytes[place] == word[0], bytes[place..<(place + word.count)].elementsEqual(word) { return true }
            place += 1
        }
        return false
    }
}
