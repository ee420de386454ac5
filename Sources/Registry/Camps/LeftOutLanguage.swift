/// The language to write in to somebody whom no form has asked yet.
package enum LeftOutLanguage {
    /// By the script of the name, else what offices of the place write.
    ///
    /// Darjeeling (309) and Kalimpong (702) write Nepali; West Bengal (19) Bengali; Chhattisgarh (22) and Madhya Pradesh (23) Hindi.
    package static func of(_ person: Person, at location: Location) -> String {
        let isOfHills = location.district.map { [309, 702].contains($0.code) } ?? false
        for scalar in (person.localName ?? person.name ?? "").unicodeScalars {
            if (0x0980...0x09FF).contains(scalar.value) { return "bn" }
            if (0x0900...0x097F).contains(scalar.value) { return isOfHills ? "ne" : "hi" }
        }
        if isOfHills { return "ne" }
        return location.state.flatMap { [19: "bn", 22: "hi", 23: "hi"][$0.code] } ?? "en"
    }
}
