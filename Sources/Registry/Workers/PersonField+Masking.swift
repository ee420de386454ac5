extension PersonField {
    private static let masked: Set<String> = [
        "mobile", "alternateMobile", "email", "aadhaar", "epic", "rationCard", "swasthyaSathi", "uan", "employerMobile",
        "account",
    ]

    /// True for a field, by the last part of its name, that names or reaches a person: hidden until somebody says what for.
    package static func isMasked(_ name: String) -> Bool {
        masked.contains(name.split(separator: ".").last.map(String.init) ?? name)
    }

    /// `XXXX XXXX 1234`: the last four, as many places as there are.
    package static func mask(_ value: String) -> String {
        let hidden = value.count > 4 ? value.count - 4 : value.count
        return String(repeating: "X", count: hidden) + value.dropFirst(hidden)
    }
}
