import Foundation
import Registry

/// A field as the template shows it: label, hint, what was typed, and what is wrong with it.
struct FieldModel {
    let visit: Visit
    let person: Person
    /// What was typed and couldn't be taken, so that it stands there again.
    var typed: [String: String] = [:]
    var problems: [Problem.Field] = []
    /// Where the choice of places begins when none is chosen.
    var home: PlaceID?
    /// The scheme's questions in words.
    var questions: [String: [String: String]] = [:]

    func model(_ name: String) -> [String: Any] {
        let field = PersonField.named(name) ?? .declaration(String(name.dropFirst("declarations.".count)))
        let reasons = problems.filter { $0.name == name }.map { visit.text("field.\($0.reason)") }
        var value = typed[name] ?? field.text(of: person) ?? ""
        if case .day = field.kind, typed[name] == nil { value = FieldModel.turned(value) }
        var model: [String: Any] = [
            "name": name, "label": label(name), "value": value, "error": !reasons.isEmpty,
            "message": reasons.joined(separator: " "), "hint": hint(name, field.kind),
        ]
        model["hasHint"] = !hint(name, field.kind).isEmpty
        model["describedBy"] = [
            hint(name, field.kind).isEmpty ? nil : "\(name)-hint", reasons.isEmpty ? nil : "\(name)-error",
        ]
        .compactMap(\.self).joined(separator: " ")
        model["described"] = model["describedBy"] as? String != ""
        switch field.kind {
        case .choice where name == "category":
            model["groups"] = categories(value)
            model["grouped"] = true
        case .choice(let codes):
            model["options"] = codes.map { option($0, choice(name, $0), value) }
            model["select"] = true
        case .yesNo:
            model["options"] = [
                option("yes", visit.text("frame.yes"), value), option("no", visit.text("frame.no"), value),
            ]
            model["select"] = true
        case .place:
            model["options"] = places(value)
            model["select"] = true
            model["isPlace"] = true
        default:
            model["input"] = true
            model["mode"] = [.digits, .whole, .money, .day].contains(field.kind) ? "numeric" : "text"
            model["short"] = [.whole, .money, .day].contains(field.kind)
            model["longest"] = if case .text(let longest) = field.kind { longest } else { 40 }
        }
        return model
    }

    /// `1990-04-12` as `12-04-1990`; other texts stay.
    static func turned(_ day: String) -> String {
        Day(day).map { $0.description == day } ?? false
            ? day.split(separator: "-").reversed().joined(separator: "-") : day
    }

    func label(_ name: String) -> String {
        if name.hasPrefix("declarations.") {
            let texts = questions[String(name.dropFirst("declarations.".count))]
            return texts?[visit.language] ?? texts?["en"] ?? name
        }
        if Document.Kind(rawValue: name) != nil { return visit.text("intake.kind.\(name)") }
        return visit.text("person.\(name.split(separator: ".").last ?? "")")
    }

    /// With the part that a field belongs to, where its own name is not enough.
    func fullLabel(_ name: String) -> String {
        let parts = name.split(separator: ".")
        switch parts.first {
        case "nominees" where parts.count == 3:
            return visit.text("intake.nominee", String(parts[1])) + ": " + label(name)
        case "permanent", "present": return visit.text("intake.\(parts[0])") + ": " + label(name)
        default: return label(name)
        }
    }

    private func hint(_ name: String, _ kind: PersonField.Kind) -> String {
        switch name {
        case "age": return visit.text("intake.hint.age")
        case "localName", "mobile", "husband", "aadhaar", "familyNumber": return visit.text("intake.hint.\(name)")
        case "migratedOn", "likelyToMigrateOn":
            return visit.text("intake.hint.\(name)") + " " + visit.text("intake.hint.day")
        case "bank.ifsc":
            let branch = (person.bank?.ifsc).flatMap { BankBranch.named($0) }
            return branch.map { visit.text("intake.bankFound", $0.bank, $0.state) } ?? visit.text("intake.hint.ifsc")
        case "bank.account": return visit.text("intake.hint.account")
        case _ where name.hasSuffix(".share"): return visit.text("intake.hint.share")
        default: break
        }
        switch kind {
        case .day: return visit.text("intake.hint.day")
        case .money: return visit.text("intake.hint.rupees")
        default: return ""
        }
    }

    func choice(_ name: String, _ code: String) -> String {
        let key = "person.\(name.split(separator: ".").last ?? "").\(code)"
        let text = visit.text(key)
        return text == key ? code : text
    }

    private func option(_ code: String, _ text: String, _ value: String) -> [String: Any] {
        ["code": code, "text": text, "selected": code == value]
    }

    private func categories(_ value: String) -> [[String: Any]] {
        var sectors: [String] = []
        for category in Category.shipped where !sectors.contains(category.sector) { sectors.append(category.sector) }
        return sectors.map { sector in
            [
                "title": visit.text("intake.sector.\(sector)"),
                "options": Category.shipped.filter { $0.sector == sector }.map { category in
                    let code = category.nco.map { " (NCO \($0))" } ?? ""
                    return option(category.code, category.name(in: visit.language) + code, value)
                },
            ]
        }
    }

    /// The chosen place with everything above it, and one level below: choosing again goes down or up.
    private func places(_ value: String) -> [[String: Any]] {
        let directory = visit.registry.places
        guard let start = PlaceID(value) ?? home else { return [] }
        let path = directory.path(of: start)
        return (path + directory.children(of: start)).map { place in
            let depth = max(0, directory.path(of: place.id).count - 1)
            return option(
                place.id.description,
                String(repeating: "\u{2003}", count: depth) + place.name(in: visit.language), value)
        }
    }
}
