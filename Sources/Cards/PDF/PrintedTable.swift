/// A table to be printed and signed: landscape A4, its headings on each page, a place for signatures at its end.
package struct PrintedTable: Sendable {
    package struct Column: Sendable {
        let heading: String
        /// Share of the page's width.
        let width: Double
        /// Numbers stand at the right.
        let isNumber: Bool

        package init(heading: String, width: Double, isNumber: Bool = false) {
            (self.heading, self.width, self.isNumber) = (heading, width, isNumber)
        }
    }

    package var titles: [String]
    package var columns: [Column]
    package var rows: [[String]]
    package var total: [String]
    /// Lines below the table.
    package var notes: [String]
    /// Who signs where: a line each, side by side.
    package var signatures: [String]
    /// On every page beside its number.
    package var footer: String
    /// `bn`, `hi`, `ne` or `en`: scripts are shaped as the language wants.
    package var language: String
    /// ISO 8601; the same values give the same bytes where it is there.
    package var made: String?

    package init(
        titles: [String], columns: [Column], rows: [[String]], total: [String], notes: [String], signatures: [String],
        footer: String, language: String, made: String?
    ) {
        (self.titles, self.columns, self.rows, self.total) = (titles, columns, rows, total)
        (self.notes, self.signatures, self.footer) = (notes, signatures, footer)
        (self.language, self.made) = (language, made)
    }

    private static let (width, height) = (841.89, 595.28)
    private static let (left, top, bottom) = (34.0, 30.0, 560.0)
    private static let (inset, grey) = (4.0, (0.33, 0.33, 0.33))

    package func pdf() -> [UInt8] {
        let canvas = Canvas(
            width: PrintedTable.width, height: PrintedTable.height, title: titles.first ?? "", made: made)
        var page = 1
        var y = PrintedTable.top
        for (number, title) in titles.enumerated() {
            y += canvas.text(
                title, x: PrintedTable.left, y: y, width: room,
                .init(size: number == 0 ? 15 : 11, bold: true, language: language))
        }
        y = head(canvas, y: y + 8)
        func turn() {
            foot(canvas, page)
            canvas.nextPage()
            (page, y) = (page + 1, PrintedTable.top)
        }
        for (cells, isTotal) in rows.map({ ($0, false) }) + [(total, true)] {
            if y + line(cells, canvas, y: y, bold: isTotal, draw: false) > PrintedTable.bottom {
                turn()
                y = head(canvas, y: y)
            }
            y += line(cells, canvas, y: y, bold: isTotal, fill: isTotal ? (0.93, 0.93, 0.93) : nil)
        }
        y += 8
        for note in notes {
            let style = Canvas.Style(size: 9, language: language)
            if y + canvas.text(note, x: PrintedTable.left, y: y, width: room, style, draw: false) > PrintedTable.bottom
            {
                turn()
            }
            y += canvas.text(note, x: PrintedTable.left, y: y, width: room, style) + 2
        }
        if y + 70 > PrintedTable.bottom { turn() }
        sign(canvas, y: y + 48)
        foot(canvas, page)
        return canvas.finish()
    }

    private var room: Double { PrintedTable.width - 2 * PrintedTable.left }

    private func head(_ canvas: Canvas, y: Double) -> Double {
        y + line(columns.map(\.heading), canvas, y: y, bold: true, fill: (0.86, 0.9, 0.95), isHead: true)
    }

    /// One row; returns its height. Without `draw` it is only measured.
    @discardableResult
    private func line(
        _ cells: [String], _ canvas: Canvas, y: Double, bold: Bool, fill: (Double, Double, Double)? = nil,
        isHead: Bool = false, draw: Bool = true
    ) -> Double {
        let share = columns.reduce(0) { $0 + $1.width }
        let widths = columns.map { $0.width / share * room }
        func write(_ place: Int, x: Double, down: Double = 0, draw: Bool) -> Double {
            let style = Canvas.Style(
                size: isHead ? 8 : 9.5, bold: bold, rightAligned: columns[place].isNumber && !isHead,
                language: language)
            return canvas.text(
                cells[place], x: x + PrintedTable.inset, y: y + 3 + down, width: widths[place] - 2 * PrintedTable.inset,
                style, draw: draw)
        }
        let heights = cells.indices.map { write($0, x: 0, draw: false) }
        let height = (heights.max() ?? 0) + 6
        guard draw else { return height }
        var x = PrintedTable.left
        for place in cells.indices {
            if let fill { canvas.fill(x: x, y: y, width: widths[place], height: height, fill) }
            canvas.frame(x: x, y: y, width: widths[place], height: height, line: 0.5, PrintedTable.grey)
            // Scripts differ in height: side by side they stand in the middle of their line.
            _ = write(place, x: x, down: isHead ? 0 : (height - 6 - heights[place]) / 2, draw: true)
            x += widths[place]
        }
        return height
    }

    private func sign(_ canvas: Canvas, y: Double) {
        guard !signatures.isEmpty else { return }
        let width = room / Double(signatures.count)
        for (place, text) in signatures.enumerated() {
            let x = PrintedTable.left + Double(place) * width
            canvas.fill(x: x, y: y, width: min(260, width - 40), height: 0.6, PrintedTable.grey)
            canvas.text(text, x: x, y: y + 3, width: min(260, width - 40), .init(size: 9, language: language))
        }
    }

    private func foot(_ canvas: Canvas, _ page: Int) {
        var style = Canvas.Style(size: 7.5, color: PrintedTable.grey)
        canvas.text(footer, x: PrintedTable.left, y: 572, width: room - 60, style)
        style.rightAligned = true
        canvas.text(String(page), x: PrintedTable.left + room - 60, y: 572, width: 60, style)
    }
}
