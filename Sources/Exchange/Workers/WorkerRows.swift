import Foundation
import Linkage
import Registry
import Tabular

/// What is wrong with a row of an imported list; a row without a column was not taken.
package struct RowProblem: Sendable, Equatable {
    package let line: Int
    /// The heading, or empty where it is about the whole row.
    package let column: String
    package let reason: String
}

/// Reads the rows of a list of workers as persons, by the headings that `link` knows too.
struct WorkerRows {
    struct Read {
        var person = Person()
        var location: Location
        /// The number that the row is known by in its source.
        var id: String
        var number: String?
        var problems: [RowProblem] = []
        var isUsable = true
    }

    private let columns: [String: Int]
    let header: [String]
    private let places: PlaceReader
    /// `yyyy-mm-dd`: the day that ages were asked on.
    private let asOf: String

    /// - Parameter map: what somebody chose; by the headings alone when nil.
    init(header: [String], places: PlaceReader, asOf: String, map: ColumnMap? = nil) {
        self.header = header
        self.places = places
        self.asOf = asOf
        var columns: [String: Int] = [:]
        for (index, heading) in header.enumerated() {
            if let role = Headings.standard.role(of: heading), columns[role] == nil { columns[role] = index }
        }
        // An e-Shram number is a registration number of its own kind.
        for (index, heading) in header.enumerated() where heading.lowercased().contains("uan") {
            columns["uan"] = index
        }
        if let map { WorkerRows.take(map, header, &columns) }
        // Two places can't be written in one field but as an address.
        let fields = LabelledAddress.columns.compactMap { columns[$0] }
        columns["address"] = columns["address"] ?? fields.first { field in fields.count { $0 == field } > 1 }
        self.columns = columns
    }

    /// Puts what somebody chose in the place of what headings say.
    private static func take(_ map: ColumnMap, _ header: [String], _ columns: inout [String: Int]) {
        let parts = ["given_name", "middle_name", "surname"]
        for (column, roles) in ColumnMap.roles {
            for role in roles { columns[role] = nil }
            let headings = map.columns[column] ?? []
            for (place, heading) in headings.enumerated() {
                guard let index = header.firstIndex(of: heading) else { continue }
                var role = Headings.standard.role(of: heading).flatMap { roles.contains($0) ? $0 : nil } ?? roles[0]
                if column == "name", headings.count > 1, place < parts.count { role = parts[place] }
                if column == "birth" { role = map.holdsAges(heading) ? "age" : role == "age" ? "dob" : role }
                // Where the police station is all that is known, it stands for the block.
                if column == "block", role == "police_station" { columns["block"] = columns["block"] ?? index }
                if column == "gp", role == "post_office" { columns["gp"] = columns["gp"] ?? index }
                if columns[role] == nil { columns[role] = index }
            }
        }
    }

    var hasName: Bool { columns["name"] ?? columns["given_name"] != nil }

    /// Which heading feeds what, for showing.
    var mapping: [(role: String, heading: String)] {
        columns.sorted { $0.value < $1.value }.map { ($0.key, header[$0.value]) }
    }

    /// What a row is known by in its source: its number there, or all that it says.
    func id(of fields: [String]) -> String {
        for role in ["registration_no", "id"] {
            guard let index = columns[role], index < fields.count else { continue }
            let trimmed = fields[index].trimmingCharacters(in: .whitespacesAndNewlines)
            // Many rows say NA, and many rounded numbers are the same: none of them is anybody's.
            if trimmed.isEmpty || Self.isNothing(trimmed) || Self.whole(trimmed) == .rounded { continue }
            return trimmed.precomposedStringWithCanonicalMapping
        }
        return fields.joined(separator: "\u{1F}")
    }

    func read(_ fields: [String], line: Int) -> Read {
        var row = Read(location: Location(), id: id(of: fields))
        func refuse(_ role: String, _ reason: String) {
            row.problems.append(
                RowProblem(line: line, column: columns[role].map { header[$0] } ?? "", reason: reason))
        }
        func text(_ role: String) -> String? {
            guard let index = columns[role], index < fields.count else { return nil }
            let trimmed = fields[index].trimmingCharacters(in: .whitespacesAndNewlines)
            // A day of noughts is no day, which is told.
            let isDay = role == "dob" && trimmed.contains("0")
            if trimmed.isEmpty || (Self.isNothing(trimmed) && !isDay) { return nil }
            switch Self.whole(trimmed) {
            case nil: return trimmed.precomposedStringWithCanonicalMapping
            case .digits(let digits): return String(decoding: digits, as: UTF8.self)
            case .rounded:
                refuse(role, "was rounded by a spreadsheet, and its last digits are lost")
                return nil
            }
        }
        row.number = text("registration_no").map { $0.uppercased().filter { $0.isLetter || $0.isNumber } }
        let parts = ["given_name", "middle_name", "surname"].compactMap(text)
        let name = text("name"), together = hasOwnGuardian ? nil : name.flatMap(Self.nameAndGuardian)
        row.person.name = together.map(\.name) ?? name ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
        if row.person.name == nil {
            row.isUsable = false
            refuse("", "the row has no name")
        }
        if let together {
            row.person.father = together.relation == .father ? together.guardian : nil
            row.person.husband = together.relation == .husband ? together.guardian : nil
        } else if hasOwnGuardian {
            row.person.father = text("father") ?? text("guardian")
            row.person.husband = text("husband")
        }
        row.person.sex = text("sex").flatMap(Self.sex)
        for role in ["dob", "year_of_birth"] where row.person.dateOfBirth == nil {
            guard let birth = text(role) else { continue }
            row.person.dateOfBirth = Self.date(birth)
            if row.person.dateOfBirth == nil { refuse(role, "is no date of birth (write dd-mm-yyyy)") }
        }
        if let age = text("age"), row.person.dateOfBirth == nil {
            row.person.age = Self.number(age)
            if row.person.age == nil { refuse("age", "is no age between 0 and 120") } else { row.person.ageAsOn = asOf }
        }
        row.person.mobile = phone("mobile", text, refuse)
        row.person.alternateMobile = phone("alternate_mobile", text, refuse)
        row.person.epic = text("epic").flatMap { plain($0) }
        if let aadhaar = text("aadhaar") {
            let digits = plain(aadhaar) ?? ""
            if digits.count == 12, digits.allSatisfy(\.isNumber), !"01".contains(digits.first!), Verhoeff.holds(digits)
            {
                row.person.aadhaar = digits
            } else {
                refuse("aadhaar", "is no Aadhaar number (the check digit is wrong)")
            }
        }
        row.person.uan = text("uan").flatMap { plain($0) }
        row.person.rationCard = text("ration_card")
        row.person.familyNumber = text("family_no")
        if let account = text("bank_account") {
            var bank = BankAccount()
            bank.account = plain(account)
            row.person.bank = bank
        }
        row.person.category = text("occupation")
        row.person.destination = text("state_of_stay")
        var address = Address()
        address.house = text("address")
        func located(_ column: String, _ roles: String...) -> String? {
            for role in roles where columns[role] != columns["address"] { if let found = text(role) { return found } }
            let isChosen = columns[column] != nil && columns[column] == columns["address"]
            return address.house.flatMap { Self.part(column, ofAddress: $0, standIns: isChosen) }
        }
        address.village = located("village", "village")
        (address.postOffice, address.policeStation, address.pin) = (
            text("post_office"), text("police_station"), text("pin")
        )
        let found = places.read(
            district: located("district", "district"), block: located("block", "block", "municipality"),
            panchayat: located("gp", "gp", "ward"))
        row.location = found.location
        address.place = found.location.finest
        row.person.permanentAddress = address
        for (level, reason) in found.problems { refuse(columns[level] == nil ? "address" : level, reason) }
        if row.location.state == nil {
            row.isUsable = false
            refuse("", "no place of the directory is known for the row; name one with --place")
        }
        return row
    }

    /// Whether a field of its own names the guardian.
    private var hasOwnGuardian: Bool {
        ["father", "husband", "guardian"].contains { columns[$0] != nil && columns[$0] != columns["name"] }
    }

    private static func nameAndGuardian(
        _ text: String
    ) -> (name: String?, guardian: String?, relation: NamedWithGuardian.Relation)? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            NamedWithGuardian(bytes).map {
                let guardian = String(decoding: bytes[$0.guardian], as: UTF8.self)
                let name = String(decoding: bytes[$0.name], as: UTF8.self)
                return (isNothing(name) ? nil : name, isNothing(guardian) ? nil : guardian, $0.relation)
            }
        }
    }

    private static func whole(_ text: String) -> WholeNumber.Reading? {
        Array(text.utf8).withUnsafeBufferPointer(WholeNumber.read)
    }

    private static func isNothing(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { SaidText.isNothing($0) }
    }

    private static func part(_ column: String, ofAddress text: String, standIns: Bool) -> String? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            LabelledAddress(bytes)?.place(column, standIns: standIns).map {
                String(decoding: bytes[$0], as: UTF8.self)
            }
        }
    }

    private func phone(
        _ role: String, _ text: (String) -> String?, _ refuse: (String, String) -> Void
    ) -> String? {
        guard let written = text(role) else { return nil }
        let digits = written.compactMap(\.wholeNumberValue).map(String.init).joined().suffix(10)
        guard digits.count == 10, let first = digits.first, "6789".contains(first) else {
            refuse(role, "is no mobile number of ten digits")
            return nil
        }
        return String(digits)
    }

    private func plain(_ text: String) -> String? {
        let plain = text.uppercased().filter { $0.isLetter || $0.isNumber }
            .map { $0.wholeNumberValue.map { Character(String($0)) } ?? $0 }
        return plain.isEmpty ? nil : String(plain)
    }

    private static func number(_ text: String) -> Int? {
        Array(text.utf8).withUnsafeBufferPointer { FieldValues.age($0) }
    }

    private static func date(_ text: String) -> String? {
        guard let birth = Array(text.utf8).withUnsafeBufferPointer({ FieldValues.birthDate($0) }) else { return nil }
        let date = Calendar.date(of: birth.day)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        // A year alone is written as registers do, 1 January.
        return birth.precision == .year ? "\(date.year)-01-01" : "\(date.year)-\(two(date.month))-\(two(date.day))"
    }

    static func sex(_ text: String) -> Sex? {
        switch text.lowercased() {
        case "f", "female", "woman", "girl", "মহিলা", "স্ত্রী", "নারী", "महिला", "स्त्री", "औरत", "2": .female
        case "m", "male", "man", "boy", "পুরুষ", "পুং", "पुरुष", "मर्द", "1": .male
        case "t", "transgender", "other", "তৃতীয় লিঙ্গ", "किन्नर", "अन्य", "3": .transgender
        default: nil
        }
    }
}
