import Registry

/// Applications, their steps and messages in JSON, with the descriptions beside.
enum ApplicationJSON {
    private static let status = Schema.choice(Application.Status.self).named("ApplicationStatus")
    private static let number = Schema.words.about("Provisional, `P…`, while undecided.")

    private static let stateProperties: [Schema.Property] = [
        .must("id", .id), .must("status", status), .may("number", number), .must("scheme", .words),
        .may("place", .place), .must("duplicate", .choice(Application.Duplicate.self)),
        .must("version", .count.about("Goes up with each change.")), .may("submitted", .time),
        .may("due", .time.about("When the next step should be taken.")),
        .may("worker", .id.about("In the register, once approved.")),
    ]

    static let state = Schema.object("ApplicationState", stateProperties)

    static func state(_ application: Application) -> JSON { .object(members(application)) }

    private static func members(_ application: Application) -> [String: JSON] {
        let json = JSON.members([
            "id": API.id(application.id), "status": .string(application.status.rawValue),
            "number": application.number.map { .string($0) }, "scheme": .string(application.scheme),
            "place": application.location.finest.map(API.place), "duplicate": .string(application.duplicate.rawValue),
            "version": .integer(Int64(application.version)), "submitted": application.submitted.map(API.time),
            "due": application.due.map(API.time), "worker": application.worker.map(API.id),
        ])
        return if case .object(let members) = json { members } else { [:] }
    }

    static let whole = Schema.object(
        "Application",
        stateProperties + [
            .must("channel", .choice(Application.Channel.self)), .must("language", .words),
            .must("created", .time), .must("escalated", .count), .must("person", PersonSchema.shown),
            .must("steps", .list(takenStep, most: 10_000)),
            .must("choices", .list(choice, most: 20).about("Steps that the user's roles know in this state.")),
        ])

    static func whole(
        _ application: Application, steps: [Step], choices: [Choice<Workflow.Action>], unmasked: Bool
    ) -> JSON {
        .object(
            members(application).merging([
                "channel": .string(application.channel.rawValue), "language": .string(application.language),
                "created": API.time(application.created), "escalated": .integer(Int64(application.escalated)),
                "person": PersonSchema.json(application.person, unmasked: unmasked),
                "steps": .array(steps.map(step)),
                "choices": .array(
                    choices.map { choice in
                        .members([
                            "action": .string(choice.action.rawValue),
                            "reasons": .array(choice.reasons.map { .string($0) }),
                            "needsNote": .bool(choice.needsNote),
                            "obstacle": choice.obstacle.map { .string($0.rawValue) },
                        ])
                    }),
            ]) { $1 })
    }

    private static let choice = Schema.object(
        "Choice",
        [
            .must("action", .choice(Workflow.Action.self)),
            .must("reasons", .list(.words, most: 100).about("Codes of which one must be given; none where empty.")),
            .must("needsNote", .yesNo),
            .may("obstacle", .words.about("Why this user in person may not, such as `ownWork`.")),
        ])

    private static let takenStep = Schema.object(
        "TakenStep",
        [
            .must("id", .id), .must("action", .words), .must("before", .words), .must("after", .words),
            .must("role", .words), .may("actor", .id), .may("reason", .words), .may("note", .words),
            .may("worker", .id), .must("time", .time),
        ])

    private static func step(_ step: Step) -> JSON {
        .members([
            "id": API.id(step.id), "action": .string(step.action), "before": .string(step.before),
            "after": .string(step.after), "role": .string(step.role), "actor": step.actor.map(API.id),
            "reason": step.reason.map { .string($0) }, "note": step.note.map { .string($0) },
            "worker": step.subject.map(API.id), "time": API.time(step.time),
        ])
    }

    static let line = Schema.object(
        "ApplicationLine",
        [
            .must("id", .id), .may("number", number), .may("name", .words), .must("status", status),
            .must("duplicate", .choice(Application.Duplicate.self)),
            .must("channel", .choice(Application.Channel.self)),
            .may("category", .words), .must("scheme", .words), .may("place", .place), .may("submitted", .time),
            .must("updated", .time), .may("due", .time), .must("emergency", .yesNo), .must("escalated", .count),
            .must("version", .count),
        ])

    static func line(_ line: Desk.Line) -> JSON {
        .members([
            "id": API.id(line.id), "number": line.number.map { .string($0) }, "name": line.name.map { .string($0) },
            "status": .string(line.status.rawValue), "duplicate": .string(line.duplicate.rawValue),
            "channel": .string(line.channel.rawValue), "category": line.category.map { .string($0) },
            "scheme": .string(line.scheme), "place": line.place.map(API.place),
            "submitted": line.submitted.map(API.time), "updated": API.time(line.updated),
            "due": line.due.map(API.time), "emergency": .bool(line.emergency),
            "escalated": .integer(Int64(line.escalated)), "version": .integer(Int64(line.version)),
        ])
    }

    static let message = Schema.object(
        "Message",
        [
            .must("id", .id), .must("medium", .choice(Message.Medium.self)),
            .must("template", .choice(Message.Template.self)), .must("language", .words),
            .must("status", .choice(Message.Status.self)), .must("attempts", .count), .must("parts", .count),
            .may("problem", .words.about("Why the last attempt failed.")), .must("created", .time),
            .must("updated", .time),
        ])

    static func message(_ message: Message) -> JSON {
        .members([
            "id": API.id(message.id), "medium": .string(message.medium.rawValue),
            "template": .string(message.template.rawValue), "language": .string(message.language),
            "status": .string(message.status.rawValue), "attempts": .integer(Int64(message.attempts)),
            "parts": .integer(Int64(message.parts)), "problem": message.problem.map { .string($0) },
            "created": API.time(message.created), "updated": API.time(message.updated),
        ])
    }
}
