/// A register of places: every name and alias by which a district, block or village is known, with its code.
package struct Gazetteer: Sendable {
    package struct Entry: Sendable, Equatable {
        package var code: String
        package var level: String
        package var parent: String?
        package var name: String
        package var aliases: [String]

        package init(code: String, level: String, parent: String?, name: String, aliases: [String]) {
            (self.code, self.level, self.parent, self.name, self.aliases) = (code, level, parent, name, aliases)
        }
    }

    package let entries: [Entry]

    /// Spellings at least this much alike may be one place.
    package static let alike = PlaceResolution.alike

    package init(_ entries: [Entry]) { self.entries = entries }

    /// Levels whose places may stand in a column: an urban body or municipality stands where blocks do.
    static func levels(ofColumn column: String) -> Set<String> {
        switch column {
        case "block", "municipality": ["block", "ulb"]
        case "gp", "ward": ["gp", "ward"]
        default: [column]
        }
    }

    /// The code of the place that `text` means, or nil when nothing is near enough or two are equally near.
    /// - Parameters:
    ///   - level: district, block, ulb, gp, ward or village.
    ///   - parent: code of the place that must hold it, if known.
    package func resolve(_ text: String, level: String, within parent: String? = nil) -> String? {
        let wanted = PlaceFold.fold(text)
        guard !wanted.isEmpty else { return nil }
        let levels = Self.levels(ofColumn: level)
        var best: (code: String, alike: Float)?, isTied = false
        for entry in entries where levels.contains(entry.level) && (parent == nil || entry.parent == parent) {
            let alike =
                ([entry.name] + entry.aliases).map { PlaceFold.similarity(PlaceFold.fold($0), wanted) }.max() ?? 0
            guard alike >= PlaceResolution.alike, alike >= best?.alike ?? 0 else { continue }
            isTied = alike == best?.alike
            best = (entry.code, alike)
        }
        return isTied ? nil : best?.code
    }
}
