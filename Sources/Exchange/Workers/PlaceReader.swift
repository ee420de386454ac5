internal import Linkage
package import Registry
internal import Synchronization
internal import Tabular

/// Reads places as lists spell them: each distinct spelling is looked up in the directory once.
package final class PlaceReader: Sendable {
    private struct Written: Hashable {
        var text: String
        var level: String
        var parent: PlaceID?
    }

    private let directory: PlaceDirectory
    private let gazetteer: Gazetteer
    private let fallback: PlaceID?
    private let known = Mutex<[Written: PlaceID?]>([:])

    /// - Parameters:
    ///   - states: whose places may be meant.
    ///   - fallback: where rows without a place of the directory belong.
    ///   - spellings: what lists call places besides, told by somebody.
    package init(
        _ directory: PlaceDirectory, in states: [PlaceID], fallback: PlaceID?,
        spellings: [LinkageRun.Request.Spelling] = []
    ) {
        let told = Dictionary(grouping: spellings, by: \.place).mapValues { $0.map(\.text) }
        self.directory = directory
        self.fallback = fallback
        var entries: [Gazetteer.Entry] = []
        func add(_ ids: [PlaceID], _ level: String, in parent: PlaceID?) {
            for place in ids.compactMap({ directory[$0] }) {
                entries.append(
                    Gazetteer.Entry(
                        code: "\(place.id)", level: level, parent: parent.map { "\($0)" }, name: place.name,
                        aliases: place.aliases + place.localNames.values + (told[place.id] ?? [])))
            }
        }
        func below(_ place: PlaceID, _ levels: [PlaceLevel]) -> [PlaceID] {
            levels.flatMap { directory.places(below: place, level: $0) }.map(\.id)
        }
        for district in states.flatMap({ below($0, [.district]) }) {
            add([district], "district", in: nil)
            for block in below(district, [.block, .municipality]) {
                add([block], "block", in: district)
                add(below(block, [.panchayat, .ward]), "gp", in: block)
            }
        }
        gazetteer = Gazetteer(entries)
    }

    package func read(
        district: String?, block: String?, panchayat: String?
    ) -> (location: Location, problems: [(role: String, reason: String)]) {
        var problems: [(String, String)] = []
        var finest = fallback
        if let district {
            if let found = find(district, "district", in: nil) {
                finest = found
            } else {
                problems.append(("district", "is no district of the directory"))
            }
        }
        let outer = finest
        if let block, let district = finest, district.level == .district {
            if let found = find(block, "block", in: district) {
                finest = found
            } else {
                problems.append(("block", "is no block or municipality of its district"))
            }
        }
        // Directories without panchayats are usual; they are no fault of the list.
        if let panchayat, let block = finest, block != outer, let found = find(panchayat, "gp", in: block) {
            finest = found
        }
        // A row that names no more than the district around the fallback belongs there.
        if block == nil, let fallback, let named = finest, Location(fallback, in: directory).lies(in: named) {
            finest = fallback
        }
        return (finest.map { Location($0, in: directory) } ?? Location(), problems)
    }

    /// The district that a text means; nil where none is.
    func district(_ text: String) -> PlaceID? { find(text, "district", in: nil) }

    /// The panchayat or ward of a block or municipality that a text means; nil where none is.
    func panchayat(_ text: String, in office: PlaceID) -> PlaceID? { find(text, "gp", in: office) }

    /// Writes the places as a table that `LinkRequest.places` takes; codes are those of `PlaceID`.
    func write(to path: String) throws {
        let writer = try CSVWriter(path: path, isNeutralised: false)
        try writer.record(["code", "level", "parent", "name", "aliases"])
        for entry in gazetteer.entries {
            let aliases = entry.aliases.filter { !$0.contains("|") }.joined(separator: "|")
            try writer.record([entry.code, entry.level, entry.parent ?? "", entry.name, aliases])
        }
        try writer.close()
    }

    private func find(_ text: String, _ level: String, in parent: PlaceID?) -> PlaceID? {
        let written = Written(text: text, level: level, parent: parent)
        if let remembered = known.withLock({ $0[written] }) { return remembered }
        let found = gazetteer.resolve(text, level: level, within: parent.map { "\($0)" }).flatMap { PlaceID($0) }
        known.withLock { $0[written] = .some(found) }
        return found
    }
}
