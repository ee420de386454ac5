import Glibc

/// A strict pull scanner for the parts of a workbook that may be a gigabyte: UTF-8 only, no DOCTYPE, elements known by
/// their local names, tags and depth bounded. Small parts go through expat instead, see ``XMLElements``.
struct XMLScanner: ~Copyable {
    enum Token { case start, end, text, done }

    /// Where an attribute of the last start tag stands in `buffer`; the name is without its prefix.
    struct Attribute: BitwiseCopyable {
        var name: Int
        var nameEnd: Int
        var value: Int
        var valueEnd: Int
    }

    struct Element: BitwiseCopyable {
        var name: Int
        var keepsSpace: Bool
    }

    static let pieceSize = InflatePipe.pieceSize

    let source: any ByteSource
    let limits: XLSXLimits
    var buffer: UnsafeMutablePointer<UInt8>
    var position = 0
    var filled = 0
    /// The local name of the last start tag.
    var name = 0
    var nameEnd = 0
    var attributes = GrowingBuffer<Attribute>(capacity: 64)
    /// The text of the last text token, not yet decoded.
    var text = 0
    var textEnd = 0
    var isLiteral = false
    private var capacity: Int
    private var isSourceDone = false
    private var elements = GrowingBuffer<Element>(capacity: 32)
    private var names = GrowingBuffer<UInt8>(capacity: 256)
    private var owesEnd = false
    private var sawRoot = false

    init(_ source: any ByteSource, limits: XLSXLimits) throws {
        self.source = source
        self.limits = limits
        capacity = 2 * Self.pieceSize
        buffer = .allocate(capacity: capacity)
        try skipPrologue()
    }

    deinit {
        source.close()
        buffer.deallocate()
    }

    var depth: Int { elements.count }

    /// Whether white space at the ends of the text of the innermost element counts.
    var keepsSpace: Bool { elements.count > 0 && elements[elements.count - 1].keepsSpace }

    /// Whether the last start tag has this local name.
    func isNamed(_ wanted: StaticString) -> Bool {
        nameEnd - name == wanted.utf8CodeUnitCount && memcmp(buffer + name, wanted.utf8Start, nameEnd - name) == 0
    }

    /// The raw value of an attribute of the last start tag; valid until the next token.
    func value(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer + attribute.value, count: attribute.valueEnd - attribute.value)
    }

    /// Moves to the next tag or text; `done` after the root has ended.
    mutating func next() throws -> Token {
        if owesEnd {
            owesEnd = false
            pop()
            return .end
        }
        while true {
            if position == filled, try !refill() {
                guard depth == 0, sawRoot else { throw Self.cutShort }
                return .done
            }
            if buffer[position] != UInt8(ascii: "<") {
                if try scanText() { return .text }
                continue
            }
            let kind = position + 1 < filled ? buffer[position + 1] : 0
            let isWhole: Bool
            switch kind {
            case _ where position + 1 >= filled: isWhole = false
            case UInt8(ascii: "/"):
                isWhole = try scanEndTag()
                if isWhole { return .end }
            case UInt8(ascii: "!"), UInt8(ascii: "?"):
                isWhole = try scanDeclaration()
                if isWhole, text < textEnd { return .text }
            default:
                isWhole = try scanStartTag()
                if isWhole { return .start }
            }
            if !isWhole {
                guard filled - position <= limits.tagBytes else { throw PartFault("a tag is absurdly long") }
                guard try refill() else { throw Self.cutShort }
            }
        }
    }

    /// Moves past the end of the element whose start tag was the last token.
    mutating func skipElement() throws {
        let outside = depth - 1
        while true {
            switch try next() {
            case .end where depth == outside: return
            case .done: return
            default: continue
            }
        }
    }

    mutating func push(from start: Int, to end: Int, isEmpty: Bool, keepsSpace: Bool) throws {
        guard depth > 0 || !sawRoot else { throw PartFault("the data goes on after its end") }
        guard depth < limits.depth else { throw PartFault("more than \(limits.depth) elements inside each other") }
        sawRoot = true
        elements.append(Element(name: names.count, keepsSpace: keepsSpace))
        names.append(buffer + start, count: end - start)
        owesEnd = isEmpty
    }

    /// Closes the innermost element, whose qualified name must be this.
    mutating func pop(named start: Int, to end: Int) throws {
        guard depth > 0 else { throw PartFault("an element ends that has not begun") }
        let expected = names.elements(from: elements[depth - 1].name)
        guard let base = expected.baseAddress, expected.count == end - start,
            memcmp(base, buffer + start, end - start) == 0
        else { throw PartFault("the data is not well-formed: elements overlap") }
        pop()
    }

    private mutating func pop() {
        names.truncate(to: elements[depth - 1].name)
        elements.truncate(to: depth - 1)
    }

    /// Brings more bytes behind those not yet used; false at the end of the source.
    mutating func refill() throws -> Bool {
        guard !isSourceDone else { return false }
        let left = filled - position
        if position > 0 {
            memmove(buffer, buffer + position, left)
            position = 0
            filled = left
        }
        if capacity - left < Self.pieceSize {
            capacity = left + 2 * Self.pieceSize
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.update(from: buffer, count: left)
            buffer.deallocate()
            buffer = larger
        }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(start: buffer + left, count: Self.pieceSize))
        filled += count
        isSourceDone = count == 0
        return count > 0
    }

    var canRefill: Bool { !isSourceDone }

    static let cutShort = PartFault("the data is cut short", advice: "Copy or download the file again")
}
