import Foundation
internal import Linkage
internal import Store

/// Finds workers by what an officer types: a number of any kind, or a name in any script and spelling.
package enum WorkerSearch {
    /// For each worker that is shown, so many with the same sounds are opened, to show the nearest spellings first.
    private static let openedForShown = 2

    /// Workers in the actor's reach, the likeliest first: by registration number, mobile, EPIC, family or member number, UAN,
    /// ration card, Aadhaar, or by name.
    ///
    /// A name finds its spellings by sound, in any script; all words must sound in the worker's own name. Whoever shows what
    /// was found audits the view.
    package static func find(_ text: String, limit: Int, in scope: Scope) throws -> [Worker] {
        guard text.contains(where: \.isNumber) else { return try named(text, limit: limit, in: scope) }
        // Numbers that workers brought along from other registers have no check digit of ours.
        let number = RegistrationNumber.parse(text) ?? text.uppercased().filter { $0.isLetter || $0.isNumber }
        let numbered = try workers(
            "SELECT w.* FROM workers w WHERE w.number = \(number) AND \(scope.reach("w"))", in: scope)
        if let worker = numbered.first {
            let kept = try worker.kept(in: scope)
            return kept.id == worker.id ? [worker] : [kept, worker]
        }
        let kinds: [WorkerKey.Kind] = [.mobile, .epic, .familyNumber, .memberNumber, .uan, .rationCard, .aadhaar]
        let keys = kinds.compactMap { WorkerKey.identifier(text, $0, scope.vault) }
        return try sharing(keys, and: [], limit: limit, in: scope)
    }

    private static func named(_ text: String, limit: Int, in scope: Scope) throws -> [Worker] {
        let sounds = SingleRecord.sounds(SingleRecord.tokens(text))
        let areas = areas(in: scope)
        guard let first = sounds.first, !areas.isEmpty else { return [] }
        var finding = KeyMaker(scope.vault), needed: [Set<WorkerKey>] = []
        if sounds.count > 1, areas.count > 1 {
            // Few share two sounds: they are found in the districts, or the whole state, and the reach is looked at one by one.
            let pairs = try rarestFirst(KeyMaker.pairs(sounds), in: scope)
            let districts = districts(in: scope)
            if let districts {
                for district in districts { finding.add(.twoNamesInDistrict, [district] + pairs[0]) }
            } else {
                finding.add(.twoNames, pairs[0])
            }
            needed = pairs.dropFirst().map { pair in keys { $0.add(.twoNames, pair) } }
        } else {
            for area in areas { finding.add(.nameInArea, [area, first]) }
            needed = sounds.dropFirst().map { sound in
                keys { maker in for area in areas { maker.add(.nameInArea, [area, sound]) } }
            }
        }
        func keys(_ make: (inout KeyMaker) -> Void) -> Set<WorkerKey> {
            var maker = KeyMaker(scope.vault)
            make(&maker)
            return maker.keys
        }
        let found = try sharing(
            Array(finding.keys), and: needed.map(Array.init), limit: limit * openedForShown, in: scope)
        let near = found.map { nearness(of: $0, to: text) }
        // Among equals the one registered first, so that the order is the same on every data base.
        return zip(found, near).sorted {
            ($1.1.similarity, $1.1.words, $0.0.number) < ($0.1.similarity, $0.1.words, $1.0.number)
        }
        .prefix(limit).map(\.0)
    }

    /// Pairs of sounds by how many workers bear them, as far as it matters: every other pair is asked for each worker of the first.
    private static func rarestFirst(_ pairs: [[[UInt8]]], in scope: Scope) throws -> [[[UInt8]]] {
        guard pairs.count > 1 else { return pairs }
        let counted = try pairs.map { pair in
            var maker = KeyMaker(scope.vault)
            maker.add(.twoNames, pair)
            let keys = maker.keys.map(\.number)
            let count: Int? = try scope.transaction.value(
                "SELECT count(*) FROM (SELECT 1 FROM worker_keys WHERE key IN \(list: keys) LIMIT 5000) AS some")
            return (pair: pair, count: count ?? 0)
        }
        return counted.sorted { $0.count < $1.count }.map(\.pair)
    }

    /// How alike the names are; among spellings that mean the same, how many words are written as they were typed.
    private static func nearness(of worker: Worker, to text: String) -> (similarity: Double, words: Int) {
        func words(_ text: String) -> Set<Substring> { Set(text.lowercased().split { !$0.isLetter }) }
        let typed = words(text)
        return [worker.person.name, worker.person.localName].compactMap(\.self).map { name in
            (NameComparison.standard.compare(text, name).similarity, typed.intersection(words(name)).count)
        }.max(by: <) ?? (0, 0)
    }

    /// Workers in reach who bear one of the keys, and one of each of the other lists.
    private static func sharing(
        _ keys: [WorkerKey], and needed: [[WorkerKey]], limit: Int, in scope: Scope
    ) throws -> [Worker] {
        var conditions: [Statement] = [any(of: keys, "k"), scope.reach("w")]
        for keys in needed {
            conditions.append(
                "EXISTS (SELECT 1 FROM worker_keys o WHERE \(any(of: keys, "o")) AND o.serial = k.serial)")
        }
        // CROSS JOIN: first the keys. SQLite would start from all workers of a state, whom the reach names, too.
        let found = try workers(
            """
            SELECT w.* FROM worker_keys k CROSS JOIN workers w
            WHERE w.serial = k.serial AND \(.all(conditions)) LIMIT \(limit)
            """, in: scope)
        var seen: Set<RecordID> = []
        return found.filter { seen.insert($0.id).inserted }
    }

    private static func any(of keys: [WorkerKey], _ table: String) -> Statement {
        let numbers = keys.map(\.number)
        return "\(unchecked: table).key IN \(list: numbers.count == 1 ? numbers : Padded.list(numbers))"
    }

    private static func workers(_ query: Statement, in scope: Scope) throws -> [Worker] {
        try scope.transaction.rows(query).map { try Worker($0, in: scope) }
    }

    /// The districts that the actor's areas lie in, as a signature writes them; nil where an area is larger than a district.
    private static func districts(in scope: Scope) -> [[UInt8]]? {
        guard case .user = scope.actor.kind else { return nil }
        let districts = scope.actor.assignments.map { Location($0.place, in: scope.places).district }
        guard !districts.contains(nil) else { return nil }
        return Set(districts.compactMap(\.self)).sorted { $0.number < $1.number }.map { Array("|\($0)".utf8) }
    }

    /// The areas that names' keys were made for and the actor reaches: blocks and municipalities, and districts for workers
    /// whose block isn't known; as a signature writes them.
    private static func areas(in scope: Scope) -> [[UInt8]] {
        let held: [PlaceID]
        if case .program = scope.actor.kind {
            held = (1...99).map { PlaceID(.state, $0) }.filter { scope.places[$0] != nil }
        } else {
            held = scope.actor.assignments.map { assignment in
                assignment.place.level <= .municipality
                    ? assignment.place : Location(assignment.place, in: scope.places).block ?? assignment.place
            }
        }
        func areas(in place: PlaceID) -> [PlaceID] {
            switch place.level {
            case .block, .municipality: [place]
            case .state, .division, .district, .subdivision:
                (place.level == .district ? [place] : [])
                    + scope.places.children(of: place).flatMap { areas(in: $0.id) }
            case .panchayat, .ward, .village: []
            }
        }
        return Set(held.flatMap(areas)).sorted { $0.number < $1.number }.map { Array("|\($0)".utf8) }
    }
}

extension WorkerKey {
    /// Workers who bear an identifier, whatever the actor's reach: for a lookup whose right was proved otherwise, such as by a
    /// one-time code to the mobile, or for the check of own family.
    package static func owners(of text: String, _ kind: Kind, in scope: Scope) throws -> [RecordID] {
        guard let key = identifier(text, kind, scope.vault) else { return [] }
        return try scope.transaction.rows(
            """
            SELECT w.id FROM worker_keys k JOIN workers w ON w.serial = k.serial WHERE k.key = \(key.number)
            """
        ).map { try $0["id"] }
    }
}
