/// A value as both data bases hold it: nothing, a whole number, a real number, a text or bytes.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// What can stand in a column: Swift's plain types, and the domain's own (ids, codes, dates) that conform.
package protocol ColumnValue {
    /// The value to bind.
    var value: Value { get }
    /// The value read back; nil where the column holds something else.
    init?(value: Value)
}

extension Value: ColumnValue {
    package var value: Value { self }
    package init?(value: Value) { self = value }
}

extension Int64: ColumnValue {
    package var value: Value { .integer(self) }
    package init?(value: Value) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
}

extension Int: ColumnValue {
    package var value: Value { .integer(Int64(self)) }
    package init?(value: Value) {
        guard case .integer(let number) = value else { return nil }
        self = Int(number)
    }
}

extension Bool: ColumnValue {
    package var value: Value { .integer(self ? 1 : 0) }
    package init?(value: Value) {
        guard case .integer(let number) = value else { return nil }
        self = number != 0
    }
}

extension Double: ColumnValue {
    package var value: Value { .real(self) }
    package init?(value: Value) {
        switch value {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        default: return nil
        }
    }
}

extension String: ColumnValue {
    package var value: Value { .text(self) }
    package init?(value: Value) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}

extension [UInt8]: ColumnValue {
    package var value: Value { .blob(self) }
    package init?(value: Value) {
        guard case .blob(let bytes) = value else { return nil }
        self = bytes
    }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    package var value: Value { self?.value ?? .null }
    package init?(value: Value) {
        if value == .null { self = .none; return }
        guard let wrapped = Wrapped(value: value) else { return nil }
        self = .some(wrapped)
    }
}
