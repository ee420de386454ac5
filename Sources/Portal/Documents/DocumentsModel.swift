import Registry

/// The photo and the papers of an application, as pages show them.
enum DocumentsModel {
    static func model(_ documents: [Document], samePhoto: Int = 0, _ visit: Visit) -> [String: Any] {
        let photo = documents.last { $0.kind == .photo }
        let papers = documents.filter { $0.kind != .photo }
        return [
            "photo": photo.map { "/documents/\($0.id)" } ?? "", "papers": papers.map { line($0, visit) },
            "any": !documents.isEmpty,
            "samePhoto": samePhoto > 0 ? visit.text("document.samePhoto", Written.number(samePhoto)) : "",
        ]
    }

    static func line(_ document: Document, _ visit: Visit) -> [String: Any] {
        [
            "id": document.id.description, "path": "/documents/\(document.id)",
            "kind": visit.text("intake.kind.\(document.kind.rawValue)"),
            "format": document.media == .pdf ? "PDF" : "JPEG", "size": size(document.size, visit),
            "time": Written.time(document.created), "isPicture": document.media == .jpeg,
        ]
    }

    /// `48 KB`, `1.5 MB`.
    static func size(_ bytes: Int, _ visit: Visit) -> String {
        let kilobytes = max(1, (bytes + 1023) >> 10)
        guard kilobytes >= 1024 else { return visit.text("document.kilobytes", String(kilobytes)) }
        let tenths = (kilobytes * 10 + 512) >> 10
        return visit.text("document.megabytes", tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)")
    }
}
