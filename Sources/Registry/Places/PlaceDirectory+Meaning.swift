extension PlaceDirectory {
    /// The places that somebody means who writes a code (`3028`), a name (`Chapra`), or a name and what it lies in (`Chapra, Nadia`).
    ///
    /// Names count in any script and by any alias, but whole. Several answers mean that more has to be said.
    package func places(meantBy text: String, levels: Set<PlaceLevel>) -> [PlaceID] {
        if let code = Int(text), (1..<1_000_000_000).contains(code) {
            return levels.map { PlaceID($0, code) }.filter { self[$0] != nil }
        }
        let parts = text.split(separator: ",").map { PlaceDirectory.fold(String($0)) }.filter { !$0.isEmpty }
        guard let name = parts.first else { return [] }
        func isCalled(_ place: Place, _ name: String) -> Bool {
            ([place.name] + place.aliases + place.localNames.values).contains { PlaceDirectory.fold($0) == name }
        }
        return search(name, levels: levels, limit: 500).filter { place in
            isCalled(place, name)
                && parts.dropFirst().allSatisfy { part in path(of: place.id).contains { isCalled($0, part) } }
        }.map(\.id)
    }
}
