/// A cell to be written.
package enum XLSXCell: Sendable, Equatable {
    /// Text, never taken for a number or a formula.
    case text(String)
    /// A number people may add up; what is not finite is left empty.
    case number(Double)
    /// Nothing, though it takes the fill of its row.
    case empty
}
