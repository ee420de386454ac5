import Hummingbird
import Registry

/// One camp: when and for whom, who is on duty, who was invited, and how many came.
enum CampPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (id, campID) = (try visit.id(), try visit.id("camp"))
        let (campaign, camp, parts, invited, uninvited, staff, colleagues, names) = try await visit.registry.read(
            as: visit.actor
        ) { scope in
            let camp = try Camp.find(campID, in: id, in: scope)
            let staff = try camp.staff(in: scope)
            let colleagues = try camp.location.finest.map { try DriveStaff.all(at: $0, in: scope) } ?? []
            return (
                try Campaign.find(id, in: scope), camp, try camp.parts(in: scope), try camp.invitations(in: scope),
                camp.status == .planned ? try camp.uninvited(in: scope) : 0, staff, colleagues,
                try User.names(of: staff, in: scope)
            )
        }
        func may(_ roles: Set<Role>) -> Bool {
            visit.actor.assignments.contains { roles.contains($0.role) && camp.location.lies(in: $0.place) }
        }
        var model = DriveHead.model(campaign, visit).merging(CampsPage.line(camp, visit)) { $1 }
        model["parts"] = CampsPage.names(of: parts, visit).map { ["text": $0] }
        model["staff"] = staff.compactMap { names[$0] }.sorted().joined(separator: ", ")
        model["people"] = Written.number(invited.people)
        model["mobiles"] = Written.number(invited.mobiles)
        model["untold"] = invited.untold > 0 ? visit.text("camps.untold", Written.number(invited.untold)) : ""
        model["uninvited"] = visit.text("camps.uninvited", Written.number(uninvited))
        model["planned"] = camp.status == .planned
        model["cancelled"] = camp.status == .cancelled
        model["mayPlan"] = may(Camp.planners) && camp.status == .planned
        model["mayInvite"] = may(Camp.planners) && (camp.status == .planned && uninvited > 0 || invited.untold > 0)
        model["mayCount"] =
            may(Camp.counters) && camp.status != .cancelled && camp.day <= Day(visit.registry.environment.now())
        model["base"] = "/campaigns/\(id)/camps/\(campID)"
        model["begins"] = Camp.clock(camp.begins)
        model["ends"] = Camp.clock(camp.ends)
        model["colleagues"] = CampForm.colleagues(colleagues, Set(staff.map(\.description)), visit)
        model["papers"] = BilingualTexts.links(to: "/campaigns/\(id)/camps/\(campID)/notice.pdf", visit)
        model["told"] = visit.query("told").flatMap { Int($0) }.map { visit.text("camps.told", Written.number($0)) }
        return visit.page("camps-show", title: visit.text("camps.one"), model)
    }

    /// Invites whoever isn't, and tells the others what changed; some hundred a write, so that nobody waits behind it.
    static func invite(_ visit: Visit) async throws -> Response {
        let (id, campID) = (try visit.id(), try visit.id("camp"))
        let camp = try await visit.registry.read(as: visit.actor) { try Camp.find(campID, in: id, in: $0) }
        let told = try await tell(campID, in: id, inviting: camp.status == .planned, visit)
        return visit.redirect(to: "/campaigns/\(id)/camps/\(campID)?told=\(told)")
    }

    private static func tell(
        _ campID: RecordID, in id: RecordID, inviting: Bool, _ visit: Visit
    ) async throws -> Int {
        var told = 0
        while told < 20_000 {
            let count = try await visit.registry.write(as: visit.actor) { scope in
                let camp = try Camp.find(campID, in: id, in: scope)
                return try camp.tell(in: scope) + (inviting ? try camp.invite(in: scope) : 0)
            }
            guard count > 0 else { break }
            told += count
        }
        return told
    }

    static func change(_ visit: Visit) async throws -> Response {
        let (id, campID, form) = (try visit.id(), try visit.id("camp"), try await visit.form())
        let plan = CampForm.plan(form)
        try await visit.registry.write(as: visit.actor) {
            try Camp.find(campID, in: id, in: $0).change(to: plan, reason: form["reason"] ?? "", in: $0)
        }
        let told = try await tell(campID, in: id, inviting: false, visit)
        return visit.redirect(to: "/campaigns/\(id)/camps/\(campID)?told=\(told)")
    }

    static func cancel(_ visit: Visit) async throws -> Response {
        let (id, campID, form) = (try visit.id(), try visit.id("camp"), try await visit.form())
        try await visit.registry.write(as: visit.actor) {
            try Camp.find(campID, in: id, in: $0).cancel(reason: form["reason"] ?? "", in: $0)
        }
        let told = try await tell(campID, in: id, inviting: false, visit)
        return visit.redirect(to: "/campaigns/\(id)/camps/\(campID)?told=\(told)")
    }

    static func staff(_ visit: Visit) async throws -> Response {
        let (id, campID, form) = (try visit.id(), try visit.id("camp"), try await visit.form())
        let staff = form.all("staff").compactMap { RecordID($0) }
        try await visit.registry.write(as: visit.actor) {
            try Camp.find(campID, in: id, in: $0).place(staff: staff, in: $0)
        }
        return visit.redirect(to: "/campaigns/\(id)/camps/\(campID)")
    }

    static func count(_ visit: Visit) async throws -> Response {
        let (id, campID, form) = (try visit.id(), try visit.id("camp"), try await visit.form())
        func number(_ name: String) -> Int { form[name].flatMap { Int(Digits.ascii($0)) } ?? -1 }
        let (footfall, forms) = (number("footfall"), number("forms"))
        try await visit.registry.write(as: visit.actor) {
            try Camp.find(campID, in: id, in: $0).count(footfall: footfall, forms: forms, in: $0)
        }
        return visit.redirect(to: "/campaigns/\(id)/camps/\(campID)")
    }
}
