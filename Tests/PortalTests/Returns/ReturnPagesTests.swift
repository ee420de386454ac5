import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Store
import Support
import Tabular
import Testing

@Suite struct ReturnPagesTests {
    static let daily = [
        "Sl. No", "Sub-division", "Block/Municipality/Ward#", "Approximate no. of left out migrant workers",
        "Migrant workers covered today", "Cumulative coverage", "No of House Visited", "No. of forms collected",
        "No of applications approved", "No of applications rejected",
        "Total no. of applications digitised and service provided",
    ]
    static let closing = [
        "Sl. No", "Sub-division", "Block/Municipality/Ward", "Target##", "No of House Visited",
        "No. of forms collected", "No of applications approved", "No of applications rejected",
        "Total no. of applications digitised and service provided",
    ]

    /// A drive in which 1,234 people are looked for and three doors were knocked at.
    static func drive(_ world: World) async throws -> TestDrive {
        let drive = try await TestDrive(in: world)
        _ = try await drive.visit(drive.people[0], .found, form: .filled)
        _ = try await drive.visit(drive.people[1], .moved)
        _ = try await drive.visit(nil, .new)
        try await world.registry.write(as: drive.officer) { scope in
            try Campaign.find(drive.id, in: scope).adjustTarget(
                id: scope.environment.newID(), of: World.chapra, by: 1228, reason: "A second list", in: scope)
        }
        return drive
    }

    static func file(_ browser: Browser, _ path: String, language: String) async throws -> [UInt8] {
        let headers: HTTPFields = [.cookie: browser.cookie + "; language=\(language)"]
        return try await browser.client.execute(uri: path, method: .get, headers: headers) {
            #expect($0.status == .ok)
            return [UInt8](buffer: $0.body)
        }
    }

    static func rows(ofWorkbook bytes: [UInt8]) throws -> [[String]] {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".xlsx"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var rows: [[String]] = []
        try XLSXReader(path: path).forEachRow(ofSheet: 0) {
            rows.append($0.strings)
            return true
        }
        return rows
    }

    static func text(ofPDF bytes: [UInt8]) throws -> String {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".pdf"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", path, "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    /// What stands in the cells of the page's annexure, row by row.
    static func rows(ofPage html: String) throws -> [[String]] {
        let table = try #require(html.split(separator: "<section class=\"card annexure\"").last)
        let end = table.range(of: "</section>")?.lowerBound ?? table.endIndex
        return table[..<end].matches(of: /<tr>(.*?)<\/tr>/.dotMatchesNewlines()).map { row in
            row.output.1.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/.dotMatchesNewlines()).map {
                $0.output.1.replacing(/<[^>]*>/, with: "").trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
    }

    @Test func thePageTheWorkbookAndThePDFShowTheSameFiguresUnderThePrescribedHeadings() async throws {
        let world = try await World()
        let drive = try await ReturnPagesTests.drive(world)
        try await drive.sign(on: drive.firstDay, remark: "বৃষ্টি ছিল")
        let path = "/campaigns/\(drive.id)/returns/\(drive.firstDay)"
        try await world.browse(drive.officer) { browser in
            for (day, headings) in [
                (path, ReturnPagesTests.daily), ("/campaigns/\(drive.id)/returns/final", ReturnPagesTests.closing),
            ] {
                let page = try await browser.get(day, language: "bn")
                #expect(page.status == .ok)
                let shown = try ReturnPagesTests.rows(ofPage: page.text)
                #expect(shown.first == headings)
                let book = try ReturnPagesTests.rows(
                    ofWorkbook: try await ReturnPagesTests.file(browser, day + "/sheet.xlsx", language: "bn"))
                let head = try #require(book.firstIndex(of: headings))
                let written = shown.dropFirst().map { $0.map { $0.replacing(",", with: "") } }
                #expect(book[(head + 1)..<(head + 1 + written.count)].map { $0 } == written)
                let pdf = try ReturnPagesTests.text(
                    ofPDF: try await ReturnPagesTests.file(browser, day + "/sheet.pdf", language: "bn"))
                for row in shown.dropFirst() {
                    let figures = row.dropFirst(3).joined(separator: " ")
                    let lines = pdf.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
                    #expect(lines.contains { $0.hasSuffix(figures) }, "\(figures) in \(pdf)")
                }
                #expect(book.joined().contains { $0.contains("নদিয়া") }, "the district in Bengali")
            }
            let signed = try await ReturnPagesTests.file(browser, path + "/sheet.pdf", language: "bn")
            let again = try await ReturnPagesTests.file(browser, path + "/sheet.pdf", language: "bn")
            #expect(signed == again, "a signed return is the same file each time")
        }
    }

    @Test func whatIsSignedHasTheHashThatThePageShows() async throws {
        let world = try await World()
        let drive = try await ReturnPagesTests.drive(world)
        let path = "/campaigns/\(drive.id)/returns/\(drive.firstDay)"
        try await world.browse(drive.officer) { browser in
            #expect(try await browser.get(path + "/signed.json").status == .notFound)
            let page = try await browser.get(path).text
            #expect(page.contains("not signed; they change"))
            func value(_ name: String, _ html: String) throws -> String {
                let match = try Regex("name=\"\(name)\" value=\"([^\"]*)\"").firstMatch(in: html)
                return String(try #require(match?.output[1].substring))
            }
            let form = [
                "id": try value("id", page), "version": try value("version", page), "remark": "All <well>",
            ]
            let answer = try await browser.post(path + "/signature?district=\(World.nadia)", form)
            #expect(answer.status == .seeOther && answer.location == path + "?district=\(World.nadia)")
            let shown = try await browser.get(answer.location).text
            let hash = try #require(shown.firstMatch(of: /SHA-256: ([0-9a-f]{64})/)?.output.1)
            let text = try await browser.get(path + "/signed.json").text
            #expect(Hexadecimal.write(Array(SHA256.hash(data: Data(text.utf8)))) == String(hash))
            #expect(shown.contains("Remark: All &lt;well&gt;") && text.contains("All <well>"))
            #expect(!shown.contains("Late arrivals"))
            _ = try await drive.visit(drive.people[3], .refused)
            let later = try await browser.get(path).text
            #expect(later.contains("Late arrivals") && later.contains("+1") && later.contains(String(hash)))
            let missing = try await browser.post(
                path + "/signature?district=\(World.nadia)", ["id": "\(drive.id)", "version": "2", "remark": "x"])
            #expect(missing.status == .unprocessableContent && missing.text.contains("href=\"#reason\""))
            let second = try await browser.post(
                path + "/signature?district=\(World.nadia)",
                ["id": try value("id", later), "version": "2", "reason": "A late phone"])
            #expect(second.status == .seeOther)
            let both = try await browser.get(path).text
            #expect(both.contains("Version 2") && both.contains("A late phone") && !both.contains("Late arrivals"))
            #expect(try await browser.get(path + "?version=1").text.contains(String(hash)))
        }
    }

    @Test func everyFigureOpensTheListBehindIt() async throws {
        let world = try await World()
        let drive = try await ReturnPagesTests.drive(world)
        _ = try await world.worker()
        let path = "/campaigns/\(drive.id)/returns/\(drive.firstDay)"
        try await world.browse(drive.officer) { browser in
            let page = try await browser.get(path).text
            let links = page.matches(of: /href="([^"]*\/records[^"]*)"/).map { String($0.output.1) }
            #expect(links.count == 5, "target, today, covered, houses, forms")
            for link in links {
                let list = try await browser.get(link.replacing("&amp;", with: "&"))
                #expect(list.status == .ok)
                let lines = list.text.matches(of: /<tr><th scope="row"/).count
                let figure = try #require(link.split(separator: "figure=").last)
                let wanted = ["target": 6, "today": 3, "covered": 3, "houses": 3, "forms": 1]
                #expect(lines == wanted[String(figure)], "\(figure)")
            }
            let elsewhere = "\(path)/records?district=\(World.nadia)&place=\(World.kaliachak)&figure=target"
            #expect(try await browser.get(elsewhere).status == .notFound)
        }
        let noted = try await world.registry.read(as: .program("test")) { scope in
            try scope.transaction.value("SELECT count(*) FROM audit WHERE action = 'listed' AND noun = 'return'") ?? 0
        }
        #expect(noted == 5)
    }

    @Test func theStateSeesWhichDistrictsSignedAndSignsNothing() async throws {
        let world = try await World()
        let drive = try await ReturnPagesTests.drive(world)
        let state = try await world.staff(.stateAdministrator, at: World.westBengal)
        let id = world.registry.environment.newID()
        try await world.registry.write(as: state) { scope in
            var plan = Campaign.Plan(area: World.westBengal, firstDay: drive.firstDay, lastDay: drive.firstDay + 1)
            (plan.name, plan.daysOff) = ("All of it", [])
            try Campaign.begin(id: id, plan, in: scope)
        }
        _ = try await world.registry.write(as: drive.officer) { scope in
            try Return.sign(
                id: scope.environment.newID(), .daily, of: id, district: World.nadia, on: drive.firstDay, version: 1,
                in: scope)
        }
        try await world.browse(state) { browser in
            let days = try await browser.get("/campaigns/\(id)/returns")
            #expect(days.status == .ok && days.text.contains("Final return"))
            let path = "/campaigns/\(id)/returns/\(drive.firstDay)"
            let roll = try await browser.get(path)
            #expect(roll.text.contains("Malda") && roll.text.contains("Nadia"))
            #expect(roll.text.contains("Signed in time") && roll.text.contains("Not signed yet"))
            let malda = try await browser.get("\(path)?district=\(World.malda)")
            #expect(malda.status == .ok && malda.text.contains("Kaliachak-I") && !malda.text.contains("/signature"))
            #expect(try await browser.post("\(path)/signature?district=\(World.malda)", [:]).status == .forbidden)
            #expect(try await browser.get("/campaigns/\(id)/returns/\(drive.firstDay + 5)").status == .notFound)
        }
        try await world.browse(drive.officer) { browser in
            let path = "/campaigns/\(id)/returns/\(drive.firstDay)"
            let (own, other) = (
                try await browser.get(path).text, try await browser.get("\(path)?district=\(World.malda)").status
            )
            #expect(own.contains("Chapra") && other == .notFound)
        }
    }
}
