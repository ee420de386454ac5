import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@testable import Portal

@Suite struct APIDocumentTests {
    private let document: JSON

    init() throws { document = try JSONReader.read(API.document, deepest: 40) }

    private func members(_ json: JSON?) -> [String: JSON] {
        if case .object(let members)? = json { members } else { [:] }
    }

    @Test func everyRouteStandsInTheDocumentAndTheOtherWayRound() {
        let routes = Routes.all.filter { $0.path.hasPrefix("/api/") }.map {
            "\($0.method.rawValue.lowercased()) \(API.address($0.path))"
        }
        let written = members(document["paths"]).flatMap { path, item in members(item).keys.map { "\($0) \(path)" } }
        #expect(Set(routes).count == routes.count)
        #expect(routes.sorted() == written.sorted())
        #expect(routes.count > 15)
    }

    @Test func everyReferenceLeadsSomewhereAndEveryDescriptionIsUsed() {
        let text = String(decoding: API.document, as: UTF8.self)
        let named = Set(text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.output.1) })
        #expect(named == Set(members(document["components"]?["schemas"]).keys))
    }

    @Test func operationsHaveNamesOfTheirOwn() {
        let names = members(document["paths"]).values.flatMap { members($0).values }.compactMap {
            $0["operationId"]?.string
        }
        #expect(Set(names).count == API.endpoints.count)
    }

    @Test func everyExampleFitsItsDescription() throws {
        for endpoint in API.endpoints {
            #expect((endpoint.body == nil) == (endpoint.example == nil), "\(endpoint.path)")
            let faults = endpoint.body?.faults(of: endpoint.example ?? .null).map { "\($0.name) \($0.reason)" }
            #expect(faults ?? [] == [], "\(endpoint.path)")
        }
    }

    @Test func everyFieldOfTheFormIsAFieldOfTheAPI() throws {
        var person = Person()
        for field in PersonField.all {
            switch field.kind {
            case .choice(let codes): try field.take(codes[0], into: &person)
            case .day: try field.take("1990-04-12", into: &person)
            case .whole, .money: try field.take("7", into: &person)
            case .place: try field.take(World.bagberia.description, into: &person)
            case .digits, .text: try field.take("123456", into: &person)
            case .code: try field.take("AB12345", into: &person)
            case .yesNo: break
            }
        }
        person.declarations = ["epfo_member": false]
        let json = PersonSchema.json(person, unmasked: true)
        #expect(PersonSchema.taken.faults(of: json).map(\.name) == [])
        #expect(try PersonSchema.person(json) == person)
        let masked = PersonSchema.json(person, unmasked: false)
        #expect(PersonSchema.shown.faults(of: masked).map(\.name) == [])
        #expect(masked["mobile"] == "XX3456")
        #expect(masked["bank"]?["account"] == "XX3456")
        #expect(!String(decoding: masked.bytes, as: UTF8.self).contains("\"aadhaar\":\"123456\""))
    }

    @Test func everyReasonHasItsSentence() async throws {
        let keys = try await TextsTests.portal().texts.keys(in: "en")
        for reason in [
            "required", "tooLong", "form", "unknown", "range", "number", "tooMany", "strange", "kind", "json", "deep",
            "twice", "reused", "date", "otherArea",
        ] { #expect(keys.contains("field.\(reason)"), "\(reason)") }
    }

    private static let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs")
        .standardizedFileURL

    /// Where the tests were copied without the papers there is nothing to compare.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: docs.path())))
    func theGuideNamesEveryRoute() throws {
        let text = try String(contentsOf: Self.docs.appending(path: "api.md"), encoding: .utf8)
        for endpoint in API.endpoints {
            let path = API.address(endpoint.path).replacing("/api/v1", with: "", maxReplacements: 1)
            #expect(text.contains("`\(endpoint.method.rawValue) \(path)`"), "docs/api.md lacks \(path)")
        }
    }
}
