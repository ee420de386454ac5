import Foundation
import Registry
import Tabular

/// Reads the rows of a sheet of applications as persons, by its headings.
struct ApplicationRows {
    struct Read {
        let line: Int
        let content: BatchRow.Content
        let faults: [Problem.Field]
    }

    let headings: [String]
    /// For each column the field it feeds.
    private let fields: [String?]
    private let vocabulary: SheetVocabulary
    private let places: PlaceDirectory

    /// Throws `TableProblem` where no column holds names.
    init(headings: [String], file: String, _ vocabulary: SheetVocabulary, _ places: PlaceDirectory) throws {
        self.headings = headings
        (self.vocabulary, self.places) = (vocabulary, places)
        var seen: Set<String> = []
        fields = headings.map { heading in
            vocabulary.field(of: heading).flatMap { seen.insert($0).inserted ? $0 : nil }
        }
        guard seen.contains("name") || seen.contains("localName") else {
            throw TableProblem(
                file: file, line: 1, reason: "there is no column of names",
                advice: "Use the headings of the template; these were found: "
                    + headings.prefix(20).map { "“\($0)”" }.joined(separator: ", "))
        }
    }

    /// Nil for a row without a word in it.
    func read(_ row: Row) -> Read? {
        let cells = row.strings.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        guard cells.contains(where: { !$0.isEmpty }) else { return nil }
        var person = Person(), faults: [Problem.Field] = [], parts: [String: String] = [:], place: PlaceID?
        for (name, cell) in zip(fields, cells) where !cell.isEmpty {
            guard let name else { continue }
            if name == "place" || name.hasPrefix("place:") {
                parts[name] = cell
                continue
            }
            do { try take(cell, name, into: &person) } catch let problem as Problem { faults += problem.fields } catch {
            }
        }
        let written =
            parts["place"]
            ?? ["place:gp", "place:block", "place:district"].compactMap { parts[$0] }.joined(separator: ", ")
        if !written.isEmpty {
            do { place = try find(written) } catch { faults += error.fields }
        }
        let kept = BatchRow.Content(
            cells: Array(cells.prefix(headings.count)), person: PersonNormaliser.normalise(person), place: place)
        return Read(line: row.line, content: kept, faults: faults)
    }

    private func take(_ cell: String, _ name: String, into person: inout Person) throws {
        let field = PersonField.named(name) ?? .declaration(String(name.dropFirst("declarations.".count)))
        switch field.kind {
        case .choice, .yesNo: try field.take(vocabulary.code(cell, of: name), into: &person)
        case .place:
            do { try field.take(find(cell).description, into: &person) } catch let problem as Problem {
                throw Problem.invalid(name, problem.fields.first?.reason ?? "unknownPlace")
            }
        default: try field.take(cell, into: &person)
        }
    }

    /// The one place that is meant by a code, a name, or a name with what it lies in behind commas.
    private func find(_ text: String) throws(Problem) -> PlaceID {
        if let id = PlaceID(text), places[id] != nil { return id }
        let levels = Set(PlaceLevel.allCases).subtracting([.state, .division, .village])
        let found = places.places(meantBy: text, levels: levels)
        guard let place = found.first else { throw Problem.invalid("place", "unknownPlace") }
        guard found.count == 1 else { throw Problem.invalid("place", "ambiguousPlace") }
        return place
    }
}
