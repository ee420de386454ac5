/// What about a result asks for a second look.
package struct LinkNote: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Ages were taken as on `subject`, for want of a day.
        case agesWithoutDay
        /// Too few rows share an identity number to calibrate weights on.
        case fewNumbers
        /// The model was learned from `count` candidate pairs only.
        case fewPairs
        /// Of the list `file` `count` rows can't be used, over a tenth.
        case unusable
        /// Sheets `subject` of `file` were not read: hidden, or with other headings.
        case sheetsSkipped
        /// `count` places were read from the headings `subject`, more than there are, so no workbooks were written.
        case tooManyDistricts, tooManyBlocks
    }
    package var kind: Kind
    package var file = ""
    package var subject = ""
    package var count = 0

    package var sentence: String {
        switch kind {
        case .agesWithoutDay:
            "ages were taken as on \(subject); give the day they were asked with --left-as-of and --right-as-of."
        case .fewNumbers:
            "too few rows share an identity number to calibrate weights on; usual values were taken, so look at the results with care."
        case .fewPairs:
            "the lists have few candidate pairs (\(count)) to learn from; look at the results with care."
        case .unusable: "\(file): \(count) rows can't be used; rejected.csv says why."
        case .sheetsSkipped: "\(file): sheets not read: \(subject) (hidden, or other headings)."
        case .tooManyDistricts, .tooManyBlocks:
            "\(count) \(kind == .tooManyBlocks ? "blocks" : "districts") were read from \(subject), more than there are, so no "
                + "workbooks were written. Name the right column in a settings file."
        }
    }
}
