/// A registration certificate in two scripts, as values; it knows no worker and no rule.
package struct Certificate: Sendable {
    package struct Line: Sendable {
        package let label: Bilingual
        package let value: Bilingual

        package init(label: Bilingual, value: Bilingual) {
            self.label = label
            self.value = value
        }
    }

    /// `bn`, `hi`, `ne`; with `en` nothing is written twice.
    package var language: String
    package var authority: Bilingual
    package var title: Bilingual
    /// In groups of four.
    package var number: String
    package var lines: [Line]
    /// JPEG.
    package var photo: [UInt8]?
    /// What the QR code holds, in the signs of `Base45`.
    package var code: String
    package var note: Bilingual

    package init(
        language: String, authority: Bilingual, title: Bilingual, number: String, lines: [Line], photo: [UInt8]?,
        code: String, note: Bilingual
    ) {
        self.language = language
        self.authority = authority
        self.title = title
        self.number = number
        self.lines = lines
        self.photo = photo
        self.code = code
        self.note = note
    }

    private static let key = (0.086, 0.184, 0.416)
    private static let grey = (0.33, 0.33, 0.33)

    /// One page of A4.
    package func pdf() -> [UInt8] {
        let canvas = Canvas(title: title.english)
        let (left, width) = (56.0, 483.0)
        canvas.fill(x: 0, y: 0, width: 596, height: 10, Certificate.key)
        var y = 44.0
        y += canvas.both(authority, x: left, y: y, width: width, style(13, centered: true)) + 10
        y += canvas.both(title, x: left, y: y, width: width, style(20, bold: true, centered: true)) + 14
        y += canvas.text(
            number, x: left, y: y, width: width, .init(size: 24, bold: true, color: Certificate.key, centered: true))
        y += 22
        let photoWidth = 110.0
        let textWidth = width - photoWidth - 24
        let top = y
        canvas.frame(
            x: left + width - photoWidth, y: top, width: photoWidth, height: 140, line: 0.8, Certificate.grey)
        if let photo {
            canvas.photo(photo, x: left + width - photoWidth + 2, y: top + 2, width: photoWidth - 4, height: 136)
        }
        for line in lines {
            let beside = y < top + 150
            let room = beside ? textWidth : width
            let labels = canvas.both(line.label, x: left, y: y, width: 150, style(10, color: Certificate.grey))
            let values = canvas.both(line.value, x: left + 162, y: y, width: room - 162, style(12, bold: true))
            y += max(labels, values) + 9
        }
        y = max(y, top + 150) + 10
        if let qr = QRCode(code) {
            let side = 150.0
            canvas.code(qr, x: left - 8, y: y, side: side)
            canvas.both(
                note, x: left + side + 10, y: y + 14, width: width - side - 10, style(10, color: Certificate.grey))
            y += side
        }
        canvas.frame(x: 28, y: 24, width: 539, height: 794, line: 1.2, Certificate.key)
        return canvas.finish()
    }

    private func style(
        _ size: Double, bold: Bool = false, color: (Double, Double, Double) = (0.08, 0.01, 0.01), centered: Bool = false
    ) -> Canvas.Style {
        .init(size: size, bold: bold, color: color, centered: centered, language: language)
    }
}
