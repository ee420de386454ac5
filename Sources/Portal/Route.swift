package import HTTPTypes
package import Hummingbird
package import Registry

/// One line of the table of contents: what is asked for, who may ask, and what answers.
///
/// Who may is data, so that a test can walk every route with every role.
package struct Route: Sendable {
    package enum Access: Sendable {
        /// Anybody, signed in or not.
        case anyone
        /// Every member of staff.
        case staff
        /// Staff who have one of the roles somewhere; where exactly is asked of each record.
        case roles(Set<Role>)
        /// A worker who proved a mobile number.
        case worker
        /// An enrolled phone with the field app.
        case device
    }

    package typealias Handler = @Sendable (Visit) async throws -> Response

    package let method: HTTPRequest.Method
    /// With parameters as `:id`.
    package let path: String
    package let access: Access
    /// The largest body in bytes, where it differs from the portal's own.
    package let bodyLimit: Int?
    /// True where the handler reads the body as it arrives, and asks for the form's token itself: `TokenCheck.check(_:of:)`.
    package var isStreamed = false
    package let handler: Handler

    static func get(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route {
        Route(method: .get, path: path, access: access, bodyLimit: nil, handler: handler)
    }

    static func post(_ path: String, _ access: Access, bodyLimit: Int? = nil, _ handler: @escaping Handler) -> Route {
        Route(method: .post, path: path, access: access, bodyLimit: bodyLimit, handler: handler)
    }

    static func streamed(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route {
        Route(method: .post, path: path, access: access, bodyLimit: nil, isStreamed: true, handler: handler)
    }

    static func put(_ path: String, _ access: Access, bodyLimit: Int? = nil, _ handler: @escaping Handler) -> Route {
        Route(method: .put, path: path, access: access, bodyLimit: bodyLimit, handler: handler)
    }

    static func delete(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route {
        Route(method: .delete, path: path, access: access, bodyLimit: nil, handler: handler)
    }

    /// Throws `Problem`: to sign in, where nobody is; not allowed, where the role is missing.
    func admit(_ session: Session?) throws {
        switch access {
        case .anyone: return
        case .staff: if session?.actor.user == nil { throw Problem(.signIn) }
        case .roles(let roles):
            guard let actor = session?.actor, actor.user != nil else { throw Problem(.signIn) }
            if !actor.has(any: roles) { throw Problem.notAllowed }
        case .worker:
            guard case .worker = session?.actor.kind else { throw Problem(.signIn) }
        case .device: if session?.device == nil { throw Problem(.signIn) }
        }
    }
}

extension Set<Role> {
    /// Everybody who may look at workers and applications of an area.
    static let readers = Set(Role.allCases)
    /// Everybody who may enter or take an application.
    static let intake: Set<Role> = [.enumerator, .secretary, .counterOperator, .verifier, .designatedOfficer]
    static let administrators: Set<Role> = [.districtOfficer, .stateAdministrator]
}
