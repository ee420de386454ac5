/// Cuts a written name into tokens, byte by byte, before anything is known of them.
///
/// Tokens end at blanks and punctuation and where CamelCase turns (`MadanDas`, not `gOPAL`); digits and joiners inside a token are
/// dropped, ASCII is lower-cased. A relation mark (`S/O`, `W/O`, `D/O`, `C/O`, `H/O`) before any token is skipped; after one,
/// it ends the name, for what follows is another person's.
final class NameSplitter {
    private let token: UnsafeMutablePointer<UInt8>
    private var length = 0
    /// Longer tokens are cut: no one's name is that long, and work per row stays bounded.
    static let longestToken = 96
    static let mostTokens = 8

    init() { token = .allocate(capacity: Self.longestToken) }

    deinit { token.deallocate() }

    /// Calls `found` with each token's bytes, in order, at most `mostTokens` times.
    @inline(__always)
    func split(_ text: UnsafeBufferPointer<UInt8>, _ found: (UnsafeBufferPointer<UInt8>) -> Void) {
        length = 0
        var count = 0, index = 0, lowers = 0
        func emit() {
            if length > 0, count < Self.mostTokens {
                found(UnsafeBufferPointer(start: token, count: length))
                count += 1
            }
            length = 0
        }
        while index < text.count, count < Self.mostTokens {
            let byte = text[index]
            switch byte {
            case 0x61...0x7A:
                if isRelation(text, index, tokenIsEmpty: length == 0) {
                    emit()
                    if count > 0 { return }
                    index += 3
                    continue
                }
                add(byte)
                lowers += 1
            case 0x41...0x5A:
                if isRelation(text, index, tokenIsEmpty: length == 0) {
                    emit()
                    if count > 0 { return }
                    index += 3
                    continue
                }
                if lowers > 1 { emit() }
                add(byte | 0x20)
                lowers = 0
            case 0x30...0x39, 0x27, 0x60:
                lowers = 0
            case 0xC2 where index + 1 < text.count && text[index + 1] == 0xA0:
                emit()
                lowers = 0
                index += 1
            case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80:
                // Joiners and direction marks vanish; the other general punctuation parts tokens.
                if !(0x8B...0x8F).contains(text[index + 2]) { emit() }
                index += 2
            case 0xE0 where index + 2 < text.count && isIndicDigitOrDanda(text[index + 1], text[index + 2]):
                if text[index + 1] == 0xA5, text[index + 2] < 0xA6 || text[index + 2] == 0xB0 { emit() }
                index += 2
            case 0x80...:
                add(byte)
                lowers = 0
            default:
                emit()
                lowers = 0
            }
            index += 1
        }
        emit()
    }

    @inline(__always) private func add(_ byte: UInt8) {
        guard length < Self.longestToken else { return }
        token[length] = byte
        length += 1
    }

    /// `S/O`, `s/o`, `W/O` … as a word of its own.
    private func isRelation(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, tokenIsEmpty: Bool) -> Bool {
        guard tokenIsEmpty, index + 2 < text.count, text[index + 1] == 0x2F, text[index + 2] | 0x20 == 0x6F else {
            return false
        }
        let letter = text[index] | 0x20
        guard letter == 0x73 || letter == 0x77 || letter == 0x64 || letter == 0x63 || letter == 0x68 else {
            return false
        }
        return index + 3 == text.count || !isLetter(text[index + 3]) || text[index + 2] == 0x4F
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Devanagari digits, dandas and the abbreviation sign (U+0964–0970) and Bengali digits (U+09E6–09EF).
    private func isIndicDigitOrDanda(_ second: UInt8, _ third: UInt8) -> Bool {
        (second == 0xA5 && (0xA4...0xB0).contains(third)) || (second == 0xA7 && (0xA6...0xAF).contains(third))
    }
}
