import Foundation
import Tabular

/// A field that names a person and a guardian: `Rahim Sk S/O Karim Sk`, `রহিম সেখ, পিতা- করিম সেখ`.
struct NamedWithGuardian {
    /// Who the guardian is to the person, as far as the mark tells.
    enum Relation: Equatable { case father, husband, other }
    let name: Range<Int>
    let guardian: Range<Int>
    let relation: Relation

    private struct Label {
        var mark: Mark
        var relation: Relation
        /// A word that stands in names too: it counts behind a comma, or with a sign behind it.
        var isWord: Bool
    }

    /// The longest first of those that begin alike.
    private static let labels: [Label] =
        labels(
            isWord: false,
            [
                ("s/o", .father), ("d/o", .father), ("w/o", .husband), ("c/o", .other), ("h/o", .other),
                ("son of", .father), ("daughter of", .father), ("wife of", .husband), ("care of", .other),
                ("father's name", .father), ("fathers name", .father), ("husband's name", .husband),
                ("husbands name", .husband), ("পিতার নাম", .father), ("স্বামীর নাম", .husband),
                ("पिता का नाम", .father), ("पति का नाम", .husband),
                ("पुत्री", .father), ("पुत्र", .father), ("पत्नी", .husband),
            ])
        + labels(
            isWord: true,
            [
                ("father", .father), ("husband", .husband), ("পিতা", .father), ("পিং", .father), ("স্বামী", .husband),
                ("স্বাং", .husband), ("অভিভাবক", .other), ("पिता", .father), ("पति", .husband), ("बुबा", .father),
            ])

    private static func labels(isWord: Bool, _ written: [(String, Relation)]) -> [Label] {
        written.flatMap { mark, relation in
            Mark.all(mark).map { Label(mark: $0, relation: relation, isWord: isWord) }
        }
    }

    /// Whether a guardian's mark stands at the beginning.
    static func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        labels.contains { !$0.isWord && $0.mark.end(in: text, at: start) != nil }
    }

    /// Nil where nobody else is named, or nobody before the mark.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        for start in text.indices where FieldText.isWordStart(text, start) {
            for label in Self.labels {
                guard let end = label.mark.end(in: text, at: start) else { continue }
                if label.isWord, !FieldText.hasSign(text, end), !FieldText.isApart(text, start) { continue }
                let name = FieldText.trimmed(text, 0..<start), guardian = FieldText.trimmed(text, end..<text.count)
                guard !name.isEmpty, !guardian.isEmpty else { return nil }
                (self.name, self.guardian, self.relation) = (name, guardian, label.relation)
                return
            }
        }
        return nil
    }
}

/// An address whose parts bear labels: `Vill- Kandi, P.O.- Salar, P.S.- Salar, Dist- Murshidabad`, `Kandi, Salar Block`.
struct LabelledAddress {
    enum Part: Int, CaseIterable {
        case village, gp, ward, postOffice, block, municipality, policeStation, district, other
    }
    private var found = [Range<Int>?](repeating: nil, count: Part.allCases.count)
    /// What stands before all labels, which is the village's unless one of them says otherwise.
    private var bare: Range<Int>?
    /// `Farakka Block`: a label behind a name is one without a sign, too.
    private var hasSuffix = false

    /// Words that may stand in a name of a place too count when a sign follows them, or another label stands beside them.
    private static let labels: [(mark: Mark, part: Part)] = [
        ("village", .village), ("vill", .village), ("vpo", .village), ("গ্রাম পঞ্চায়েত", .gp), ("গ্রাম", .village),
        ("ग्राम पंचायत", .gp), ("ग्राम", .village), ("गाँव", .village), ("गांव", .village),
        ("गाउँपालिका", .gp), ("गाउँ", .village),
        ("পঞ্চায়েত সমিতি", .block), ("जनपद पंचायत", .block), ("पंचायत समिति", .block),
        ("janpad panchayat", .block), ("panchayat samiti", .block), ("panchayat samity", .block),
        ("nagar panchayat", .municipality), ("नगर पंचायत", .municipality), ("nagar palika", .municipality),
        ("gram panchayat", .gp), ("gram", .village), ("g p", .gp), ("panchayat", .gp), ("anchal", .gp),
        ("পঞ্চায়েত", .gp), ("पंचायत", .gp), ("ward no", .ward), ("ward", .ward), ("ওয়ার্ড নং", .ward), ("ওয়ার্ড", .ward),
        ("वार्ड नं", .ward), ("वार्ड क्रमांक", .ward), ("वार्ड", .ward), ("वडा नं", .ward), ("वडा", .ward),
        ("post office", .postOffice), ("post", .postOffice), ("p o", .postOffice), ("পোস্ট", .postOffice),
        ("পো", .postOffice), ("ডাকঘর", .postOffice), ("पोस्ट", .postOffice), ("डाकघर", .postOffice),
        ("cd block", .block), ("block", .block), ("blk", .block), ("ব্লক", .block), ("ब्लॉक", .block),
        ("विकासखंड", .block), ("विकासखण्ड", .block), ("जनपद", .block),
        ("municipality", .municipality), ("পৌরসভা", .municipality), ("नगरपालिका", .municipality),
        ("police station", .policeStation), ("p s", .policeStation), ("thana", .policeStation),
        ("থানা", .policeStation), ("থা", .policeStation), ("थाना", .policeStation),
        ("district", .district), ("dist", .district), ("dt", .district), ("zilla", .district), ("জেলা", .district),
        ("जिला", .district), ("जिल्ला", .district), ("ज़िला", .district),
        ("pin code", .other), ("pin", .other), ("পিন", .other), ("पिन", .other), ("sub division", .other),
        ("tehsil", .other), ("तहसील", .other), ("state", .other), ("রাজ্য", .other), ("राज्य", .other),
    ].flatMap { written, part in Mark.all(written).map { ($0, part) } }

    /// Nil where no part bears a label.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var labels: [(at: Range<Int>, part: Part)] = [], signed = 0, start = 0
        while start < text.count {
            var end = start + 1
            if FieldText.isWordStart(text, start, evenBehindSlash: true) {
                for (mark, part) in Self.labels {
                    guard let found = mark.end(in: text, at: start) else { continue }
                    labels.append((start..<found, part))
                    if FieldText.hasSign(text, found) { signed += 1 }
                    end = found
                    break
                }
            }
            start = end
        }
        guard !labels.isEmpty else { return nil }
        var from = 0
        for piece in FieldText.pieces(text) {
            let own = labels[from...].prefix { $0.at.lowerBound < piece.upperBound }
            from += own.count
            take(piece, Array(own), text)
        }
        guard signed > 0 || labels.count > 1 || hasSuffix else { return nil }
        set(.village, bare ?? 0..<0, text)
    }

    /// One piece between commas: text before the first label, then labels with what follows each.
    private mutating func take(
        _ piece: Range<Int>, _ labels: [(at: Range<Int>, part: Part)], _ text: UnsafeBufferPointer<UInt8>
    ) {
        let before = FieldText.trimmed(text, piece.lowerBound..<(labels.first?.at.lowerBound ?? piece.upperBound))
        // A number of a house, or whose son lives there, is no village.
        if bare == nil, found.allSatisfy({ $0 == nil }), !before.isEmpty, !FieldText.holdsDigit(text, before),
            !NamedWithGuardian.begins(text, at: before.lowerBound)
        {
            bare = before
        }
        var waiting: [Part] = []
        for (index, label) in labels.enumerated() {
            let end = index + 1 < labels.count ? labels[index + 1].at.lowerBound : piece.upperBound
            let value = FieldText.trimmed(text, label.at.upperBound..<end)
            // `Salar Block`, `Kaliachak Block-I`: the label stands behind its name.
            if index == 0, !before.isEmpty, label.part != .village, FieldText.letters(text, value) < 3 {
                if bare == before { bare = nil }
                hasSuffix = true
                set(label.part, value.isEmpty ? before : before.lowerBound..<value.upperBound, text)
                continue
            }
            waiting.append(label.part)
            if value.isEmpty { continue }
            for part in waiting { set(part, value, text) }
            waiting = []
        }
    }

    private mutating func set(_ part: Part, _ value: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) {
        let value = FieldText.withoutPin(text, value)
        // `Block-B` is a building.
        guard !value.isEmpty, found[part.rawValue] == nil, part == .ward || FieldText.letters(text, value) > 1 else {
            return
        }
        found[part.rawValue] = value
    }

    /// What stands for a column of the model: `village`, `gp`, `block` or `district`.
    /// - Parameter standIns: a post office may stand for the panchayat and a police station for the block where these aren't named.
    func place(_ column: String, standIns: Bool = true) -> Range<Int>? {
        func first(_ parts: Part..., standIn: Part) -> Range<Int>? {
            (standIns ? parts + [standIn] : parts).lazy.compactMap { found[$0.rawValue] }.first
        }
        return switch column {
        case "village": found[Part.village.rawValue]
        case "gp": first(.gp, .ward, standIn: .postOffice)
        case "block": first(.block, .municipality, standIn: .policeStation)
        case "district": found[Part.district.rawValue]
        default: nil
        }
    }

    static let columns = ["village", "gp", "block", "district"]
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

extension ReadList {
    /// What a column of the model was read from in a row, in the row's own spelling.
    func text(_ column: String, _ fields: CSVFields) -> String {
        func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        let isPlace = LabelledAddress.columns.contains(column)
        var texts: [String] = []
        for heading in map.columns[column] ?? [] {
            guard let index = try? file.column(heading) else { continue }
            let bytes = fields.field(0, index)
            if isPlace, heading == address {
                if let parts = LabelledAddress(bytes) {
                    if let part = parts.place(column) {
                        texts.append(shown(UnsafeBufferPointer(rebasing: bytes[part])))
                    }
                } else if column == columnOfWholeAddress {
                    texts.append(shown(bytes))
                }
            } else if map.namesGuardians, column == "name" || column == "guardian" {
                let named = NamedWithGuardian(bytes)
                let part = column == "name" ? named?.name ?? bytes.indices : named?.guardian ?? 0..<0
                texts.append(shown(UnsafeBufferPointer(rebasing: bytes[part])))
            } else {
                texts.append(shown(bytes))
            }
        }
        return texts.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// A word or two that mark what follows, in lower case; a blank in it stands for any blanks and full stops.
private struct Mark {
    private let bytes: [UInt8]

    /// The mark in both encodings of its nukta letters.
    static func all(_ mark: String) -> [Mark] {
        let apart = mark.precomposedStringWithCanonicalMapping.unicodeScalars
        var joined = String.UnicodeScalarView()
        for scalar in apart {
            if scalar == "\u{9BC}" || scalar == "\u{93C}", let one = nukta[joined.last ?? " "] {
                joined.removeLast()
                joined.append(one)
            } else {
                joined.append(scalar)
            }
        }
        let encodings = Set([Array(String(apart).utf8), Array(String(joined).utf8)])
        return encodings.map { Mark(bytes: $0) }
    }

    private static let nukta: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{9AF}": "\u{9DF}", "\u{9A1}": "\u{9DC}", "\u{91C}": "\u{95B}",
    ]

    /// Where the mark ends if it stands at `start` as a word of its own.
    func end(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var place = start
        for byte in bytes {
            if byte == 0x20 {
                while place < text.count, text[place] == 0x20 || text[place] == 0x2E { place += 1 }
                continue
            }
            guard place < text.count, byte == (text[place] < 0x80 ? FieldText.lowered(text[place]) : text[place]) else {
                return nil
            }
            place += 1
        }
        return place < text.count && FieldText.isLetter(text, place) ? nil : place
    }
}

/// Bytes of a field.
private enum FieldText {
    static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Whether a letter of any script stands here; a visarga that is written for a full stop is none.
    static func isLetter(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        if text[place] >= 0x80 { return !isVisarga(text, place) && !isDash(text, place) }
        return (0x61...0x7A).contains(text[place] | 0x20)
    }

    /// A letter or the continuation of one.
    /// - Parameter evenBehindSlash: `Vill/P.O.` is two words, `S/O` is one.
    static func isWordStart(
        _ text: UnsafeBufferPointer<UInt8>, _ place: Int, evenBehindSlash: Bool = false
    ) -> Bool {
        guard isLetter(text, place), text[place] & 0xC0 != 0x80 else { return false }
        if place == 0 { return true }
        if text[place - 1] < 0x80 {
            return !isLetter(text, place - 1) && (text[place - 1] != 0x2F || evenBehindSlash)
        }
        return place >= 3 && (isVisarga(text, place - 3) || isDash(text, place - 3))
    }

    private static func isVisarga(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + 2 < text.count && text[place] == 0xE0 && text[place + 1] == 0xA6 && text[place + 2] == 0x83
    }

    /// En dash, em dash.
    private static func isDash(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + 2 < text.count && text[place] == 0xE2 && text[place + 1] == 0x80
            && (text[place + 2] == 0x93 || text[place + 2] == 0x94)
    }

    private static func isSign(_ byte: UInt8) -> Bool { ":-.=".utf8.contains(byte) }

    /// Whether a sign follows that parts a label from its value.
    static func hasSign(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var place = place
        while place < text.count, text[place] == 0x20 { place += 1 }
        return place < text.count && (isSign(text[place]) || isVisarga(text, place) || isDash(text, place))
    }

    /// Whether a comma, a bracket or the like stands before.
    static func isApart(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var place = place
        while place > 0, text[place - 1] == 0x20 { place -= 1 }
        return place > 0 && ",;(".utf8.contains(text[place - 1])
    }

    /// How many letters a stretch has, counted no further than three.
    static func letters(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for place in range where count < 3 && text[place] & 0xC0 != 0x80 {
            if isLetter(text, place), digit(text, place) == nil { count += 1 }
        }
        return count
    }

    static func holdsDigit(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { digit(text, $0) != nil }
    }

    /// How many bytes the digit takes that stands here: ASCII, Devanagari or Bengali.
    private static func digit(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
        if (0x30...0x39).contains(text[place]) { return 1 }
        guard place + 2 < text.count, text[place] == 0xE0 else { return nil }
        let isIndic =
            (text[place + 1] == 0xA5 || text[place + 1] == 0xA7) && (0xA6...0xAF).contains(text[place + 2])
        return isIndic ? 3 : nil
    }

    /// Without a PIN code of six digits at the end, and what stands in brackets.
    static func withoutPin(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let bracket = range.first { text[$0] == 0x28 } ?? range.upperBound
        let value = trimmed(text, range.lowerBound..<bracket)
        var start = value.upperBound, digits = 0
        while start > value.lowerBound {
            if text[start - 1] == 0x20 || text[start - 1] == 0x2D {
                start -= 1
            } else if start - 3 >= value.lowerBound, digit(text, start - 3) == 3 {
                (start, digits) = (start - 3, digits + 1)
            } else if digit(text, start - 1) == 1 {
                (start, digits) = (start - 1, digits + 1)
            } else {
                break
            }
        }
        return digits == 6 ? trimmed(text, value.lowerBound..<start) : value
    }

    /// Without blanks and signs at both ends.
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        func isNothing(_ byte: UInt8) -> Bool { byte <= 0x20 || ":-.=,;/&()+".utf8.contains(byte) }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            if isVisarga(text, start) || isDash(text, start) {
                start = min(end, start + 3)
            } else if isNothing(text[start]) {
                start += 1
            } else {
                break
            }
        }
        while end > start, isNothing(text[end - 1]) { end -= 1 }
        return start..<end
    }

    /// What stands between commas, semicolons and line ends.
    static func pieces(_ text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var pieces: [Range<Int>] = [], start = 0
        for place in 0...text.count where place == text.count || [0x2C, 0x3B, 0x0A].contains(text[place]) {
            pieces.append(start..<place)
            start = place + 1
        }
        return pieces
    }
}
