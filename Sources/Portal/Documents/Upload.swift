import Cards
import Registry

/// A file that somebody sent, made into something that can be kept.
enum Upload {
    /// A picture becomes a small JPEG of our own; a PDF is looked at. What the file is, its bytes say, not its name.
    ///
    /// Throws `Problem.invalid` with the kind as the field: `image`, `pdf`, `tooLarge`.
    static func kept(
        _ bytes: [UInt8], as kind: Document.Kind, _ rule: DocumentRules.Rule, _ registry: Registry
    ) async throws -> (bytes: [UInt8], media: Document.Media) {
        if bytes.starts(with: "%PDF".utf8), rule.pdf > 0 {
            guard bytes.count <= rule.limit(.pdf) else { throw Problem.invalid(kind.rawValue, "tooLarge") }
            guard ForeignPDF.isPlain(bytes) else { throw Problem.invalid(kind.rawValue, "pdf") }
            return (bytes, .pdf)
        }
        let picture = try await registry.pictures.run {
            try? Picture.cleaned(bytes, upTo: rule.limit(.jpeg), longest: rule.pixels)
        }
        guard let picture else { throw Problem.invalid(kind.rawValue, "image") }
        return (picture, .jpeg)
    }
}
