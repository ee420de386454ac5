import HTTPTypes
import Registry

extension API {
    static let session: [Endpoint] = [
        Endpoint(.get, "/me", .staff, "Who asks, with today's roles", answers: [.ok(me)]) { call in
            let (actor, places) = (call.actor, call.registry.places)
            return Answer(
                .members([
                    "id": actor.user.map(id), "name": .string(call.visit.session?.name ?? ""),
                    "language": .string(actor.language),
                    "csrf": call.visit.session.flatMap { $0.csrf.isEmpty ? nil : .string($0.csrf) },
                    "roles": .array(
                        actor.assignments.map { assignment in
                            .members([
                                "role": .string(assignment.role.rawValue), "place": place(assignment.place),
                                "placeName": .string(places[assignment.place]?.name(in: call.language) ?? ""),
                            ])
                        }),
                ]))
        }
    ]

    private static let me = Schema.object(
        "Me",
        [
            .must("id", .id), .must("name", .words), .must("language", .choice(Texts.languages)),
            .may("csrf", .words.about("For `X-CSRF-Token`; only where a browser's cookie signed in.")),
            .must(
                "roles",
                .list(
                    .object([
                        .must("role", .choice(Role.self)), .must("place", .place), .must("placeName", .words),
                    ]), most: 1_000)),
        ])
}
