import CExpat
import Glibc

/// Reads the small parts of a workbook through expat: start tags only, known by local names, any encoding expat knows.
enum XMLElements {
    /// A start tag.
    struct Element {
        /// The local name.
        let name: String
        /// The local name of the element around this one; none for the root.
        let parent: String?
        /// Names and values in turn, ended by nil; only there during the call.
        fileprivate let attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

        /// The value of an attribute, by its local name.
        subscript(attribute: String) -> String? {
            var list = attributes
            while let name = list[0], let value = list[1] {
                if XMLElements.localName(name) == attribute { return String(cString: value) }
                list += 2
            }
            return nil
        }
    }

    /// Calls `body` at each start tag. Throws ``PartFault`` or what `body` throws.
    static func read(
        _ source: any ByteSource, limits: XLSXLimits, _ body: @escaping (Element) throws -> Void
    ) throws {
        defer { source.close() }
        guard let parser = XML_ParserCreate(nil) else { throw PartFault("there is no memory left", advice: nil) }
        defer { XML_ParserFree(parser) }
        let reading = Reading(parser, limits: limits, body)
        // `reading` outlives the parser's calls: it is kept until the end of this function.
        XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
        XML_SetElementHandler(
            parser,
            { context, name, attributes in Reading.of(context)?.start(name, attributes) },
            { context, _ in Reading.of(context)?.end() })
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            Reading.of(context)?.stop(
                PartFault("it contains a document type declaration, which no spreadsheet program writes"))
        }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: InflatePipe.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        try withExtendedLifetime(reading) {
            var count = 0
            repeat {
                count = try source.read(into: piece)
                let bytes = piece.assumingMemoryBound(to: CChar.self).baseAddress
                let status = XML_Parse(parser, bytes, Int32(count), count == 0 ? 1 : 0)
                if let problem = reading.problem { throw problem }
                guard status == XML_STATUS_OK else { throw XMLScanner.malformed }
            } while count > 0
        }
    }

    private final class Reading {
        private let parser: XML_Parser
        private let limits: XLSXLimits
        private let body: (Element) throws -> Void
        private var path: [String] = []
        private(set) var problem: (any Error)?

        init(_ parser: XML_Parser, limits: XLSXLimits, _ body: @escaping (Element) throws -> Void) {
            self.parser = parser
            self.limits = limits
            self.body = body
        }

        static func of(_ context: UnsafeMutableRawPointer?) -> Reading? {
            context.map { Unmanaged<Reading>.fromOpaque($0).takeUnretainedValue() }
        }

        func start(_ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
            guard problem == nil, let qualified = name, let list else { return }
            let parent = path.last
            let name = XMLElements.localName(qualified)
            path.append(name)
            guard path.count <= limits.depth else {
                stop(PartFault("more than \(limits.depth) elements inside each other"))
                return
            }
            do {
                try body(Element(name: name, parent: parent, attributes: list))
            } catch {
                stop(error)
            }
        }

        func end() {
            if problem == nil { path.removeLast() }
        }

        func stop(_ error: any Error) {
            problem = problem ?? error
            XML_StopParser(parser, XML_Bool(0))
        }
    }

    fileprivate static func localName(_ name: UnsafePointer<XML_Char>) -> String {
        String(cString: strrchr(name, Int32(UInt8(ascii: ":"))).map { UnsafePointer($0 + 1) } ?? name)
    }
}
