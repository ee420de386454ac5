extension Schema {
    /// The description as JSON Schema, with references to what has a name.
    var document: JSON { name.map { ["$ref": .string("#/components/schemas/\($0)")] } ?? whole }

    /// The description itself, even where it has a name.
    var whole: JSON {
        guard case .object(var members) = plain, let about else { return plain }
        members["description"] = .string(about)
        return .object(members)
    }

    private var plain: JSON {
        switch kind {
        case .text(let lengths, let form):
            if let format = form.format { return ["type": "string", "format": .string(format)] }
            if let pattern = form.pattern(lengths) { return ["type": "string", "pattern": .string(pattern)] }
            return [
                "type": "string", "minLength": .integer(Int64(lengths.lowerBound)),
                "maxLength": .integer(Int64(lengths.upperBound)),
            ]
        case .choice(let codes): return ["type": "string", "enum": .array(codes.map { .string($0) })]
        case .integer(let range):
            return [
                "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
            ]
        case .number: return ["type": "number"]
        case .yesNo: return ["type": "boolean"]
        case .open: return ["type": "object"]
        case .list(let items, let counts):
            return [
                "type": "array", "items": items.document, "minItems": .integer(Int64(counts.lowerBound)),
                "maxItems": .integer(Int64(counts.upperBound)),
            ]
        case .object(let properties):
            let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
            return .members([
                "type": "object", "additionalProperties": false,
                "properties": .object(
                    Dictionary(properties.map { ($0.name, $0.schema.document) }, uniquingKeysWith: { $1 })),
                "required": required.isEmpty ? nil : .array(required),
            ])
        case .map(let values, let names, let most):
            return .members([
                "type": "object", "additionalProperties": values.document, "maxProperties": .integer(Int64(most)),
                "propertyNames": names.pattern(1...40).map { ["pattern": .string($0)] },
            ])
        }
    }

    /// Every named description in this one, by name.
    var parts: [String: Schema] {
        var parts: [String: Schema] = [:]
        if let name { parts[name] = self }
        switch kind {
        case .list(let items, _), .map(let items, _, _): parts.merge(items.parts) { $1 }
        case .object(let properties): for property in properties { parts.merge(property.schema.parts) { $1 } }
        default: break
        }
        return parts
    }
}
