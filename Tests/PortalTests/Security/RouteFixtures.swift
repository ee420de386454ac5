import Foundation
import HTTPTypes
import Portal
import Registry
import Store
import Support

/// How a test makes the record that a route's parameters name: it lies in the own area (`Area.own`).
///
/// A new route with a parameter needs its line here, or `ScopeTests` fails: nobody forgets to ask whose record it is.
enum RouteFixtures {
    typealias Maker = @Sendable (World) async throws -> [String: String]

    /// By the beginning of the path; the longest counts.
    static let makers: [String: Maker] = [
        "/campaigns/:id": { world in
            ["id": try await world.drive(on: try await world.leftOuts(3)).id.description]
        },
        "/users/:id": { world in
            let user = try await world.staff(.enumerator, at: Area.own.panchayat).user
            return ["id": user?.description ?? ""]
        },
        "/applications/:id": { world in
            ["id": try await world.application(at: Area.own.panchayat, status: .submitted).description]
        },
        "/applications/import/:id": { world in
            let id = world.registry.environment.newID()
            let clerk = try await world.staff(.counterOperator, at: Area.own.block)
            _ = try await world.registry.write(as: clerk) {
                try Batch.begin(
                    id, scheme: "wb_migrant", language: "bn", fallback: Area.own.panchayat, headings: ["Name"], in: $0)
            }
            return ["id": id.description]
        },
        "/applications/:id/form": { world in
            ["id": try await world.application(at: Area.own.panchayat).description, "step": "basic"]
        },
        "/workers/:id": { world in ["id": try await world.worker(at: Area.own.panchayat).description] },
        "/appeals/:id": { world in
            let rejected = try await world.application(at: Area.own.panchayat, status: .rejected)
            let (id, clerk) = (
                world.registry.environment.newID(), try await world.staff(.counterOperator, at: Area.own.block)
            )
            _ = try await world.registry.write(as: clerk) {
                try Appeal.lodge(id: id, against: .application, rejected, grounds: "The age is right", in: $0)
            }
            return ["id": id.description]
        },
        "/review/:id": { world in
            let (a, b) = (world.registry.environment.newID(), world.registry.environment.newID())
            let id = try await world.registry.write(as: .program("test")) { scope in
                try ReviewPair.queue(
                    a, b, weight: 3, content: .init(fields: [], parts: []),
                    at: Location(Area.own.panchayat, in: scope.places), in: scope)
                return try ReviewPair.next(in: scope)?.id
            }
            return ["id": id?.description ?? ""]
        },
        "/documents/:id": { world in
            let application = try await world.application(at: Area.own.panchayat, status: .submitted)
            return ["id": try await world.document("photo", of: application).description]
        },
        "/papers/bundles/:id": { world in
            let clerk = try await world.staff(.counterOperator, at: Area.own.block)
            let paper = try await world.application(at: Area.own.panchayat, status: .submitted)
            let id = world.registry.environment.newID()
            try await world.registry.write(as: clerk) { scope in
                try PersonApplication.find(paper, in: scope).receiveOriginal(in: scope)
                _ = try PaperBundle.hand(id, [paper], in: scope)
            }
            return ["id": id.description]
        },
        "/exports/:id": { world in
            let owner = try await world.staff(.designatedOfficer, at: Area.own.block)
            let id = world.registry.environment.newID()
            try await world.registry.write(as: owner) {
                _ = try Export.ask(id: id, for: .workers(Worker.Filter()), as: .csv, in: $0)
            }
            return ["id": id.description]
        },
        "/lists/:id": { world in ["id": try await world.uploadedList().description] },
        "/linkages/:id": { world in ["id": try await world.linkageRun().id.description] },
        "/workbooks/:id": { world in
            let (run, officer) = try await world.linkageRun()
            try await world.registry.write(as: officer) { scope in
                try Workbook.keep(
                    [("Nadia", World.nadia, 1)], of: LinkageRun.find(run, in: scope), in: scope)
            }
            let id = try await world.registry.read(as: officer) { try Workbook.all(of: run, in: $0).first?.id }
            return ["id": id?.description ?? ""]
        },
        "/devices/:id": { world in
            let owner = try await world.staff(.enumerator, at: Area.own.panchayat)
            return ["id": try await world.device(of: owner).id.description]
        },
        "/field/api/photos/:id": { world in ["id": world.registry.environment.newID().description] },
        "/messages/:id": { world in
            let id: RecordID? = try await world.registry.write(as: .program("test")) { scope in
                try Message.queue(
                    .submitted, to: World.person(), language: "bn", about: scope.environment.newID(),
                    at: Location(Area.own.panchayat, in: scope.places), values: ["number": "1"], in: scope)
                return try scope.transaction.value("SELECT id FROM messages ORDER BY id LIMIT 1")
            }
            return ["id": id?.description ?? ""]
        },
        "/watch/:id": { world in
            for number in 0..<7 {
                _ = try await world.worker(World.person("Worker \(number)"), at: Area.own.panchayat)
            }
            try await world.registry.watch()
            let id = try await world.registry.read(as: .program("test")) {
                try WatchFinding.all(.mobile, in: $0).first?.id
            }
            return ["id": id?.description ?? ""]
        },
        "/grievances/:id": { world in ["id": try await world.emergency(at: Area.own.panchayat).id.description] },
        "/campaigns/:id/camps/:camp": { world in
            let drive = try await world.drive(at: Area.own.panchayat, in: Area.own.district)
            let camp = try await world.camp(of: drive.campaign, at: Area.own.panchayat)
            return ["id": drive.campaign.description, "camp": camp.description]
        },
        "/campaigns/:id/teams/:team": { world in
            let drive = try await world.drive(at: Area.own.panchayat, in: Area.own.district).campaign
            let clerk = try await world.staff(.enumerator, at: Area.own.panchayat)
            let id = world.registry.environment.newID()
            try await world.registry.write(as: .program("test")) {
                _ = try Team.keep(
                    id: id, in: drive, at: Area.own.panchayat, name: "Team", supervisor: clerk.user, members: [],
                    in: $0)
            }
            return ["id": drive.description, "team": id.description]
        },
        "/campaigns/:id/bundles/:bundle": { world in
            let drive = try await world.drive(at: Area.own.panchayat, in: Area.own.district).campaign
            let id = world.registry.environment.newID()
            try await world.registry.write(as: .program("test")) { scope in
                let today = Day(scope.environment.now())
                _ = try FormBundle.collect(
                    id: id, in: drive, at: Area.own.panchayat, on: today, forms: 3, in: scope)
            }
            return ["id": drive.description, "bundle": id.description, "number": "1"]
        },
        "/campaigns/:id/incentives/:statement": { world in
            let drive = try await world.drive(at: Area.own.panchayat, in: Area.own.district).campaign
            let application = try await world.application(at: Area.own.panchayat, status: .approved)
            let worker = try await world.worker(at: Area.own.panchayat)
            let id = world.registry.environment.newID()
            try await world.registry.write(as: .program("test")) { scope in
                let today = Day(scope.environment.now())
                try PersonApplication.join(drive, application: application, at: Area.own.panchayat, in: scope)
                try scope.transaction.run("UPDATE applications SET worker = \(worker) WHERE id = \(application)")
                _ = try IncentiveStatement.make(
                    id: id, for: .place(Area.own.panchayat), in: drive, from: today, to: today, in: scope)
            }
            return ["id": drive.description, "statement": id.description]
        },
        "/centres/:id": { world in
            let id = world.registry.environment.newID()
            try await world.registry.write(as: .program("test")) {
                _ = try Centre.grant(id: id, .bsk, name: "Centre", at: Area.own.panchayat, in: $0)
            }
            return ["id": id.description]
        },
        "/campaigns/:id/later/:person": { world in
            let drive = try await world.drive(at: Area.own.panchayat, in: Area.own.district)
            try await world.visit(drive.leftOuts[0], of: drive.campaign, .found, at: Area.own.panchayat)
            return ["id": drive.campaign.description, "person": drive.leftOuts[0].description]
        },
        "/campaigns/:id/returns": { world in
            let officer = try await world.staff(.districtOfficer, at: Area.own.district)
            let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
            try await world.registry.write(as: officer) { scope in
                var plan = Campaign.Plan(area: Area.own.district, firstDay: today, lastDay: today + 3)
                plan.name = "Drive"
                try Campaign.begin(id: id, plan, in: scope)
                try Return.sign(
                    id: scope.environment.newID(), .daily, of: id, district: Area.own.district, on: today, version: 1,
                    in: scope)
            }
            return ["id": id.description, "day": today.description]
        },
        "/mails/:id": { world in
            let officer = try await world.staff(.districtOfficer, at: Area.own.district)
            let (id, today) = (world.registry.environment.newID(), Day(world.clock.now))
            try await world.registry.write(as: officer) { scope in
                var plan = Campaign.Plan(area: Area.own.district, firstDay: today, lastDay: today + 3)
                (plan.name, plan.recipients) = ("Drive", ["labour@example.in"])
                let drive = scope.environment.newID()
                try Campaign.begin(id: drive, plan, in: scope)
                try Return.sign(
                    id: id, .daily, of: drive, district: Area.own.district, on: today, version: 1, in: scope)
            }
            return ["id": id.description]
        },
        "/own/workers/:id": { world in ["id": try await world.worker(at: Area.own.panchayat).description] },
    ]

    /// Routes that ask for a secret of their own, in the path or a header: whoever has it may come in, from any area; and
    /// public facts.
    static let secrets = [
        "/invitations/:token", "/hooks/sms/:token", "/hooks/voice/:token", "/metrics", "/api/v1/places/:id",
        "/verify/:code", "/emergency/:id", "/field/:file",
    ]

    /// Routes of what belongs to one person and not to an area: whoever else asks finds nothing.
    static let personal = ["/exports/:id", "/workbooks/:id"]

    /// Routes of what lies at an office, so above a panchayat: whoever works below does not see it.
    static let offices = ["/papers/bundles/:id", "/applications/import/:id"]

    static func isOffices(_ route: Route) -> Bool {
        offices.contains { route.path == $0 || route.path.hasPrefix($0 + "/") }
    }

    static func isPersonal(_ route: Route) -> Bool {
        personal.contains { route.path == $0 || route.path.hasPrefix($0 + "/") }
    }

    static func maker(of route: Route) -> Maker? {
        // The API has the same records.
        let path = route.path.replacing("/api/v1/review-pairs/", with: "/review/").replacing("/api/v1/", with: "/")
        return makers.filter { path == $0.key || path.hasPrefix($0.key + "/") }.max {
            $0.key.count < $1.key.count
        }?.value
    }

    static func isSecret(_ route: Route) -> Bool {
        secrets.contains { route.path == $0 || route.path.hasPrefix($0 + "/") }
    }
}

extension Route {
    var parameters: [String] { path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) } }

    var isSafe: Bool { method == .get || method == .head }

    func address(_ values: [String: String]) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix(":") ? values[String(part.dropFirst())] ?? "0" : String(part)
        }.joined(separator: "/")
    }
}
