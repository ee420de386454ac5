/// A field that names a person and a guardian: `Rahim Sk S/O Karim Sk`, `রহিম সেখ, পিতা- করিম সেখ`.
struct NamedWithGuardian {
    /// Who the guardian is to the person, as far as the mark tells.
    enum Relation: Equatable { case father, husband, other }
    let name: Range<Int>
    let guardian: Range<Int>
    let relation: Relation

    private struct Label {
        var mark: FieldMark
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
            FieldMark.all(mark).map { Label(mark: $0, relation: relation, isWord: isWord) }
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
