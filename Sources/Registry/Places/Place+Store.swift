import Store

extension Place {
    /// Every place, also those whose code has ended: old records still name them.
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
        return try t.rows("SELECT id, parent, name, valid_to FROM places ORDER BY id").map { row in
            let id: PlaceID = try row["id"]
            return Place(
                id: id, parent: try row["parent"], name: try row["name"], localNames: local[id] ?? [:],
                aliases: (aliases[id] ?? []).sorted(), ended: try row["valid_to"])
        }
    }

    /// Adds the place or takes over what changed; the old name stays as an alias, and the change in the code's history.
    package func save(in scope: Scope) throws {
        let t = scope.transaction
        if let old = try t.row("SELECT parent, name, valid_to FROM places WHERE id = \(id)") {
            let (oldName, oldParent): (String, PlaceID?) = (try old["name"], try old["parent"])
            if oldName != name {
                try note(.renamed, oldName, name, in: scope)
                try add(oldName, language: "", in: t)
            }
            if oldParent != parent { try note(.moved, oldParent?.description, parent?.description, in: scope) }
            if try old["valid_to"] as Int64? != nil { try note(.restored, nil, name, in: scope) }
        } else {
            try note(.added, nil, name, in: scope)
        }
        try t.run(
            """
            INSERT INTO places (id, parent, name, valid_from) VALUES (\(id), \(parent), \(name), \(scope.now))
            ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, name = excluded.name, valid_to = NULL
            """)
        for alias in aliases { try add(alias, language: "", in: t) }
        for (language, local) in localNames {
            try t.run("DELETE FROM place_names WHERE place = \(id) AND language = \(language) AND name <> \(local)")
            try add(local, language: language, in: t)
        }
    }

    /// The directory no longer has the code: nobody can pick it any more, records keep it.
    func end(in scope: Scope) throws {
        try note(.ended, name, nil, in: scope)
        try scope.transaction.run("UPDATE places SET valid_to = \(scope.now) WHERE id = \(id)")
    }

    private func add(_ name: String, language: String, in t: Transaction) throws {
        try t.run(
            "INSERT INTO place_names (place, language, name) VALUES (\(id), \(language), \(name)) ON CONFLICT DO NOTHING"
        )
    }

    private func note(_ kind: PlaceChange.Kind, _ before: String?, _ after: String?, in scope: Scope) throws {
        try scope.transaction.run(
            """
            INSERT INTO place_changes (place, time, change, before, after)
            VALUES (\(id), \(scope.now), \(kind.rawValue), \(before), \(after))
            ON CONFLICT (place, time, change) DO UPDATE SET after = excluded.after
            """)
    }
}
