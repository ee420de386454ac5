import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

@Suite struct PlaceSearchTests {
    struct Answer: Decodable, Equatable { let id, name, level, path: String }

    private func ask(_ uri: String, language: String = "en") async throws -> [Answer] {
        let portal = try await Portal(registry: try await World().registry, configuration: Configuration())
        return try await Application(router: portal.router()).test(.router) { client in
            try await client.execute(uri: uri, method: .get, headers: [.acceptLanguage: language]) { response in
                #expect(response.status == .ok)
                return try JSONDecoder().decode([Answer].self, from: Data(response.body.readableBytesView))
            }
        }
    }

    @Test func placesAreFoundAsTheyAreTyped() async throws {
        let found = try await ask("/places?q=chap&levels=block,municipality")
        #expect(
            found == [
                Answer(
                    id: World.chapra.description, name: "Chapra", level: "block",
                    path: "Krishnanagar Sadar, Nadia, West Bengal")
            ])
        #expect(try await ask("/places?q=chap&within=\(World.malda)").isEmpty)
        #expect(try await ask("/places").isEmpty)
        #expect(try await ask("/places?q=%3Cb%3E%27&levels=moon&within=x").isEmpty)
    }

    @Test func namesAreInTheReadersLanguage() async throws {
        #expect(try await ask("/places?q=nadia&levels=district", language: "bn").first?.name == "নদিয়া")
        #expect(try await ask("/places?q=nadia&levels=district", language: "ne").first?.path == "पश्चिम बंगाल")
    }
}
