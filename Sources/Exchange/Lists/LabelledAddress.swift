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
    private static let labels: [(mark: FieldMark, part: Part)] = [
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
    ].flatMap { written, part in FieldMark.all(written).map { ($0, part) } }

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
        // `Block-B` is a building; `P.O.- NA` is none.
        guard !SaidText.isNothing(UnsafeBufferPointer(rebasing: text[value]), in: .place), found[part.rawValue] == nil,
            part == .ward || FieldText.letters(text, value) > 1
        else {
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
