import Registry

extension Schema {
    /// Everything at which a value differs from the description, with the path; empty when it fits.
    func faults(of value: JSON, at path: [String] = []) -> [Problem.Field] {
        func fault(_ reason: String, _ inner: String? = nil) -> [Problem.Field] {
            let path = path + (inner.map { [$0] } ?? [])
            return [Problem.Field(path.isEmpty ? "body" : path.joined(separator: "."), reason)]
        }
        switch (kind, value) {
        case (.text(let lengths, let form), .string(let text)):
            let length = text.unicodeScalars.count
            if length < lengths.lowerBound { return fault(length == 0 ? "required" : "form") }
            if length > lengths.upperBound { return fault("tooLong") }
            return form.holds(text) ? [] : fault("form")
        case (.choice(let codes), .string(let text)): return codes.contains(text) ? [] : fault("unknown")
        case (.integer(let range), .integer(let number)): return range.contains(number) ? [] : fault("range")
        case (.integer, .number): return fault("number")
        case (.number, .integer), (.number, .number), (.yesNo, .bool), (.open, .object): return []
        case (.list(let items, let counts), .array(let values)):
            guard counts.contains(values.count) else { return fault(values.isEmpty ? "required" : "tooMany") }
            return values.enumerated().flatMap { items.faults(of: $1, at: path + [String($0 + 1)]) }
        case (.object(let properties), .object(let members)):
            let known = Set(properties.map(\.name))
            let strange = members.keys.filter { !known.contains($0) }.sorted().prefix(20)
            return strange.flatMap { fault("strange", JSONReader.shown($0)) }
                + properties.flatMap { property -> [Problem.Field] in
                    guard let member = members[property.name] else {
                        return property.isRequired ? fault("required", property.name) : []
                    }
                    return property.schema.faults(of: member, at: path + [property.name])
                }
        case (.map(let values, let names, let most), .object(let members)):
            if members.count > most { return fault("tooMany") }
            return members.sorted { $0.key < $1.key }.flatMap { name, value in
                names.holds(name) && name.unicodeScalars.count <= 40
                    ? values.faults(of: value, at: path + [JSONReader.shown(name)])
                    : fault("strange", JSONReader.shown(name))
            }
        default: return fault("kind")
        }
    }

    /// The value that a text of an address means: what stands behind `=` has no kind of its own.
    func value(ofText text: String) -> JSON {
        switch kind {
        case .integer:
            text.wholeMatch(of: /-?[0-9]+/) != nil ? Int64(text).map { .integer($0) } ?? .number(1e300) : .null
        case .yesNo: ["true": true, "false": false][text].map { .bool($0) } ?? .null
        case .list(let items, _):
            .array(text.split(separator: ",", omittingEmptySubsequences: false).map { items.value(ofText: String($0)) })
        default: .string(text)
        }
    }
}
