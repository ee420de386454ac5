import Foundation

/// A field that names a person and a guardian: `Rahim Sk S/O Karim Sk`, `রহিম সেখ, পিতা- করিম সেখ`.
struct NamedWithGuardian {
    /// Who the guardian is to the person, as far as the mark tells.
    enum Relation: Equatable { case father, husband, other }
    let name: Range<Int>
    let guardian: Range<Int>
    let relation: Relation

    /// The longest first of those that begin alike.
    private static let marks: [(mark: Mark, relation: Relation)] = [
        ("s/o", .father), ("d/o", .father), ("w/o", .husband), ("c/o", .other), ("h/o", .other),
        ("son of", .father), ("daughter of", .father), ("wife of", .husband), ("care of", .other),
        ("father", .father), ("husband", .husband),
        ("পিতা", .father), ("পিং", .father), ("স্বামী", .husband), ("স্বাং", .husband), ("অভিভাবক", .other),
        ("पिता", .father), ("पुत्र", .father), ("पुत्री", .father), ("पति", .husband), ("पत्नी", .husband), ("बुबा", .father),
    ].flatMap { written, relation in Mark.all(written).map { ($0, relation) } }

    /// Nil where nobody else is named, or nobody before the mark.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        for start in text.indices where FieldText.isWordStart(text, start) {
            for (mark, relation) in Self.marks {
                guard let end = mark.end(in: text, at: start) else { continue }
                let name = FieldText.trimmed(text, 0..<start), guardian = FieldText.trimmed(text, end..<text.count)
                guard !name.isEmpty, !guardian.isEmpty else { return nil }
                (self.name, self.guardian, self.relation) = (name, guardian, relation)
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

    /// Words that may stand in a name of a place too count when a sign follows them, or another label stands beside them.
    private static let labels: [(mark: Mark, part: Part)] = [
        ("village", .village), ("vill", .village), ("vpo", .village), ("গ্রাম পঞ্চায়েত", .gp), ("গ্রাম", .village),
        ("ग्राम पंचायत", .gp), ("ग्राम", .village), ("गाँव", .village), ("गांव", .village),
        ("गाउँपालिका", .gp), ("गाउँ", .village),
        ("gram panchayat", .gp), ("gram", .village), ("g p", .gp), ("panchayat", .gp), ("anchal", .gp),
        ("পঞ্চায়েত", .gp), ("पंचायत", .gp), ("ward no", .ward), ("ward", .ward), ("ওয়ার্ড", .ward), ("वार्ड", .ward), ("वडा", .ward),
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
            guard FieldText.isWordStart(text, start) else {
                start += 1
                continue
            }
            var end = start + 1
            for (mark, part) in Self.labels {
                guard let found = mark.end(in: text, at: start) else { continue }
                labels.append((start..<found, part))
                if FieldText.hasSign(text, found) { signed += 1 }
                end = found
                break
            }
            start = end
        }
        guard signed > 0 || labels.count > 1 else { return nil }
        var from = 0
        for piece in FieldText.pieces(text) {
            let own = labels[from...].prefix { $0.at.lowerBound < piece.upperBound }
            from += own.count
            take(piece, own.map { $0 }, text)
        }
    }

    /// One piece between commas: text before the first label, then labels with what follows each.
    private mutating func take(
        _ piece: Range<Int>, _ labels: [(at: Range<Int>, part: Part)], _ text: UnsafeBufferPointer<UInt8>
    ) {
        let before = FieldText.trimmed(text, piece.lowerBound..<(labels.first?.at.lowerBound ?? piece.upperBound))
        // A bare piece at the beginning is the village's; behind others it may be anything.
        guard !labels.isEmpty else {
            if found.allSatisfy({ $0 == nil }) { set(.village, before) }
            return
        }
        var waiting: [Part] = []
        for (index, label) in labels.enumerated() {
            let end = index + 1 < labels.count ? labels[index + 1].at.lowerBound : piece.upperBound
            let value = FieldText.trimmed(text, label.at.upperBound..<end)
            waiting.append(label.part)
            if value.isEmpty { continue }
            for part in waiting { set(part, value) }
            waiting = []
        }
        if before.isEmpty { return }
        // `Salar Block`: the label stands behind its name.
        if let last = waiting.first, waiting.count == labels.count { set(last, before) } else { set(.village, before) }
    }

    private mutating func set(_ part: Part, _ value: Range<Int>) {
        if !value.isEmpty, found[part.rawValue] == nil { found[part.rawValue] = value }
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
    static func isWordStart(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        guard isLetter(text, place), text[place] & 0xC0 != 0x80 else { return false }
        if place == 0 { return true }
        if text[place - 1] < 0x80 { return !isLetter(text, place - 1) && text[place - 1] != 0x2F }
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
