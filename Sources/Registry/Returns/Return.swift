/// A district's return on a drive, of one evening or the final one, counted from the records: a row a block, municipality or ward.
package struct Return: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Annexure I of the 2023 drive's orders, each evening.
        case daily
        /// Annexure II, on the day after the last.
        case closing = "final"
    }

    /// The columns of figures, in the annexures' order; every one but `today` is cumulative (docs/decisions/0010).
    package enum Figure: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        /// Left-out people, with the district's adjustments.
        case target
        /// People covered on the day: located, or new.
        case today
        /// The same from the first day to this one.
        case covered
        case houses, forms, approved, rejected, digitised

        /// Annexure II has no coverage.
        package static func columns(of kind: Kind) -> [Figure] {
            kind == .daily ? allCases : allCases.filter { $0 != .today && $0 != .covered }
        }
    }

    /// A place as it was called when the return was counted: places are renamed, signed papers are not.
    package struct Title: Sendable, Codable, Equatable {
        package let place: PlaceID
        /// By language; `en` is always there.
        let names: [String: String]

        package func name(in language: String) -> String { names[language] ?? names["en"] ?? place.description }

        init(_ place: PlaceID, in places: PlaceDirectory) {
            self.place = place
            let languages = ["en", "bn", "hi", "ne"]
            names = Dictionary(
                uniqueKeysWithValues: languages.map { ($0, places[place]?.name(in: $0) ?? place.description) })
        }
    }

    package struct Line: Sendable, Codable, Equatable {
        /// Nil for records of the district of which no block, municipality or ward is known.
        package let place: Title?
        package let subdivision: Title?
        package let figures: [Figure: Int]

        package subscript(_ figure: Figure) -> Int { figures[figure] ?? 0 }
    }

    package let kind: Kind
    package let campaign: RecordID
    /// The drive's name.
    package let drive: String
    package let district: Title
    /// yyyy-mm-dd; the last one of the drive for the final return.
    let date: String
    package let lines: [Line]
    /// The sums of the lines.
    package let total: Line

    package var day: Day { Day(date) ?? Day(number: 0) }

    init(_ kind: Kind, of campaign: Campaign, _ district: Title, on day: Day, lines: [Line]) {
        self.kind = kind
        (self.campaign, drive) = (campaign.id, campaign.name)
        (self.district, date, self.lines) = (district, day.description, lines)
        var sums: [Figure: Int] = [:]
        for figure in Figure.columns(of: kind) { sums[figure] = lines.reduce(0) { $0 + $1[figure] } }
        total = Line(place: district, subdivision: nil, figures: sums)
    }

    /// Who sees returns, and who signs them: each in the own area.
    package static let readers: Set<Role> = [.districtOfficer, .divisionalCommissioner, .stateAdministrator, .auditor]
    package static let signers: Set<Role> = [.districtOfficer]
}
