import Registry

/// What the register must say after a drive, by the book that was kept beside it.
extension SampleDrive {
    /// Every figure of every block and day, and the whole area's, against what was counted here.
    func compare(_ blocks: [SampleDriveBlock], _ report: inout Report) async throws {
        var sums: [Day: DriveFigures] = [:], books: [PlaceID: [Day: DriveFigures]] = [:]
        for block in blocks {
            let mine = await block.tally()
            books[block.place] = mine
            books[block.place]?[Day(number: 0), default: DriveFigures()][.target] = block.people
            let theirs = try await registry.read(as: .program("sample")) {
                try DriveCounter.days(of: block.place, in: campaign, in: $0)
            }
            for (day, figures) in mine { sums[day, default: DriveFigures()] += figures }
            Self.compare(mine, theirs, "block \(block.place.code)", &report)
        }
        let whole = try await registry.read(as: .program("sample")) {
            try DriveCounter.days(of: area, in: campaign, in: $0)
        }
        Self.compare(sums, whole, "area \(area.code)", &report)
        let districts = Dictionary(grouping: books.keys) { Location($0, in: registry.places).district }
        for (district, blocks) in districts {
            guard let district else { continue }
            let books = books.filter { blocks.contains($0.key) }
            for day in 0..<order.played { try await compareReturns(of: district, books, firstDay + day, &report) }
        }
    }

    /// Annexure I of a day, and Annexure II on the last one: every figure of every line.
    private func compareReturns(
        of district: PlaceID, _ books: [PlaceID: [Day: DriveFigures]], _ day: Day, _ report: inout Report
    ) async throws {
        let kinds: [Return.Kind] = day == firstDay + (order.days - 1) ? [.daily, .closing] : [.daily]
        for kind in kinds {
            let annexure = try await registry.read(as: .program("sample")) {
                try Return.count(
                    kind, of: Campaign.find(campaign, in: $0), district: district, on: day, in: $0)
            }
            var lines = annexure.lines.compactMap { line in line.place.map { ($0.place, line) } }
            if lines.count != annexure.lines.count { report.wrong.append("\(day): a line without a place") }
            lines.removeAll { books[$0.0] == nil && $0.1.figures.values.allSatisfy { $0 == 0 } }
            if Set(lines.map(\.0)) != Set(books.keys) { report.wrong.append("\(day): not a line for each block") }
            for (place, line) in lines {
                let book = books[place] ?? [:]
                let sum = book.filter { $0.key <= day }.values.reduce(into: DriveFigures()) { $0 += $1 }
                let today = book[day] ?? DriveFigures()
                for figure in Return.Figure.columns(of: kind) {
                    let counted =
                        switch figure {
                        case .target: sum[.target]
                        case .today: today[.covered] + today[.new]
                        case .covered: sum[.covered] + sum[.new]
                        case .houses: sum[.houses]
                        case .forms: sum[.forms]
                        case .approved: sum[.approved]
                        case .rejected: sum[.rejected]
                        case .digitised: sum[.digitised]
                        }
                    report.compared += 1
                    guard line[figure] != counted else { continue }
                    report.wrong.append("\(kind) \(place.code) \(day) \(figure): \(line[figure]), not \(counted)")
                }
            }
        }
    }

    private static func compare(
        _ mine: [Day: DriveFigures], _ theirs: [Day: DriveFigures], _ place: String, _ report: inout Report
    ) {
        for day in Set(mine.keys).union(theirs.keys).sorted() {
            for measure in DriveMeasure.allCases where measure != .target {
                let (counted, kept) = (mine[day]?[measure] ?? 0, theirs[day]?[measure] ?? 0)
                report.compared += 1
                if counted != kept { report.wrong.append("\(place) \(day) \(measure): \(kept), not \(counted)") }
            }
        }
    }
}
