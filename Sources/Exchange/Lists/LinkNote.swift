/// What about a result asks for a second look.
package struct LinkNote: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Ages were taken as on `subject`, for want of a day.
        case agesWithoutDay
        /// No column of names was recognised in both lists.
        case noNames
        /// In `count` rows the number under the headings `subject` is one that more than six rows share; it was not used.
        case sharedNumbers
        /// Too few rows share an identity number to calibrate weights on.
        case fewNumbers
        /// The model was learned from `count` candidate pairs only.
        case fewPairs
        /// Of the list `file` `count` rows can't be used, over a tenth.
        case unusable
        /// The serial numbers under `subject` of the list `file` begin again, so that rows are known by where they stand.
        case serialRepeats
        /// Sheets `subject` of `file` were not read: hidden, or with other headings.
        case sheetsSkipped
        /// Columns `subject` of later sheets of `file`, which the first sheet doesn't have, were left out.
        case columnsSkipped
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
        case .noNames: "no column of names was recognised in every list; name it in a settings file under “columns”."
        case .sharedNumbers:
            "\(subject): \(count) rows bear numbers that more than six rows share; they were taken for missing."
        case .fewNumbers:
            "too few rows share an identity number to calibrate weights on; usual values were taken, so look at the results with care."
        case .fewPairs:
            "the lists have few candidate pairs (\(count)) to learn from; look at the results with care."
        case .unusable: "\(file): \(count) rows can't be used; rejected.csv says why."
        case .serialRepeats: "\(file): “\(subject)” begins again, so rows are known by where they stand."
        case .sheetsSkipped: "\(file): sheets not read: \(subject) (hidden, or other headings)."
        case .columnsSkipped: "\(file): columns that the first sheet doesn't have were left out: \(subject)."
        case .tooManyDistricts, .tooManyBlocks:
            "\(count) \(kind == .tooManyBlocks ? "blocks" : "districts") were read from \(subject), more than there are, so no "
                + "workbooks were written. Name the right column in a settings file."
        }
    }
}
