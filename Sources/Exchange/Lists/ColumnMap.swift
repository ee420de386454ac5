import Foundation
import Linkage

/// Which columns of a list hold what the model compares.
package struct ColumnMap: Sendable, Equatable {
    /// Headings by what they hold; several columns of one entry are read in order (see `ListReader`).
    package var columns: [String: [String]] = [:]
    package var id: String?
    /// Headings of `birth` that hold ages; nil where headings tell it by themselves.
    package var ages: Set<String>?

    package init() {}

    /// What somebody chose, with ages under `age`.
    package init(chosen: [String: [String]], id: String?) {
        (columns, self.id) = (chosen, id)
        let aged = columns.removeValue(forKey: "age") ?? []
        ages = Set(aged)
        if !aged.isEmpty { columns["birth", default: []] += aged }
    }

    package func holdsAges(_ heading: String) -> Bool {
        ages.map { $0.contains(heading) }
            ?? (Headings.standard.role(of: heading) == "age" || heading.lowercased().contains("age"))
    }

    /// What a comparison reads, by the roles of headings: the first that a row fills, or, for a name, all of them.
    static let roles: [(column: String, roles: [String])] = [
        ("name", ["name", "given_name", "middle_name", "surname"]),
        ("guardian", ["guardian", "father", "husband", "mother"]),
        ("birth", ["dob", "age", "year_of_birth"]), ("sex", ["sex"]), ("mobile", ["mobile", "alternate_mobile"]),
        ("epic", ["epic"]), ("aadhaar", ["aadhaar"]), ("identifier", ["identifier"]),
        ("village", ["village", "address"]), ("gp", ["gp", "ward", "post_office"]),
        ("block", ["block", "municipality", "police_station"]), ("district", ["district"]), ("pin", ["pin"]),
        ("state_of_stay", ["state_of_stay"]), ("occupation", ["occupation"]),
    ]

    /// Guesses from headings; the first heading of a role is taken.
    package static func guess(_ header: [String]) -> ColumnMap {
        var found: [String: String] = [:]
        for heading in header {
            if let role = Headings.standard.role(of: heading), found[role] == nil { found[role] = heading }
        }
        var map = ColumnMap()
        map.id = found["id"] ?? found["registration_no"] ?? found["serial"]
        for (column, roles) in roles {
            let headings = roles.compactMap { found[$0] }
            if !headings.isEmpty { map.columns[column] = headings }
        }
        // A whole name beside its parts is enough.
        if let whole = found["name"], (map.columns["name"]?.count ?? 0) > 1 { map.columns["name"] = [whole] }
        return map
    }

    /// How many of the rows that are looked at must have two things in one field before it counts as both.
    private static let guardianShare = 0.2, placeShare = 0.3
    /// Rows that are looked at.
    static let looked = 400

    /// The guess with columns that have no heading of their own, where another field holds them too: the guardian behind
    /// the name, the parts of an address.
    package func completed(_ header: [String], rows: [[String]]) -> ColumnMap {
        var map = self
        func share(_ heading: String, _ holds: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
            guard let field = header.firstIndex(of: heading), !rows.isEmpty else { return 0 }
            let count = rows.count {
                $0.indices.contains(field) && Array($0[field].utf8).withUnsafeBufferPointer(holds)
            }
            return Double(count) / Double(rows.count)
        }
        if let names = columns["name"], names.count == 1, columns["guardian"] == nil,
            share(names[0], { NamedWithGuardian($0) != nil }) >= Self.guardianShare
        {
            map.columns["guardian"] = names
        }
        if let address = header.first(where: { Headings.standard.role(of: $0) == "address" }) {
            for column in LabelledAddress.columns where columns[column] == nil {
                if share(address, { LabelledAddress($0)?.place(column) != nil }) >= Self.placeShare {
                    map.columns[column] = [address]
                }
            }
        }
        return map
    }

    /// The guess with what the user said instead; an empty text takes a column out.
    package func overridden(by told: [String: String]) -> ColumnMap {
        var map = self
        for (column, heading) in told {
            if column == "id" {
                map.id = heading.isEmpty ? nil : heading
            } else {
                map.columns[column] =
                    heading.isEmpty
                    ? nil
                    : heading.split(separator: "+").map {
                        $0.trimmingCharacters(in: .whitespaces)
                    }
            }
        }
        return map
    }
}

extension ColumnMap {
    /// Whether the guardian is read from behind the name.
    var namesGuardians: Bool { columns["name"]?.count == 1 && columns["guardian"] == columns["name"] }

    /// The heading of an address whose parts fill columns: called so, or feeding several places.
    var address: String? {
        let fed = LabelledAddress.columns.map { columns[$0] ?? [] }
        return fed.joined().first { heading in
            Headings.standard.role(of: heading) == "address" || fed.count { $0.contains(heading) } > 1
        }
    }

    /// The column that an address without labels is for.
    var columnOfWholeAddress: String? {
        address.flatMap { address in LabelledAddress.columns.first { columns[$0]?.contains(address) == true } }
    }
}
