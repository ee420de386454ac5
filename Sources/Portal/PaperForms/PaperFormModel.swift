import Cards
import Registry

/// The registration form on paper: all its fields in its order, in a local language and English.
struct PaperFormModel {
    let text: BilingualTexts
    let places: PlaceDirectory

    /// Blank, or with what the list knows. Numbers that reach or name a person are never printed whole: their last four signs stand
    /// beside the label, so that whoever visits can ask and compare.
    func sheet(for leftOut: LeftOut?, about: String, state: PlaceID?) -> FormSheet {
        let person = leftOut?.placedPerson ?? Person()
        let name = { (language: String) in
            state.flatMap { places[$0]?.name(in: language) } ?? ""
        }
        return FormSheet(
            language: text.language,
            authority: .init(
                local: text.texts.text("certificate.authority", in: text.language, [name(text.language)]),
                english: text.texts.text("certificate.authority", in: "en", [name("en")])),
            title: text("forms.title"), about: about, code: leftOut.map { code(Slip.leftOut($0.id)) },
            photo: text("forms.photo"),
            sections: PaperFormModel.steps.flatMap { $0.sections() }.map { section in
                .init(
                    title: text("intake.\(section.title)", section.number.map(String.init) ?? ""),
                    fields: section.fields.compactMap { field($0, person) })
            },
            declaration: text("forms.declaration"),
            signatures: [text("forms.signApplicant"), text("forms.signCollector"), text("forms.dayPlace")])
    }

    private func code(_ slip: Slip) -> FormSheet.Code { .init(content: slip.code, number: slip.number) }

    /// Every field that stands on a pre-filled form.
    static func fields(of leftOut: LeftOut, texts: BilingualTexts, places: PlaceDirectory) -> [FormSheet.Field] {
        PaperFormModel(text: texts, places: places).sheet(for: leftOut, about: "", state: nil).sections.flatMap(
            \.fields)
    }

    private static let steps: [FormStep] = [.basic, .family, .identity, .addresses, .work, .bank]

    private func field(_ name: String, _ person: Person) -> FormSheet.Field? {
        guard let field = PersonField.named(name) else { return nil }
        let key = String(name.split(separator: ".").last ?? "")
        var (label, value) = (text("person.\(key)"), field.text(of: person) ?? "")
        if PersonField.isMasked(name), !value.isEmpty {
            let tail = " (… \(value.suffix(4)))"
            label = .init(local: label.local + tail, english: label.english == label.local ? "" : label.english + tail)
            value = ""
        }
        switch field.kind {
        case .choice(let codes) where codes.count <= 9:
            let options = codes.map { code -> Bilingual in
                let known = text("person.\(key).\(code)")
                // Codes that mean the same in every language, such as blood groups, have no text.
                return known.english == "person.\(key).\(code)" ? text.same(code) : known
            }
            return .init(label: label, kind: .choice(options), chosen: codes.firstIndex(of: value))
        case .choice:
            return .init(
                label: label, kind: .line(isWide: true),
                value: Category.named(value)?.name(in: text.language) ?? value)
        case .yesNo: return .init(label: label, kind: .choice([text("frame.yes"), text("frame.no")]))
        case .day: return .init(label: label, kind: .signs(10), value: Written.turned(value))
        case .digits: return .init(label: label, kind: .signs(signs[key] ?? 12), value: value)
        case .place:
            let place = PlaceID(value).flatMap { places[$0] }
            return .init(label: label, kind: .line(isWide: true), value: place?.name(in: text.language) ?? "")
        case .text(let longest): return .init(label: label, kind: .line(isWide: longest > 120), value: value)
        case .code, .whole, .money: return .init(label: label, kind: .line(isWide: false), value: value)
        }
    }

    private let signs = [
        "mobile": 10, "alternateMobile": 10, "employerMobile": 10, "aadhaar": 12, "uan": 12, "pin": 6, "account": 18,
    ]
}
