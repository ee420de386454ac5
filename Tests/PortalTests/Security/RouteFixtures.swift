import Foundation
import HTTPTypes
import Portal
import Registry
import Store
import Support

/// How a test makes the record that a route's parameters name: it lies in the own area (`Area.own`).
///
/// A new route with a parameter needs its line here, or `ScopeTests` fails: nobody forgets to ask whose record it is.
enum RouteFixtures {
    typealias Maker = @Sendable (World) async throws -> [String: String]

    /// By the beginning of the path; the longest counts.
    static let makers: [String: Maker] = [
        "/users/:id": { world in
            let user = try await world.staff(.enumerator, at: Area.own.panchayat).user
            return ["id": user?.description ?? ""]
        },
        "/applications/:id": { world in
            ["id": try await world.application(at: Area.own.panchayat, status: .submitted).description]
        },
        "/documents/:id": { world in
            let application = try await world.application(at: Area.own.panchayat, status: .submitted)
            return ["id": try await world.document("photo", of: application).description]
        },
        "/messages/:id": { world in
            let id: RecordID? = try await world.registry.write(as: .program("test")) { scope in
                try Message.queue(
                    .submitted, to: World.person(), language: "bn", about: scope.environment.newID(),
                    at: Location(Area.own.panchayat, in: scope.places), values: [:], in: scope)
                return try scope.transaction.value("SELECT id FROM messages ORDER BY id LIMIT 1")
            }
            return ["id": id?.description ?? ""]
        },
    ]

    /// Routes whose parameter is a secret itself: whoever has it may come in, from any area.
    static let secrets = ["/invitations/:token", "/hooks/sms/:token", "/hooks/voice/:token"]

    static func maker(of route: Route) -> Maker? {
        makers.filter { route.path == $0.key || route.path.hasPrefix($0.key + "/") }.max {
            $0.key.count < $1.key.count
        }?.value
    }

    static func isSecret(_ route: Route) -> Bool {
        secrets.contains { route.path == $0 || route.path.hasPrefix($0 + "/") }
    }
}

extension Route {
    var parameters: [String] { path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) } }

    var isSafe: Bool { method == .get || method == .head }

    func address(_ values: [String: String]) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix(":") ? values[String(part.dropFirst())] ?? "0" : String(part)
        }.joined(separator: "/")
    }
}
