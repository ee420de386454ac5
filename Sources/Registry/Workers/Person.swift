/// Everything a form asks of a person; kept sealed, and redacted when it describes itself.
///
/// Every field may be missing: a draft is saved as it goes, and other channels know less. `PersonRules` says what is required.
package struct Person: Sendable, Hashable, Codable, CustomStringConvertible {
    // Basic
    package var name: String?
    /// The name as it is spoken, in the local script.
    package var localName: String?
    /// `yyyy-mm-dd`.
    package var dateOfBirth: String?
    package var age: Int?
    /// The day that `age` was true on.
    package var ageAsOn: String?
    package var sex: Sex?
    package var father: String?
    package var husband: String?
    package var maritalStatus: MaritalStatus?
    package var socialCategory: String?
    package var religion: String?
    package var bloodGroup: String?
    package var disability: String?
    package var disabilityPercent: Int?
    package var education: String?
    /// Ten digits.
    package var mobile: String?
    package var mobileBelongsTo: String?
    package var alternateMobile: String?
    package var email: String?

    // Identity
    /// Twelve digits; masked wherever it is shown.
    package var aadhaar: String?
    package var epic: String?
    package var rationCard: String?
    package var rationCardType: String?
    package var swasthyaSathi: String?
    package var uan: String?
    /// Samagra, eight digits, or another family number of the state.
    package var familyNumber: String?
    package var memberNumber: String?

    package var permanentAddress: Address?
    package var presentAddress: Address?
    package var yearsAtPresentAddress: Int?

    // Work
    /// construction, transport, other.
    package var workerType: String?
    /// A code of the list of employment categories.
    package var category: String?
    package var skills: String?
    /// Paise.
    package var monthlyIncome: Int64?
    package var familyIncome: Int64?
    package var employer: String?
    package var employerMobile: String?
    package var contractor: String?
    package var workplace: String?
    /// A, B, C or D: works outside the state, abroad, is going outside the state, abroad.
    package var migrantType: String?
    package var destination: String?
    package var migratedOn: String?
    package var likelyToMigrateOn: String?

    package var nominees: [Nominee]?
    package var bank: BankAccount?
    /// Answers that only the person can give, by the rule that asks (`epfo_member`, `income_tax_payer` …).
    package var declarations: [String: Bool]?

    package init() {}

    package var description: String { "a person" }
}

package enum Sex: String, Sendable, Codable, CaseIterable { case female, male, transgender }

package enum MaritalStatus: String, Sendable, Codable, CaseIterable { case unmarried, married, widowed, divorced }

package struct Address: Sendable, Hashable, Codable {
    package var house: String?
    package var street: String?
    package var village: String?
    package var postOffice: String?
    package var policeStation: String?
    package var pin: String?
    /// The finest place of the directory that is known: a gram panchayat, ward, block or municipality.
    package var place: PlaceID?

    package init() {}
}

package struct Nominee: Sendable, Hashable, Codable {
    package var name: String?
    package var relation: String?
    package var sex: Sex?
    package var dateOfBirth: String?
    /// Per cent; all shares together are exactly 100.
    package var share: Int?

    package init() {}
}

package struct BankAccount: Sendable, Hashable, Codable {
    package var holder: String?
    /// 9–18 digits.
    package var account: String?
    package var ifsc: String?

    package init() {}
}
