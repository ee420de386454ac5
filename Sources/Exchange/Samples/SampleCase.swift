import Foundation

/// How hard a sample is.
package enum SampleCase: String, CaseIterable, Sendable {
    /// Districts, blocks and voter ids are written right; 95 listed people a village.
    case kind
    /// Blocks and districts misspelt, phones and voter ids with slips, ages rounded.
    case hard
    /// As hard, with 350 listed people a village.
    case crowded

    var peoplePerVillage: Int { self == .crowded ? 350 : 95 }
    var isHard: Bool { self != .kind }
}

/// What sample lists may lack, as many real ones do.
package enum SampleColumn: String, CaseIterable, Sendable {
    case guardian, sex, age, mobile, village, gp, block, district, state, occupation, epic

    /// Its headings in the left list and in the right one.
    var headings: [String] {
        switch self {
        case .guardian: ["guardian", "father_or_husband"]
        case .sex: ["sex", "gender"]
        case .age: ["age", "dob"]
        case .gp: ["gp", "gram_panchayat"]
        case .state: ["state_of_stay", "destination_state"]
        case .epic: ["epic", "epic_no"]
        case .mobile, .village, .block, .district, .occupation: [rawValue]
        }
    }
}

/// What sample lists are asked for.
package struct SampleOrder: Sendable {
    package var left: Int
    package var right: Int
    package var seed: UInt64
    package var kind: SampleCase
    /// Bengali and Devanagari rows among the Latin ones.
    package var isMixedScript: Bool
    package var without: Set<SampleColumn>

    package init(left: Int, right: Int, seed: UInt64, kind: SampleCase, isMixedScript: Bool, without: Set<SampleColumn>)
    {
        (self.left, self.right, self.seed, self.kind) = (left, right, seed, kind)
        (self.isMixedScript, self.without) = (isMixedScript, without)
    }
}
