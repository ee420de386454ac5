import Foundation
internal import Yams

/// A scheme's rule as `Resources/eligibility.yaml` has it.
struct EligibilityRule: Decodable, Sendable {
    let id: String
    let check: EligibilityCheck
    /// The days that the rule holds from and until, `yyyy-mm-dd`; without them always.
    let from: String?
    let until: String?
    let source: String
    /// False: an officer decides; the program only says it.
    let binding: Bool?
    let reason: [String: String]
    /// What the form asks, where the rule asks the person.
    let question: [String: String]?

    var field: String {
        switch check {
        case .age: "dateOfBirth"
        case .declaration(let name, _): "declarations.\(name)"
        case .migrant: "migrantType"
        case .workerType: "workerType"
        case .familyIncome: "familyIncome"
        case .origin: "permanent.place"
        }
    }
}

/// What a rule looks at.
enum EligibilityCheck: Decodable, Sendable {
    case age(ClosedRange<Int>)
    case declaration(String, wanted: Bool)
    case migrant([String])
    case workerType([String])
    /// Paise a month, and the kinds of work that have no limit.
    case familyIncome(most: Int64, except: [String])
    /// The permanent address lies in the state with this code.
    case origin(state: Int)

    private enum Key: String, CodingKey {
        case age, declaration, wanted, migrant, workerType, familyIncome, except, origin
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let ends = try values.decodeIfPresent([Int].self, forKey: .age) {
            guard ends.count == 2, ends[0] <= ends[1] else {
                throw DecodingError.dataCorruptedError(
                    forKey: .age, in: values, debugDescription: "age wants [youngest, oldest]")
            }
            self = .age(ends[0]...ends[1])
        } else if let name = try values.decodeIfPresent(String.self, forKey: .declaration) {
            self = .declaration(name, wanted: try values.decode(Bool.self, forKey: .wanted))
        } else if let types = try values.decodeIfPresent([String].self, forKey: .migrant) {
            self = .migrant(types)
        } else if let types = try values.decodeIfPresent([String].self, forKey: .workerType) {
            self = .workerType(types)
        } else if let rupees = try values.decodeIfPresent(Int64.self, forKey: .familyIncome) {
            let except = try values.decodeIfPresent([String].self, forKey: .except) ?? []
            self = .familyIncome(most: rupees * 100, except: except)
        } else {
            self = .origin(state: try values.decode(Int.self, forKey: .origin))
        }
    }
}

/// The whole file; see its first lines.
struct EligibilityFile: Decodable {
    struct Scheme: Decodable, Sendable {
        let code: String
        let name: [String: String]
        let rules: [EligibilityRule]
    }

    let schemes: [Scheme]

    /// Throws `RulesProblem`.
    static func read(_ file: URL) throws -> EligibilityFile {
        do {
            return try YAMLDecoder().decode(EligibilityFile.self, from: try String(contentsOf: file, encoding: .utf8))
        } catch { throw RulesProblem(file: file.lastPathComponent, reason: "can't be read: \(error)") }
    }
}
