/// What a JSON value must be: one description that checks what comes in and documents it (JSON Schema 2020-12).
struct Schema: Sendable {
    /// A way of writing that a text must keep to.
    enum Form: Sendable {
        case plain, digits, code, word, day, time, id, newID, place, token

        /// The same for JSON Schema, lengths with it; nil where a format or the length says all.
        func pattern(_ lengths: ClosedRange<Int>) -> String? {
            func some(_ signs: String) -> String { "^[\(signs)]{\(lengths.lowerBound),\(lengths.upperBound)}$" }
            return switch self {
            case .plain, .time, .day, .id: nil
            case .digits: some("0-9")
            case .code: some("A-Z0-9/")
            case .word: some("a-z0-9_")
            case .newID: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
            case .place: "^[1-9][0-9]{9}$"
            case .token: some("A-Za-z0-9_-")
            }
        }

        var format: String? {
            switch self {
            case .day: "date"
            case .time: "date-time"
            case .id: "uuid"
            default: nil
            }
        }

        func holds(_ text: String) -> Bool {
            switch self {
            case .plain: true
            case .time: Shape.fits(text, "dddd-dd-ddTdd:dd:dd.dddZ")
            case .digits: !text.isEmpty && text.utf8.allSatisfy(Shape.isDigit)
            case .code:
                !text.isEmpty && text.utf8.allSatisfy { Shape.isDigit($0) || (65...90).contains($0) || $0 == 47 }
            case .word: !text.isEmpty && text.utf8.allSatisfy { Shape.isWord($0) && !(65...90).contains($0) }
            case .day: Shape.fits(text, "dddd-dd-dd")
            case .id: Shape.fits(text.lowercased(), "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh")
            case .newID: Shape.fits(text, "hhhhhhhh-hhhh-7hhh-vhhh-hhhhhhhhhhhh")
            case .place: Shape.fits(text, "pddddddddd")
            case .token: !text.isEmpty && text.utf8.allSatisfy { Shape.isWord($0) || $0 == 45 }
            }
        }
    }

    indirect enum Kind: Sendable {
        /// Lengths in Unicode scalars, as JSON Schema counts.
        case text(ClosedRange<Int>, Form)
        case choice([String])
        case integer(ClosedRange<Int64>)
        case number
        case yesNo
        case list(Schema, ClosedRange<Int>)
        case object([Property])
        /// Any names of a form with values of one kind.
        case map(Schema, names: Form, most: Int)
        /// An object that another paper describes.
        case open
    }

    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }

    let kind: Kind
    /// The name under which the document holds it once, for all who use it.
    var name: String?
    var about: String?

    private init(_ kind: Kind) { self.kind = kind }

    static func text(_ lengths: ClosedRange<Int>, _ form: Form = .plain) -> Schema { Schema(.text(lengths, form)) }
    static func choice(_ codes: [String]) -> Schema { Schema(.choice(codes)) }
    static func choice<Code: RawRepresentable<String> & CaseIterable>(_ type: Code.Type) -> Schema {
        choice(Code.allCases.map(\.rawValue))
    }
    static func integer(_ range: ClosedRange<Int64>) -> Schema { Schema(.integer(range)) }
    static func list(_ items: Schema, least: Int = 0, most: Int) -> Schema { Schema(.list(items, least...most)) }
    static func map(_ values: Schema, names: Form, most: Int) -> Schema {
        Schema(.map(values, names: names, most: most))
    }
    static func object(_ properties: [Property]) -> Schema { Schema(.object(properties)) }
    static func object(_ name: String, _ properties: [Property]) -> Schema { object(properties).named(name) }

    static let yesNo = Schema(.yesNo)
    static let number = Schema(.number)
    static let open = Schema(.open)
    static let words = text(0...4_000)
    static let id = text(36...36, .id)
    static let place = text(10...10, .place).about("Level and directory code of a place, as `/places` gives it.")
    static let day = text(10...10, .day)
    static let time = text(24...24, .time).about("UTC.")
    static let count = integer(0...1_000_000_000)

    func named(_ name: String) -> Schema { changed { $0.name = name } }
    func about(_ text: String) -> Schema { changed { $0.about = text } }

    private func changed(_ change: (inout Schema) -> Void) -> Schema {
        var schema = self
        change(&schema)
        return schema
    }
}

extension Schema.Property {
    static func must(_ name: String, _ schema: Schema) -> Schema.Property {
        Schema.Property(name: name, schema: schema, isRequired: true)
    }
    static func may(_ name: String, _ schema: Schema) -> Schema.Property {
        Schema.Property(name: name, schema: schema, isRequired: false)
    }
}
