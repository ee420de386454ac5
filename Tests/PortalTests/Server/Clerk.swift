import Foundation
import Registry
import Support

/// A clerk at a browser without script, over real connections.
struct Clerk: Sendable {
    let port: Int
    let cookie: String
    let csrf: String

    func get(_ path: String) throws -> Wire.Answer {
        try Wire.ask(port: port, "GET \(path) HTTP/1.1\r\nHost: x\r\nCookie: \(cookie)\r\nConnection: close\r\n\r\n")
    }

    /// Throws `Wire.Fault` where nobody knows whether the form was taken.
    func post(_ path: String, _ fields: [String: String]) throws -> Wire.Answer {
        try Wire.ask(port: port, request(path, fields))
    }

    func request(_ path: String, _ fields: [String: String]) -> String {
        let body = Clerk.encode(fields.merging(["csrf": csrf]) { $1 })
        return "POST \(path) HTTP/1.1\r\nHost: x\r\nCookie: \(cookie)\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static func encode(_ fields: [String: String]) -> String {
        func plain(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
        return fields.map { "\(plain($0))=\(plain($1))" }.joined(separator: "&")
    }
}

/// An application as a clerk fills it in, form by form, under an id that the clerk's page made.
struct FilledForms: Sendable {
    let id: String
    let name: String
    let mobile: String

    init(id: String, name: String, mobile: String) {
        (self.id, self.name, self.mobile) = (id, name, mobile)
    }

    /// The `number`th of many people, of whom no two share a name or a mobile.
    init(id: String, number: Int) {
        self.id = id
        var (rest, letters) = (number, "")
        repeat {
            letters.append("abcdefghijklmnopqrstuvwxyz".map(String.init)[rest % 26])
            rest /= 26
        } while rest > 0
        name = "Rahima \(letters.capitalized)i"
        mobile = "98" + String(String(100_000_000 + number).suffix(8))
    }

    /// Path and fields, in the order they are sent; each may be sent again.
    var steps: [(path: String, fields: [String: String])] {
        let lately = Date(timeIntervalSinceNow: -20 * 86_400).formatted(.iso8601.year().month().day())
        let form = "/applications/\(id)/form"
        return [
            (
                "/applications",
                ["id": id, "scheme": "wb_migrant", "place": World.bagberia.description, "messages": "en"]
            ),
            (
                "\(form)/basic",
                ["version": "1", "name": name, "dateOfBirth": "12-04-1990", "sex": "female", "mobile": mobile]
            ),
            ("\(form)/family", ["version": "2", "maritalStatus": "unmarried", "father": "Abdul Karim"]),
            (
                "\(form)/work",
                [
                    "version": "3", "workerType": "construction", "migrantType": "A", "migratedOn": lately,
                    "destination": "Kerala",
                ]
            ),
            ("/applications/\(id)/submission", [:]),
        ]
    }
}
