import Foundation
import HTTPTypes
import Registry
import Support
import Testing

@Suite struct CampaignPageTests {
    private static let form = [
        "name": "January drive", "kind": "both", "area": "\(World.nadia)", "first": "15-01-2027", "last": "2027-01-20",
        "sundays": "1", "off": "19-01-2027", "daily": "19:00", "final": "15:00", "fee": "5", "centreFee": "12.50",
        "recipients": "a@example.org",
    ]

    @Test func aDistrictOfficerBeginsADriveAndSeesItsProgress() async throws {
        let world = try await World()
        let list = try await world.leftOuts(12)
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        let id = world.registry.environment.newID()
        try await world.browse(officer) { browser in
            let empty = try await browser.get("/campaigns/new")
            #expect(empty.text.contains("Second list"))
            var fields = CampaignPageTests.form
            (fields["id"], fields["list"]) = (id.description, list.description)
            for _ in 0..<2 {
                let answer = try await browser.post("/campaigns", fields)
                #expect(answer.location == "/campaigns/\(id)")
            }
            let page = try await browser.get("/campaigns/\(id)")
            #expect(page.status == .ok)
            #expect(page.text.contains("Krishnanagar Sadar"))
            #expect(page.text.contains("0.0% are covered"))
            #expect(page.text.contains("<svg"))
        }
        let drive = try await world.registry.read(as: officer) { try Campaign.find(id, in: $0) }
        #expect(drive.daysOff.count == 2)
        #expect(drive.fee(of: .place(World.bagberia)) == 500)
        #expect(drive.fee(of: .centre(drive.id)) == 1250)
    }

    @Test(arguments: [
        ("name", "", "Give the drive a name."), ("last", "2027-01-01", "not before the first"),
        ("first", "31-02-2027", "first day"),
        ("fee", "five", "amount"), ("centreFee", "-1", "amount"), ("daily", "25:00", "time"),
        ("off", "tomorrow", "14-11-2026"),
        ("recipients", "nobody", "no e-mail address"), ("last", "2999-01-01", "Give a last day"),
    ]) func aFaultStandsBesideItsField(_ field: String, _ value: String, _ said: String) async throws {
        let world = try await World()
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await world.browse(officer) { browser in
            var fields = CampaignPageTests.form
            fields["id"] = world.registry.environment.newID().description
            fields[field] = value
            let answer = try await browser.post("/campaigns", fields)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(said))
            #expect(answer.text.contains("id=\"\(field)-fault\""))
            #expect(try await browser.get("/campaigns").text.contains("No drive"))
        }
    }

    @Test func aTargetIsChangedWithItsReasonAndTheDriveClosed() async throws {
        let world = try await World()
        let drive = try await world.drive(on: try await world.leftOuts(12))
        let officer = try await world.staff(.districtOfficer, at: World.nadia)
        try await world.browse(officer) { browser in
            let targets = "/campaigns/\(drive.id)/targets"
            let fields = [
                "id": world.registry.environment.newID().description, "at": World.krishnanagar.description,
                "change": "-2",
                "reason": "Two <b>went</b> away",
            ]
            let answer = try await browser.post(targets, fields)
            #expect(answer.status == .seeOther)
            let page = try await browser.get(targets)
            #expect(page.text.contains("Two &lt;b&gt;went"))
            var wrong = fields
            (wrong["id"], wrong["change"]) = (world.registry.environment.newID().description, "-999")
            #expect(try await browser.post(targets, wrong).status == .unprocessableContent)
            #expect(try await browser.post("/campaigns/\(drive.id)/closing", [:]).status == .seeOther)
            #expect(try await browser.get("/campaigns/\(drive.id)").text.contains("Closed"))
            let late = try await browser.get("/campaigns/\(drive.id)/review?span=week")
            #expect(late.status == .ok)
        }
    }

    @Test func theReviewAsksWhatTheFiguresAsk() async throws {
        let world = try await World()
        let list = try await world.leftOuts(12)
        let drive = try await world.drive(on: list)
        let enumerator = try await world.staff(.enumerator, at: World.bagberia)
        for person in try await world.people(of: list, at: World.bagberia).prefix(12) {
            let report = HouseVisit.Report(
                id: world.registry.environment.newID(), campaign: drive.id, house: world.registry.environment.newID(),
                leftOut: person.id, place: World.bagberia, visited: world.clock.now.milliseconds, outcome: .untraceable)
            _ = try await world.registry.write(as: enumerator) { try HouseVisit.record(report, in: $0) }
        }
        let auditor = try await world.staff(.auditor, at: World.nadia)
        try await world.browse(auditor) { browser in
            let page = try await browser.get("/campaigns/\(drive.id)/review")
            #expect(page.text.contains("12 people were not traceable"))
            #expect(try await browser.get("/campaigns/\(drive.id)?place=\(World.malda)").status == .notFound)
            #expect(try await browser.get("/campaigns/\(drive.id)?place=nonsense&day=x").status == .ok)
        }
    }
}
