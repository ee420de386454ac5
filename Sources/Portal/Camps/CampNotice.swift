import Cards
import Hummingbird
import Registry

/// The camp's notice for a wall, in a local language and English.
enum CampNotice {
    static func send(_ visit: Visit) async throws -> Response {
        let (id, campID) = (try visit.id(), try visit.id("camp"))
        let text = try BilingualTexts(visit)
        let (camp, parts) = try await visit.registry.read(as: visit.actor) { scope in
            let camp = try Camp.find(campID, in: id, in: scope)
            return (camp, try camp.parts(in: scope))
        }
        guard camp.status != .cancelled else { throw Problem(.wrongState) }
        let places = visit.registry.places
        func name(_ place: PlaceID?, _ language: String) -> String {
            place.flatMap { places[$0]?.name(in: language) } ?? ""
        }
        func both(_ make: (String) -> String) -> Bilingual { .init(local: make(text.language), english: make("en")) }
        let state = camp.location.state
        let notice = Notice(
            language: text.language,
            authority: .init(
                local: text.texts.text("certificate.authority", in: text.language, [name(state, text.language)]),
                english: text.texts.text("certificate.authority", in: "en", [name(state, "en")])),
            title: text("camps.noticeTitle"),
            lines: [
                .init(label: text("camps.field.day"), value: text.same(Written.turned(camp.day.description))),
                .init(
                    label: text("camps.hours"),
                    value: text.same("\(Camp.clock(camp.begins)) – \(Camp.clock(camp.ends))")),
                .init(label: text("camps.field.venue"), value: text.same(camp.venue)),
                .init(
                    label: text("desk.place"),
                    value: both { language in
                        camp.location.finest.map { DriveHead.name(of: $0, in: language, visit) } ?? ""
                    }),
                .init(
                    label: text("camps.field.parts"),
                    value: both { CampsPage.names(of: parts, language: $0, visit).joined(separator: "; ") }),
            ], request: text("camps.noticeRequest"))
        return PaperFile.answer(
            try await visit.registry.pictures.run { notice.pdf() }, named: "camp-\(camp.day.description)")
    }
}
