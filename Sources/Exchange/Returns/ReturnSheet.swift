import Cards
import Foundation
package import Registry

/// A return as its annexure prescribes it, as texts and numbers: the page, the workbook and the PDF are made of this one sheet.
///
/// Headings are English in every language, because the orders prescribe them; places are called as the reader calls them.
package struct ReturnSheet: Sendable {
    /// Above the table, one a line.
    package let titles: [String]
    package let headings: [String]
    package let rows: [Row]
    package let total: Row
    /// What the signs at headings mean, remark, signature and hash.
    package let notes: [String]
    package let language: String
    /// When it was signed; nil for one that isn't.
    package let signed: Int64?
    package let hash: String?
    private let signer: String

    package struct Row: Sendable {
        package let line: Return.Line
        /// Number, sub-division, block, in front of the figures.
        package let texts: [String]
        package let figures: [Int]

        /// Figures as people read them: 12,34,567.
        package var cells: [String] { texts + figures.map(IndianNumber.grouped) }
    }

    /// - Parameters:
    ///   - version: the signed version that is shown; nil for the figures as they are now.
    ///   - signer: what the officer who signed is called.
    package init(_ figures: Return, version: SignedReturn?, signer: String, language: String) {
        (self.language, signed, hash, self.signer) = (language, version?.signed, version?.hash, signer)
        let isDaily = figures.kind == .daily
        titles = [
            isDaily ? "Annexure I: Daily report" : "Annexure II: Final report",
            "District/KMC: \(figures.district.name(in: language))",
            isDaily
                ? "Date of reporting: \(ReturnSheet.written(figures.day))"
                : "Drive up to \(ReturnSheet.written(figures.day))",
            figures.drive,
        ]
        headings = ReturnSheet.headings(figures.kind)
        let columns = Return.Figure.columns(of: figures.kind)
        func row(_ line: Return.Line, _ texts: [String]) -> Row {
            Row(line: line, texts: texts, figures: columns.map { line[$0] })
        }
        rows = figures.lines.enumerated().map { place, line in
            row(
                line,
                [
                    String(place + 1), line.subdivision?.name(in: language) ?? "–",
                    line.place.map { ReturnSheet.name($0, language) } ?? "Not known",
                ])
        }
        total = row(figures.total, ["", "", "Total"])
        var notes = [
            isDaily ? "# Applicable for KMC only." : "## Recorded in lockdown − registered."
        ]
        if let version {
            if !version.remark.isEmpty { notes.append("Remark: \(version.remark)") }
            notes.append(
                "Version \(version.version), signed by \(signer) on \(ReturnSheet.written(version.signed))\(version.isLate ? ", after the time it was due" : "")."
            )
            if version.version > 1 { notes.append("Reason of this version: \(version.reason)") }
            notes.append("SHA-256: \(version.hash)")
        } else {
            notes.append("Not signed.")
        }
        self.notes = notes
    }

    /// The columns exactly as the orders of 2023 have them.
    package static func headings(_ kind: Return.Kind) -> [String] {
        let tail = [
            "No of House Visited", "No. of forms collected", "No of applications approved",
            "No of applications rejected", "Total no. of applications digitised and service provided",
        ]
        switch kind {
        case .daily:
            return [
                "Sl. No", "Sub-division", "Block/Municipality/Ward#", "Approximate no. of left out migrant workers",
                "Migrant workers covered today", "Cumulative coverage",
            ] + tail
        case .closing: return ["Sl. No", "Sub-division", "Block/Municipality/Ward", "Target##"] + tail
        }
    }

    /// Many a municipality is called as the block around it.
    private static func name(_ place: Return.Title, _ language: String) -> String {
        place.name(in: language) + (place.place.level == .municipality ? " (Municipality)" : "")
    }

    /// What the file of a return is called, without its ending.
    package static func fileName(_ figures: Return, version: Int?, language: String = "en") -> String {
        let district = figures.district.name(in: language).lowercased().unicodeScalars.map {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || $0.properties.canonicalCombiningClass != .notReordered ? String($0) : "-"
        }.joined()
        let kind = figures.kind == .daily ? "annexure-1" : "annexure-2"
        return "\(kind)-\(district)-\(figures.day)" + (version.map { "-v\($0)" } ?? "-unsigned")
    }

    /// Landscape A4 with a place for signatures.
    package func pdf() -> [UInt8] {
        let widths: [Double] = [3, 9, 12] + Array(repeating: 7, count: headings.count - 3)
        return PrintedTable(
            titles: titles,
            columns: zip(headings, widths).enumerated().map {
                .init(heading: $1.0, width: $1.1, isNumber: $0 > 2)
            },
            rows: rows.map(\.cells), total: total.cells, notes: notes,
            signatures: [signer.isEmpty ? "Signature of the District Magistrate / Commissioner" : signer],
            footer: hash.map { "SHA-256 \($0)" } ?? "Not signed", language: language,
            made: signed.map { Date(milliseconds: $0).formatted(.iso8601) }
        ).pdf()
    }

    private static func written(_ day: Day) -> String {
        let (year, month, day) = day.parts
        return "\(day < 10 ? "0" : "")\(day)-\(month < 10 ? "0" : "")\(month)-\(year)"
    }

    /// `04-11-2026 18:42` in India.
    static func written(_ time: Int64) -> String {
        let minutes = Int((time + 19_800_000) / 60_000 % 1440)
        let (hour, minute) = (minutes / 60, minutes % 60)
        return
            "\(written(Day(Date(milliseconds: time)))) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
