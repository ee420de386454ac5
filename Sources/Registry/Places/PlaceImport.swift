import Store

/// What a file of the directory says of places, to be laid over what is known.
///
/// It can be applied again without effect. A file that gives a coarser place above than is known (the district of a block
/// whose sub-division is known) moves nothing.
package struct PlaceImport: Sendable {
    package var places: [Place]
    /// Moves of places that are known already: what stands right above each.
    package var parents: [PlaceID: PlaceID]
    /// Levels of which `places` is all there is in an area: known codes that are missing there have ended.
    package var complete: [PlaceLevel: Set<PlaceID>]

    package struct Counts: Sendable, Hashable {
        package var added = 0
        package var renamed = 0
        package var moved = 0
        package var restored = 0
        package var ended = 0
        package var unchanged = 0
        /// Rows whose place above isn't known, or moves of places that aren't.
        package var unknown = 0

        package init(unchanged: Int = 0, unknown: Int = 0) {
            self.unchanged = unchanged
            self.unknown = unknown
        }
    }

    package init(
        places: [Place] = [], parents: [PlaceID: PlaceID] = [:], complete: [PlaceLevel: Set<PlaceID>] = [:]
    ) {
        self.places = places
        self.parents = parents
        self.complete = complete
    }

    package func apply(in scope: Scope) throws -> Counts {
        var counts = Counts()
        var known = Dictionary(
            try Place.all(in: scope.transaction).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let before = known
        // Coarse places first, so that whatever stands above is there.
        for place in places.sorted(by: { $0.id < $1.id }) {
            guard place.parent.map({ known[$0] != nil }) ?? true else {
                counts.unknown += 1
                continue
            }
            let merged = merge(place, with: known[place.id], known)
            try keep(merged, known[place.id], &counts, in: scope)
            known[place.id] = merged
        }
        for (id, parent) in parents.sorted(by: { $0.key < $1.key }) {
            guard let place = known[id], known[parent] != nil else {
                counts.unknown += 1
                continue
            }
            let moved = Place(
                id: id, parent: parent, name: place.name, localNames: place.localNames, aliases: place.aliases)
            try keep(moved, place, &counts, in: scope)
            known[id] = moved
        }
        let named = Set(places.map(\.id))
        for (level, areas) in complete.sorted(by: { $0.key < $1.key }) {
            for place in before.values.sorted(by: { $0.id < $1.id })
            where place.id.level == level && place.ended == nil && !named.contains(place.id)
                && areas.contains(where: { lies(place.id, in: $0, before) })
            {
                try place.end(in: scope)
                counts.ended += 1
            }
        }
        try scope.record(
            "imported", "places", nil,
            details: ["added": "\(counts.added)", "renamed": "\(counts.renamed)", "ended": "\(counts.ended)"])
        return counts
    }

    private func keep(_ place: Place, _ old: Place?, _ counts: inout Counts, in scope: Scope) throws {
        guard place != old else { return counts.unchanged += 1 }
        try place.save(in: scope)
        guard let old else { return counts.added += 1 }
        if old.name != place.name { counts.renamed += 1 }
        if old.parent != place.parent { counts.moved += 1 }
        if old.ended != nil { counts.restored += 1 }
        if old.name == place.name, old.parent == place.parent, old.ended == nil { counts.unchanged += 1 }
    }

    /// The file's word beside what is known: a name that is known as another spelling renames nothing.
    private func merge(_ new: Place, with old: Place?, _ known: [PlaceID: Place]) -> Place {
        guard let old else { return new }
        let folded = Set(([old.name] + old.aliases + old.localNames.values).map(PlaceDirectory.fold))
        let isKnown = folded.contains(PlaceDirectory.fold(new.name))
        let keepsParent = new.parent.map { above in old.parent.map { lies($0, in: above, known) } ?? false } ?? true
        let fresh = new.aliases.filter { !folded.contains(PlaceDirectory.fold($0)) }
        return Place(
            id: old.id, parent: keepsParent ? old.parent : new.parent, name: isKnown ? old.name : new.name,
            localNames: old.localNames.merging(new.localNames) { kept, _ in kept },
            aliases: (old.aliases + fresh + (isKnown ? [] : [old.name])).sorted())
    }

    private func lies(_ id: PlaceID, in area: PlaceID, _ places: [PlaceID: Place]) -> Bool {
        var next: PlaceID? = id
        for _ in 0..<12 {
            if next == area { return true }
            next = next.flatMap { places[$0]?.parent }
        }
        return false
    }
}

extension PlaceID: Comparable {
    package static func < (left: PlaceID, right: PlaceID) -> Bool { left.number < right.number }
}
