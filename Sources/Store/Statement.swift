/// An SQL statement in which every interpolated value is bound, never pasted: `"SELECT name FROM users WHERE id = \(id)"`.
///
/// Another statement can be put in whole, so that conditions are made once and used in many queries:
/// `"SELECT count(*) AS n FROM workers WHERE \(scope.reach)"`. A list becomes `(?, ?, ?)`; an empty one `(NULL)`, which
/// nothing is in. Only literal text and `\(unchecked:)` reach the SQL itself.
package struct Statement: ExpressibleByStringInterpolation, Sendable {
    /// Text before, between and after the values: always one more than there are values.
    private(set) var pieces: [String] = [""]
    private(set) var values: [Value] = []

    package init(stringLiteral text: String) { pieces = [text] }

    package init(stringInterpolation made: Interpolation) { self = made.statement }

    package struct Interpolation: StringInterpolationProtocol {
        var statement: Statement = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ text: String) { statement.pieces[statement.pieces.count - 1] += text }

        package mutating func appendInterpolation(_ value: some ColumnValue) {
            statement.values.append(value.value)
            statement.pieces.append("")
        }

        package mutating func appendInterpolation(_ value: (some ColumnValue)?) {
            statement.values.append(value?.value ?? .null)
            statement.pieces.append("")
        }

        package mutating func appendInterpolation(_ part: Statement) { statement += part }

        package mutating func appendInterpolation(list: [some ColumnValue]) {
            guard !list.isEmpty else { return appendLiteral("(NULL)") }
            appendLiteral("(")
            for (place, value) in list.enumerated() {
                if place > 0 { appendLiteral(", ") }
                appendInterpolation(value)
            }
            appendLiteral(")")
        }

        /// Text that becomes SQL as it is: names of columns and directions that the code itself chose, never input.
        package mutating func appendInterpolation(unchecked text: String) { appendLiteral(text) }
    }

    package static func += (left: inout Statement, right: Statement) {
        left.pieces[left.pieces.count - 1] += right.pieces[0]
        left.pieces += right.pieces.dropFirst()
        left.values += right.values
    }

    package static func + (left: Statement, right: Statement) -> Statement {
        var sum = left
        sum += right
        return sum
    }

    /// The conditions joined by AND, each in brackets; true where there are none.
    package static func all(_ conditions: [Statement]) -> Statement { joined(conditions, by: " AND ", none: "(1 = 1)") }

    /// The conditions joined by OR, each in brackets; false where there are none.
    package static func any(_ conditions: [Statement]) -> Statement { joined(conditions, by: " OR ", none: "(1 = 0)") }

    private static func joined(_ conditions: [Statement], by word: String, none: Statement) -> Statement {
        guard let first = conditions.first else { return none }
        return conditions.dropFirst().reduce("((\(first))" as Statement) { sum, next in
            sum + Statement(stringLiteral: word) + "(\(next))"
        } + ")"
    }

    func sql(_ dialect: Dialect) -> String {
        var text = pieces[0]
        for (place, piece) in pieces.dropFirst().enumerated() {
            text += dialect.placeholder(place + 1)
            text += piece
        }
        return text
    }
}
