import Foundation
package import Registry
import Tabular

/// Tries a register with the rows of a list as if they came to a counter: how long the duplicate check, the search and the desk
/// take, and how many who are registered already are found.
///
/// Everything runs one after the other in this process, through the same functions as the portal. Nothing is written.
package struct RegisterTrial {
    package struct Report: Sendable, Codable, Equatable {
        /// By what was done: `check`, `check again` (the same people once more), `search …`, `desk …`.
        package var times: [String: ResponseTimes] = [:]
        /// People of the list who are registered, and of them those found as possible or certain.
        package var registered = 0
        package var found = 0
        /// Of those not found: so many the model calls likely enough, had the check come upon them.
        package var overlooked = 0
        /// People who are not registered, and of them those for whom somebody was shown, or said to be certain.
        package var new = 0
        package var falselyPossible = 0
        package var falselyCertain = 0
        /// The same for made-up people with the commonest names.
        package var common = 0
        package var commonPossible = 0

        package var recall: Double { Double(found) / Double(max(1, registered)) }
    }

    private struct Request: Sendable {
        var person: Person
        var location: Location
        /// The workers whom the list's truth says the person is; empty for a new one, nil for nobody knows.
        var workers: Set<RecordID>?
    }

    private let registry: Registry
    private let folder: String
    private let source: String

    /// - Parameters:
    ///   - folder: holds left.csv and truth.csv of `shramik sample lists`, whose right.csv is in the register.
    ///   - source: the name that right.csv was imported under.
    package init(_ folder: String, source: String, in registry: Registry) {
        (self.folder, self.source, self.registry) = (folder, source, registry)
    }

    /// - Parameter count: so many people of the list, evenly.
    package func run(count: Int, progress: (JobProgress) -> Void) async throws -> Report {
        let requests = try requests(count)
        var report = Report()
        for pass in ["check", "check again"] {
            var times: [Double] = []
            for (place, request) in requests.enumerated() {
                let (time, finding) = try await timed {
                    try await registry.read(as: .program("trial")) {
                        try DuplicateCheck.check(request.person, at: request.location, in: $0)
                    }
                }
                times.append(time)
                if pass == "check" {
                    Self.count(finding, request, &report)
                    if try await overlooks(finding, request) { report.overlooked += 1 }
                }
                progress(JobProgress(phase: pass, done: Double(place) / Double(requests.count)))
            }
            report.times[pass] = ResponseTimes(times)
        }
        try await search(requests, &report)
        try await desk(&report)
        return report
    }

    private static func count(_ finding: DuplicateFinding, _ request: Request, _ report: inout Report) {
        let open = !finding.candidates.isEmpty
        guard let workers = request.workers else {
            report.common += 1
            if open { report.commonPossible += 1 }
            return
        }
        if workers.isEmpty {
            report.new += 1
            if open { report.falselyPossible += 1 }
            if finding.verdict == .certain { report.falselyCertain += 1 }
        } else {
            report.registered += 1
            if finding.candidates.contains(where: { workers.contains($0.worker) }) { report.found += 1 }
        }
    }

    /// True where none of the person's records was shown, though the model would have thought one of them likely.
    private func overlooks(_ finding: DuplicateFinding, _ request: Request) async throws -> Bool {
        guard let workers = request.workers, !finding.candidates.contains(where: { workers.contains($0.worker) }) else {
            return false
        }
        return try await registry.read(as: .program("trial")) { scope in
            try workers.contains {
                try DuplicateCheck.likeness(of: request.person, at: request.location, to: $0, in: scope)?.isShown
                    ?? false
            }
        }
    }

    private func timed<Result>(_ body: () async throws -> Result) async rethrows -> (Double, Result) {
        let began = ContinuousClock.now
        let result = try await body()
        return (began.duration(to: .now) / .milliseconds(1), result)
    }

    private func search(_ requests: [Request], _ report: inout Report) async throws {
        func actor(_ role: Role, _ place: PlaceID) -> Actor {
            Actor(.user(registry.environment.newID()), assignments: [Assignment(role: role, place: place)])
        }
        let state = actor(.stateAdministrator, PlaceID(.state, 19))
        var times: [String: [Double]] = [:]
        for request in requests {
            let person = request.person
            let name = person.name ?? ""
            let kind = "search name \(name.utf8.allSatisfy { $0 < 128 } ? "Latin" : "Indian")"
            var searches: [(String, String, Actor)] = [
                ("\(kind), state", name, state),
                ("search one word, state", String(name.prefix { $0 != " " }), state),
            ]
            if let block = request.location.block {
                searches.append(("\(kind), block", name, actor(.designatedOfficer, block)))
            }
            if let district = request.location.district {
                searches.append(("\(kind), district", name, actor(.districtOfficer, district)))
            }
            if let mobile = person.mobile { searches.append(("search mobile", mobile, state)) }
            if let epic = person.epic { searches.append(("search EPIC", epic, state)) }
            for (kind, text, actor) in searches where !text.isEmpty {
                let (time, found) = try await timed {
                    try await registry.read(as: actor) { try WorkerSearch.find(text, limit: 50, in: $0) }
                }
                times[kind, default: []].append(time)
                guard kind == "search mobile", let worker = found.first else { continue }
                let (again, _) = try await timed {
                    try await registry.read(as: state) { try WorkerSearch.find(worker.number, limit: 50, in: $0) }
                }
                times["search number", default: []].append(again)
                if let family = worker.person.familyNumber {
                    let (time, _) = try await timed {
                        try await registry.read(as: state) { try WorkerSearch.find(family, limit: 50, in: $0) }
                    }
                    times["search family", default: []].append(time)
                }
            }
        }
        for (kind, times) in times { report.times[kind] = ResponseTimes(times) }
    }

    /// What the desk page asks, as a verifier and a designated officer of the sample's block and as the state.
    private func desk(_ report: inout Report) async throws {
        for (name, role, place) in [
            ("verifier", Role.verifier, SampleCast.block), ("officer", .designatedOfficer, SampleCast.block),
            ("state", .stateAdministrator, PlaceID(.state, 19)),
        ] {
            let actor = Actor(
                .user(registry.environment.newID()), assignments: [Assignment(role: role, place: place)])
            var times: [Double] = [], after: Desk.Cursor?
            for turn in 0..<200 {
                var filter = DeskFilter()
                filter.reach = role == .stateAdministrator || turn % 4 == 3 ? .area : .mine
                let asked = filter, cursor = after
                let (time, page) = try await timed {
                    try await registry.read(as: actor) { scope in
                        _ = try Desk.figures(.mine, in: scope)
                        _ = try Desk.figures(.area, in: scope)
                        return try Desk.page(asked, after: cursor, in: scope)
                    }
                }
                times.append(time)
                after = page.hasNext ? page.lines.last?.cursor : nil
            }
            report.times["desk, \(name)"] = ResponseTimes(times)
        }
    }

    private func requests(_ count: Int) throws -> [Request] {
        var rows: [RowChunks.Row] = [], header: [String] = []
        try TableFile(folder + "/left.csv").forEachRow(sheet: nil) { row in
            if header.isEmpty { header = row.strings } else { rows.append(.init(line: row.line, fields: row.strings)) }
            return true
        }
        let step = max(1, rows.count / count)
        rows = stride(from: 0, to: rows.count, by: step).prefix(count).map { rows[$0] }
        let truth = try truth(of: Set(rows.map { $0.fields.first ?? "" }))
        let states = (1...99).map { PlaceID(.state, $0) }.filter { registry.places[$0] != nil }
        let reader = WorkerRows(
            header: header, places: PlaceReader(registry.places, in: states, fallback: PlaceID(.state, 19)),
            asOf: "2020-06-30")
        var requests: [Request] = []
        for (place, row) in rows.enumerated() {
            let read = reader.read(row.fields, line: row.line)
            let workers = truth[read.id] ?? []
            requests.append(Request(person: read.person, location: read.location, workers: workers))
            guard place % 10 == 0 else { continue }
            var common = Person()
            let pick = Self.commonest[place / 10 % Self.commonest.count]
            (common.name, common.father, common.age, common.ageAsOn) = (pick.0, pick.1, 18 + place % 40, "2020-06-30")
            common.sex = pick.2
            common.permanentAddress = read.person.permanentAddress
            requests.append(Request(person: common, location: read.location, workers: nil))
        }
        return requests
    }

    private static let commonest: [(String, String, Sex)] = [
        ("Md Rahim", "Md Abdul", .male), ("Sk Abdul", "Sk Rahim", .male), ("Sekh Abdul", "Sekh Karim", .male),
        ("Laxmi Das", "Gopal Das", .female), ("Rina Bibi", "Abdul Sekh", .female), ("Abdul Sk", "Md Islam", .male),
        ("Mst Khatun", "Md Ali", .female), ("Sanjay Das", "Bimal Das", .male), ("Md Ali", "Abdul Ali", .male),
        ("Rabi Mondal", "Haran Mondal", .male),
    ]

    /// For each of these rows of the left list the workers that its person is registered as.
    private func truth(of rows: Set<String>) throws -> [String: Set<RecordID>] {
        var persons: [String: String] = [:], workers: [String: Set<RecordID>] = [:]
        try TableFile(folder + "/truth.csv").forEachRow(sheet: nil) { row in
            if row[0] == "left", rows.contains(row[1]) { persons[row[1]] = row[2] }
            return true
        }
        let wanted = Set(persons.values)
        try TableFile(folder + "/truth.csv").forEachRow(sheet: nil) { row in
            if row[0] == "right", wanted.contains(row[2]) {
                workers[row[2], default: []].insert(RecordID(ofRow: row[1], source: source, in: registry))
            }
            return true
        }
        return persons.mapValues { workers[$0] ?? [] }
    }
}
