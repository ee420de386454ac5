/// A list to be printed and written on, over as many pages as it takes: as values; it knows no worker and no rule.
///
/// A4 across. Every page repeats what the list is, its columns and its legend, and says which page of how many it is.
package struct ListSheet: Sendable {
    package struct Column: Sendable {
        package let heading: Bilingual
        /// Its part of the width, against the sum of all.
        package let share: Double

        package init(_ heading: Bilingual, share: Double) { (self.heading, self.share) = (heading, share) }
    }

    package enum Cell: Sendable {
        case text(String)
        /// The local text above the English one.
        case both(Bilingual)
        /// Small boxes to tick, each with its sign.
        case boxes([String])
    }

    package struct Group: Sendable {
        package let title: String
        package let rows: [[Cell]]

        package init(title: String, rows: [[Cell]]) { (self.title, self.rows) = (title, rows) }
    }

    /// `bn`, `hi`, `ne`; with `en` nothing is written twice.
    package var language: String
    package var title: Bilingual
    /// What the list is of, a line each.
    package var about: [String]
    /// `%1` is the page, `%2` how many there are.
    package var page: Bilingual
    package var columns: [Column]
    package var groups: [Group]
    package var legend: Bilingual

    package init(
        language: String, title: Bilingual, about: [String], page: Bilingual, columns: [Column], groups: [Group],
        legend: Bilingual
    ) {
        (self.language, self.title, self.about, self.page) = (language, title, about, page)
        (self.columns, self.groups, self.legend) = (columns, groups, legend)
    }

    private static let (width, height, margin) = (841.89, 595.28, 28.0)
    private static let key = (0.086, 0.184, 0.416)
    private static let grey = (0.33, 0.33, 0.33)
    private static let padding = 3.0

    private enum Line {
        case group(String)
        case row([Cell])
    }

    package func pdf() -> [UInt8] {
        let canvas = Canvas(width: ListSheet.width, height: ListSheet.height, title: title.english)
        let top = head(canvas, number: 1, of: 1, draw: false)
        let foot = both(legend, canvas, x: 0, y: 0, width: ListSheet.width - 2 * ListSheet.margin, size: 8, draw: false)
        let room = ListSheet.height - ListSheet.margin - foot - 8 - top
        let pages = paged(canvas, room: room)
        for (number, lines) in pages.enumerated() {
            if number > 0 { canvas.nextPage() }
            var y = head(canvas, number: number + 1, of: pages.count, draw: true)
            for (line, height) in lines {
                draw(line, canvas, y: y, height: height)
                y += height
            }
            both(
                legend, canvas, x: ListSheet.margin, y: ListSheet.height - ListSheet.margin - foot + 4,
                width: ListSheet.width - 2 * ListSheet.margin, size: 8, color: ListSheet.grey)
        }
        return canvas.finish()
    }

    /// Lines with their heights, page by page; a group's title never stands alone at the end, and is repeated on the next page.
    private func paged(_ canvas: Canvas, room: Double) -> [[(Line, Double)]] {
        var pages: [[(Line, Double)]] = [[]]
        var left = room
        for group in groups {
            let title = Line.group(group.title)
            let titleHeight = group.title.isEmpty ? 0 : height(of: title, canvas)
            for (place, row) in group.rows.enumerated() {
                let line = Line.row(row)
                let rowHeight = min(height(of: line, canvas), room - titleHeight)
                let begins = place == 0 || left < rowHeight
                if left < rowHeight + (begins ? titleHeight : 0), !pages[pages.count - 1].isEmpty {
                    pages.append([])
                    left = room
                }
                if titleHeight > 0, begins || pages[pages.count - 1].isEmpty {
                    pages[pages.count - 1].append((title, titleHeight))
                    left -= titleHeight
                }
                pages[pages.count - 1].append((line, rowHeight))
                left -= rowHeight
            }
        }
        return pages
    }

    /// The title, what the list is of, the page and the headings; returns where the rows begin.
    private func head(_ canvas: Canvas, number: Int, of count: Int, draw: Bool) -> Double {
        let (left, width) = (ListSheet.margin, ListSheet.width - 2 * ListSheet.margin)
        func filled(_ text: String) -> String {
            text.replacing("%1", with: String(number)).replacing("%2", with: String(count))
        }
        var y = ListSheet.margin
        let side = both(
            .init(local: filled(page.local), english: filled(page.english)), canvas, x: left + width - 130, y: y,
            width: 130, size: 9, color: ListSheet.grey, draw: draw)
        var beside = both(
            title, canvas, x: left, y: y, width: width - 140, size: 14, bold: true, color: ListSheet.key, draw: draw)
        for line in about {
            beside += canvas.text(
                line, x: left, y: y + beside, width: width - 140, .init(size: 9, language: language), draw: draw)
        }
        y += max(side, beside) + 6
        let heights = columns.map {
            both(
                $0.heading, canvas, x: 0, y: 0, width: wide($0) - 2 * ListSheet.padding, size: 8, bold: true,
                draw: false)
        }
        let height = (heights.max() ?? 0) + 2 * ListSheet.padding
        if draw {
            canvas.fill(x: left, y: y, width: width, height: height, (0.91, 0.93, 0.97))
            var x = left
            for column in columns {
                both(
                    column.heading, canvas, x: x + ListSheet.padding, y: y + ListSheet.padding,
                    width: wide(column) - 2 * ListSheet.padding, size: 8, bold: true)
                canvas.frame(x: x, y: y, width: wide(column), height: height, line: 0.5, ListSheet.grey)
                x += wide(column)
            }
        }
        return y + height
    }

    private func draw(_ line: Line, _ canvas: Canvas, y: Double, height: Double) {
        switch line {
        case .group(let title):
            canvas.text(
                title, x: ListSheet.margin + ListSheet.padding, y: y + ListSheet.padding,
                width: ListSheet.width - 2 * ListSheet.margin, .init(size: 10, bold: true, language: language))
        case .row(let cells):
            var x = ListSheet.margin
            for (column, cell) in zip(columns, cells) {
                let inner = wide(column) - 2 * ListSheet.padding
                self.cell(cell, canvas, x: x + ListSheet.padding, y: y + ListSheet.padding, width: inner, draw: true)
                canvas.frame(x: x, y: y, width: wide(column), height: height, line: 0.5, ListSheet.grey)
                x += wide(column)
            }
        }
    }

    private func height(of line: Line, _ canvas: Canvas) -> Double {
        switch line {
        case .group(let title):
            canvas.text(
                title, x: 0, y: 0, width: ListSheet.width - 2 * ListSheet.margin,
                .init(size: 10, bold: true, language: language), draw: false) + 2 * ListSheet.padding
        case .row(let cells):
            (zip(columns, cells).map {
                cell($1, canvas, x: 0, y: 0, width: wide($0) - 2 * ListSheet.padding, draw: false)
            }.max() ?? 0) + 2 * ListSheet.padding
        }
    }

    @discardableResult
    private func cell(
        _ cell: Cell, _ canvas: Canvas, x: Double, y: Double, width: Double, draw: Bool
    ) -> Double {
        switch cell {
        case .text(let text):
            return canvas.text(text, x: x, y: y, width: width, .init(size: 9, language: language), draw: draw)
        case .both(let text): return both(text, canvas, x: x, y: y, width: width, size: 9, draw: draw)
        case .boxes(let signs):
            let (side, step) = (9.0, 22.0)
            let across = max(1, Int(width / step))
            for (place, sign) in signs.enumerated() where draw {
                let (left, top) = (x + Double(place % across) * step, y + Double(place / across) * (side + 5) + 1)
                canvas.frame(x: left, y: top, width: side, height: side, line: 0.7, ListSheet.grey)
                canvas.text(sign, x: left + side + 1.5, y: top - 0.5, width: 12, .init(size: 7, language: language))
            }
            return Double((signs.count + across - 1) / across) * (side + 5)
        }
    }

    private func wide(_ column: Column) -> Double {
        (ListSheet.width - 2 * ListSheet.margin) * column.share / columns.reduce(0) { $0 + $1.share }
    }

    @discardableResult
    private func both(
        _ text: Bilingual, _ canvas: Canvas, x: Double, y: Double, width: Double, size: Double, bold: Bool = false,
        color: (Double, Double, Double) = (0.08, 0.01, 0.01), draw: Bool = true
    ) -> Double {
        canvas.both(
            text, x: x, y: y, width: width, .init(size: size, bold: bold, color: color, language: language), draw: draw)
    }
}
