import Hummingbird
import Registry

/// One message with its text, which is personal: opening it is noted.
enum MessagePage {
    static func show(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        let message = try await visit.registry.write(as: visit.actor) { scope in
            let message = try Message.find(id, in: scope)
            try scope.record("viewed", "message", id, at: message.location.finest)
            return message
        }
        var model = MessagesPage.row(message, visit)
        model["maySend"] = message.canBeResent && visit.actor.has(any: .senders)
        return visit.page("messages-show", title: visit.text("messages.one"), model)
    }

    static func resend(_ visit: Visit) async throws -> Response {
        let id = try visit.id()
        try await visit.registry.write(as: visit.actor) { scope in
            let message = try Message.find(id, in: scope)
            guard scope.reaches(message.location, roles: .senders) else { throw Problem.notAllowed }
            try message.resend(in: scope)
        }
        return visit.redirect(to: "/messages/\(id)")
    }
}
