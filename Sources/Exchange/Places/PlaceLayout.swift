/// The tables in which the Local Government Directory and West Bengal's portal hand out places, known by their headings.
enum PlaceLayout: Int, CaseIterable {
    case states, districts, names, subdivisions, blocks, urbanBodies, coverage, subdivisionUnits, register, tehsils

    /// The headings that must be there, and those by which another layout would be meant.
    private var headings: (needed: Set<String>, others: Set<String>) {
        switch self {
        case .states: (["state_code", "state_name"], ["district_code", "ulb_code", "block_code", "subdistrict_code"])
        case .districts:
            (["state_code", "district_code", "district_name"], ["block_code", "ulb_code", "subdistrict_code"])
        case .names: (["district_lgd", "district", "name_bn", "name_hi"], [])
        case .subdivisions: (["district_lgd", "subdivision_code", "subdivision_name"], ["unit_lgd"])
        case .blocks: (["district_code", "block_code", "block_name"], [])
        case .urbanBodies: (["state_code", "ulb_code", "ulb_name"], ["district_code"])
        case .coverage: (["ulb_code", "ulb_name", "district_code"], [])
        case .subdivisionUnits: (["subdivision_code", "unit_type", "unit_lgd"], [])
        case .register: (["code", "level", "name"], [])
        case .tehsils: (["state_code", "subdistrict_code", "subdistrict_name"], ["ulb_code"])
        }
    }

    /// nil where the headings are of no layout.
    init?(headings: [String]) {
        let found = Set(headings)
        guard
            let layout = PlaceLayout.allCases.first(where: {
                $0.headings.needed.isSubset(of: found) && $0.headings.others.isDisjoint(with: found)
            })
        else { return nil }
        self = layout
    }

    /// What people are told when none fits.
    static var known: String {
        allCases.map { $0.headings.needed.sorted().joined(separator: ", ") }.joined(separator: "; ")
    }
}
