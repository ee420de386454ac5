/// What can go wrong with a data base. Messages name tables and constraints, never values.
package enum StoreProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A row was refused by a constraint: `name` as the data base says it, such as `users.sign_in`.
    case constraint(name: String)
    /// The data base can't be opened or reached, or was lost.
    case unreachable(reason: String)
    /// The statement is wrong, or the data base refused it for another reason.
    case statement(reason: String)
    /// A column is missing from an answer or holds another kind of value.
    case column(String)
    /// Two transactions were in each other's way; the write can be tried again whole.
    case conflict
    /// So many writes wait that another one would not be answered in time.
    case busy
    /// A migration that has been applied was changed afterwards, or one is unknown to this program.
    case migration(name: String, reason: String)
    /// A sealed value can't be opened: wrong key, moved from another row, or altered.
    case sealed(column: String)
    /// The key file is missing, damaged or readable by others.
    case keyFile(reason: String)

    package var description: String {
        switch self {
        case .constraint(let name): "refused by the constraint \(name)"
        case .unreachable(let reason): "the data base can't be reached: \(reason)"
        case .statement(let reason): "the data base refused a statement: \(reason)"
        case .column(let name): "the column \(name) is missing or of another kind"
        case .conflict: "two transactions were in each other's way"
        case .busy: "too many writes are waiting"
        case .migration(let name, let reason): "migration \(name): \(reason)"
        case .sealed(let column): "the sealed column \(column) can't be opened"
        case .keyFile(let reason): "key file: \(reason)"
        }
    }
}
