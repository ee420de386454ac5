/// The names a workbook has given to its sheets; makes wishes legal and different from each other.
struct SheetNames {
    private static let longest = 31
    private var used: Set<String> = []

    /// The name closest to `wish` that spreadsheet programs allow and this workbook does not have yet.
    mutating func claim(_ wish: String) -> String {
        var name = Self.legal(wish)
        var number = 2
        while !used.insert(name.lowercased()).inserted {
            name = Self.numbered(wish, number)
            number += 1
        }
        return name
    }

    /// The name with ` (2)` behind it, cut where there would be no room for that.
    static func numbered(_ wish: String, _ number: Int) -> String {
        let suffix = " (\(number))"
        return cut(legal(wish), to: longest - suffix.utf16.count) + suffix
    }

    private static func legal(_ wish: String) -> String {
        let replaced = wish.unicodeScalars.map { scalar in
            "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar
        }
        var name = cut(String(String.UnicodeScalarView(replaced)), to: longest)
        while name.hasPrefix("'") || name.hasPrefix(" ") { name.removeFirst() }
        while name.hasSuffix("'") || name.hasSuffix(" ") { name.removeLast() }
        if name.isEmpty { return "Sheet" }
        // Excel keeps this name for itself.
        return name.lowercased() == "history" ? name + "_" : name
    }

    private static func cut(_ name: String, to units: Int) -> String {
        var name = name
        while name.utf16.count > units { name.removeLast() }
        return name
    }
}
