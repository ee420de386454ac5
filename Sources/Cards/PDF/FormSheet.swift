/// A form to be filled in by hand, blank or with what is known already: as values; it knows no worker and no rule.
package struct FormSheet: Sendable {
    package enum Kind: Sendable {
        /// A box to write in; half the width or all of it.
        case line(isWide: Bool)
        /// A box for each sign.
        case signs(Int)
        /// Boxes to tick.
        case choice([Bilingual])
    }

    package struct Field: Sendable {
        package let label: Bilingual
        package let kind: Kind
        /// What is known already; of a choice the place of the option.
        package let value: String
        package let chosen: Int?

        package init(label: Bilingual, kind: Kind, value: String = "", chosen: Int? = nil) {
            (self.label, self.kind, self.value, self.chosen) = (label, kind, value, chosen)
        }
    }

    package struct Section: Sendable {
        package let title: Bilingual
        package let fields: [Field]

        package init(title: Bilingual, fields: [Field]) { (self.title, self.fields) = (title, fields) }
    }

    /// What the QR code holds, and the number that people read and type.
    package struct Code: Sendable {
        package let content: String
        package let number: String

        package init(content: String, number: String) { (self.content, self.number) = (content, number) }
    }

    /// `bn`, `hi`, `ne`; with `en` nothing is written twice.
    package var language: String
    package var authority: Bilingual
    package var title: Bilingual
    /// What tells this sheet from others, such as the drive and the village.
    package var about: String
    /// Nil for a blank form.
    package var code: Code?
    package var photo: Bilingual
    package var sections: [Section]
    package var declaration: Bilingual
    package var signatures: [Bilingual]

    package init(
        language: String, authority: Bilingual, title: Bilingual, about: String, code: Code?, photo: Bilingual,
        sections: [Section], declaration: Bilingual, signatures: [Bilingual]
    ) {
        (self.language, self.authority, self.title) = (language, authority, title)
        (self.about, self.code, self.photo) = (about, code, photo)
        (self.sections, self.declaration, self.signatures) = (sections, declaration, signatures)
    }

    /// All sheets in one file, each beginning on a page of its own.
    package static func pdf(_ sheets: [FormSheet]) -> [UInt8] {
        let canvas = Canvas(title: sheets.first?.title.english ?? "")
        for (number, sheet) in sheets.enumerated() {
            if number > 0 { canvas.nextPage() }
            FormLayout(sheet: sheet, canvas: canvas).draw()
        }
        return canvas.finish()
    }
}

/// Puts one sheet on as many pages as it takes.
private struct FormLayout {
    let sheet: FormSheet
    let canvas: Canvas

    private let left = 42.0
    private let width = 511.0
    private let bottom = 800.0
    private let key = (0.086, 0.184, 0.416)
    private let grey = (0.4, 0.4, 0.4)
    private let boxHeight = 18.0
    private let cell = 14.5

    func draw() {
        var y = head()
        var page = 1
        for section in sheet.sections {
            let title = canvas.both(section.title, x: left, y: y, width: width, style(10.5, bold: true), draw: false)
            // A heading never stands alone at the end of a page.
            if y + title + 50 > bottom { y = next(&page) }
            canvas.fill(x: left, y: y, width: width, height: title + 4, (0.91, 0.93, 0.97))
            canvas.both(section.title, x: left + 4, y: y + 2, width: width, style(10.5, bold: true, color: key))
            y += title + 9
            for row in rows(section.fields) {
                let height = row.map { self.height(of: $0, isHalf: row.count == 2 || !isWide($0)) }.max() ?? 0
                if y + height > bottom { y = next(&page) }
                for (place, field) in row.enumerated() {
                    let half = (width - 14) / 2
                    draw(
                        field, x: left + Double(place) * (half + 14), y: y, width: isWide(field) ? width : half)
                }
                y += height
            }
            y += 4
        }
        end(from: y, &page)
    }

    /// Half-wide fields two by two; the others alone.
    private func rows(_ fields: [FormSheet.Field]) -> [[FormSheet.Field]] {
        var rows: [[FormSheet.Field]] = []
        for field in fields {
            if !isWide(field), let last = rows.last, last.count == 1, !isWide(last[0]) {
                rows[rows.count - 1].append(field)
            } else {
                rows.append([field])
            }
        }
        return rows
    }

    private func isWide(_ field: FormSheet.Field) -> Bool {
        switch field.kind {
        case .line(let isWide): isWide
        case .signs(let count): count > 14
        case .choice(let options): options.count > 4
        }
    }

    private func style(
        _ size: Double, bold: Bool = false, color: (Double, Double, Double) = (0.08, 0.01, 0.01)
    ) -> Canvas.Style { .init(size: size, bold: bold, color: color, language: sheet.language) }

    private func head() -> Double {
        let side = 92.0
        var y = 34.0
        let room = width - side - 14
        y += canvas.both(sheet.authority, x: left, y: y, width: room, style(10))
        y += 4
        y += canvas.both(sheet.title, x: left, y: y, width: room, style(16, bold: true, color: key))
        y += 4
        y += canvas.text(sheet.about, x: left, y: y, width: room, style(9, color: grey))
        canvas.frame(x: left + width - side, y: 30, width: side, height: side * 1.25, line: 0.7, grey)
        canvas.both(sheet.photo, x: left + width - side + 4, y: 34, width: side - 8, style(8, color: grey))
        if let code = sheet.code, let qr = QRCode(code.content) {
            canvas.code(qr, x: left - 6, y: y + 2, side: 76)
            y += 76
            y += canvas.text(code.number, x: left, y: y, width: room, style(9, bold: true))
        }
        return max(y, 30 + side * 1.25) + 10
    }

    private func next(_ page: inout Int) -> Double {
        canvas.nextPage()
        page += 1
        let text = "\(sheet.title.english) · \(sheet.about) · \(page)"
        return 30 + canvas.text(text, x: left, y: 30, width: width, style(8, color: grey)) + 8
    }

    private func height(of field: FormSheet.Field, isHalf: Bool) -> Double {
        let room = isHalf ? (width - 14) / 2 : width
        let label = canvas.both(field.label, x: 0, y: 0, width: room, style(8.5), draw: false)
        switch field.kind {
        case .line, .signs: return label + boxHeight + 7
        case .choice(let options): return label + place(options, width: room).height + 5
        }
    }

    private func draw(_ field: FormSheet.Field, x: Double, y: Double, width: Double) {
        let top = y + canvas.both(field.label, x: x, y: y, width: width, style(8.5)) + 1
        switch field.kind {
        case .line:
            canvas.frame(x: x, y: top, width: width, height: boxHeight, line: 0.6, grey)
            canvas.text(field.value, x: x + 4, y: top + 2, width: width - 8, style(10, bold: true))
        case .signs(let count):
            let signs = Array(field.value)
            for place in 0..<count {
                let edge = x + Double(place) * cell
                canvas.frame(x: edge, y: top, width: cell, height: boxHeight, line: 0.6, grey)
                guard place < signs.count else { continue }
                canvas.text(String(signs[place]), x: edge + 3.5, y: top + 2, width: cell, style(10, bold: true))
            }
        case .choice(let options):
            for (number, spot) in place(options, width: width).spots.enumerated() {
                canvas.frame(x: x + spot.x, y: top + spot.y + 2, width: 9, height: 9, line: 0.7, grey)
                if number == field.chosen {
                    canvas.fill(x: x + spot.x + 2, y: top + spot.y + 4, width: 5, height: 5, key)
                }
                canvas.text(
                    written(options[number]), x: x + spot.x + 12, y: top + spot.y, width: spot.width, style(8.5))
            }
        }
    }

    /// Local and English side by side: options are short.
    private func written(_ option: Bilingual) -> String {
        option.local == option.english || option.english.isEmpty ? option.local : "\(option.local) / \(option.english)"
    }

    /// Where each option stands, in as many columns as fit.
    private func place(
        _ options: [Bilingual], width: Double
    ) -> (spots: [(x: Double, y: Double, width: Double)], height: Double) {
        let longest = options.map { written($0).count }.max() ?? 0
        let columns = max(1, min(options.count, Int(width / max(60, Double(longest) * 5 + 18))))
        let step = width / Double(columns)
        var spots: [(x: Double, y: Double, width: Double)] = []
        var (y, tallest) = (0.0, 0.0)
        for (number, option) in options.enumerated() {
            if number > 0, number % columns == 0 {
                y += tallest + 2
                tallest = 0
            }
            tallest = max(
                tallest, canvas.text(written(option), x: 0, y: 0, width: step - 16, style(8.5), draw: false), 12)
            spots.append((Double(number % columns) * step, y, step - 16))
        }
        return (spots, y + tallest)
    }

    private func end(from start: Double, _ page: inout Int) {
        let declared = canvas.both(sheet.declaration, x: 0, y: 0, width: width, style(9), draw: false)
        var y = start + 4
        if y + declared + 70 > bottom { y = next(&page) }
        canvas.both(sheet.declaration, x: left, y: y, width: width, style(9))
        y += declared + 34
        let step = width / Double(max(1, sheet.signatures.count))
        for (number, signature) in sheet.signatures.enumerated() {
            let x = left + Double(number) * step
            canvas.fill(x: x, y: y, width: step - 16, height: 0.7, grey)
            canvas.both(signature, x: x, y: y + 3, width: step - 16, style(8.5, color: grey))
        }
    }
}
