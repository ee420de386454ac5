internal import Foundation
import Store

/// The places that ship with the program: all states; divisions, districts, sub-divisions, blocks and urban local bodies of
/// West Bengal, Madhya Pradesh and Chhattisgarh. Sources stand in the files and in docs/data.md.
package enum StarterPlaces {
    private static let files = [
        "states.tsv", "west-bengal.tsv", "madhya-pradesh-chhattisgarh.tsv", "urban-bodies.tsv", "divisions.tsv",
    ]

    /// One of the files as it is; empty if there is none of that name.
    package static func text(_ file: String) -> String {
        Bundle.module.url(forResource: file, withExtension: nil, subdirectory: "Resources/places").flatMap {
            try? String(contentsOf: $0, encoding: .utf8)
        } ?? ""
    }

    /// Every place with the one right above it.
    package static func all() -> [Place] {
        var rows: [(id: PlaceID, cells: [String])] = []
        // Where a place stands when a division or a sub-division names it as its member.
        var holders: [PlaceID: PlaceID] = [:]
        for line in files.flatMap({ text($0).split(whereSeparator: \.isNewline) }) where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count > 6, let id = id("\(cells[1]) \(cells[0])") else { continue }
            rows.append((id, cells))
            guard cells.count > 7 else { continue }
            for member in cells[7].split(separator: "|") { if let member = self.id(member) { holders[member] = id } }
        }
        return rows.map { id, cells in
            let names = [("bn", cells[4]), ("hi", cells[5])].filter { !$0.1.isEmpty }
            return Place(
                id: id, parent: holders[id] ?? above(id, Int(cells[2])), name: cells[3],
                localNames: Dictionary(uniqueKeysWithValues: names),
                aliases: cells[6].split(separator: "|").map(String.init))
        }
    }

    private static func id(_ text: some StringProtocol) -> PlaceID? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let level = PlaceLevel(word: String(parts[0])), let code = Int(parts[1]) else {
            return nil
        }
        return PlaceID(level, code)
    }

    /// The files give the code of the state for districts and divisions, of the district for what is below.
    private static func above(_ id: PlaceID, _ code: Int?) -> PlaceID? {
        code.map { PlaceID(id.level <= .district ? .state : .district, $0) }
    }
}

extension Registry {
    /// Gives a register that has no places the starter set.
    func fillPlaces() async throws {
        guard places.count == 0 else { return }
        try await write(as: .program("places")) { _ = try Place.loadStarterSet(in: $0) }
        try await reloadPlaces()
    }
}

extension Place {
    /// Fills a register that has no places with the starter set; returns how many it put there.
    @discardableResult
    package static func loadStarterSet(in scope: Scope) throws -> Int {
        let known: Int = try scope.transaction.value("SELECT count(*) FROM places") ?? 0
        guard known == 0 else { return 0 }
        return try PlaceImport(places: StarterPlaces.all()).apply(in: scope).added
    }
}
