/// A notice for a wall, one page of A4 in large type: what, when, where and for whom; as values.
package struct Notice: Sendable {
    /// `bn`, `hi`, `ne`; with `en` nothing is written twice.
    package var language: String
    package var authority: Bilingual
    package var title: Bilingual
    package var lines: [Certificate.Line]
    package var request: Bilingual

    package init(
        language: String, authority: Bilingual, title: Bilingual, lines: [Certificate.Line],
        request: Bilingual
    ) {
        (self.language, self.authority, self.title) = (language, authority, title)
        (self.lines, self.request) = (lines, request)
    }

    package func pdf() -> [UInt8] {
        let canvas = Canvas(title: title.english)
        let (left, width, key, grey) = (56.0, 483.0, (0.086, 0.184, 0.416), (0.33, 0.33, 0.33))
        canvas.fill(x: 0, y: 0, width: 596, height: 10, key)
        var y = 52.0
        y += canvas.both(authority, x: left, y: y, width: width, .init(size: 15, centered: true, language: language))
        y += 16
        y += canvas.both(
            title, x: left, y: y, width: width,
            .init(size: 32, bold: true, color: key, centered: true, language: language))
        y += 26
        for line in lines {
            let label = canvas.both(
                line.label, x: left, y: y, width: 130, .init(size: 13, color: grey, language: language))
            let value = canvas.both(
                line.value, x: left + 142, y: y, width: width - 142, .init(size: 19, bold: true, language: language))
            y += max(label, value) + 14
        }
        canvas.both(request, x: left, y: y + 12, width: width, .init(size: 15, language: language))
        canvas.frame(x: 28, y: 24, width: 539, height: 794, line: 1.2, key)
        return canvas.finish()
    }
}
