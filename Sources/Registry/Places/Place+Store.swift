import Store

extension Place {
    /// Every place that is valid today or has no end.
    static func all(in t: Transaction) throws -> [Place] {
        var aliases: [PlaceID: [String]] = [:]
        var local: [PlaceID: [String: String]] = [:]
        for row in try t.rows("SELECT place, language, name FROM place_names") {
            let (id, language, name): (PlaceID, String, String) = (
                try row["place"], try row["language"], try row["name"]
            )
            if language.isEmpty {
                aliases[id, default: []].append(name)
            } else {
                local[id, default: [:]][language] = name
            }
        }
        return try t.rows("SELECT id, parent, name FROM places WHERE valid_to IS NULL ORDER BY id").map { row in
            let id: PlaceID = try row["id"]
            return Place(
                id: id, parent: try row["parent"], name: try row["name"], localNames: local[id] ?? [:],
                aliases: aliases[id] ?? [])
        }
    }

    /// Adds the place or takes over what changed; the old name stays as an alias.
    package func save(in scope: Scope) throws {
        let t = scope.transaction
        if let old: String = try t.value("SELECT name FROM places WHERE id = \(id)"), old != name {
            try Place.add(old, language: "", to: id, in: t)
        }
        try t.run(
            """
            INSERT INTO places (id, parent, name, valid_from) VALUES (\(id), \(parent), \(name), \(scope.now))
            ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, name = excluded.name, valid_to = NULL
            """)
        for alias in aliases { try Place.add(alias, language: "", to: id, in: t) }
        for (language, name) in localNames { try Place.add(name, language: language, to: id, in: t) }
    }

    private static func add(_ name: String, language: String, to id: PlaceID, in t: Transaction) throws {
        try t.run(
            "INSERT INTO place_names (place, language, name) VALUES (\(id), \(language), \(name)) ON CONFLICT DO NOTHING"
        )
    }
}
