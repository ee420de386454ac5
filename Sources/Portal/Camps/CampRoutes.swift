import Registry

extension Routes {
    static let camps: [Route] = [
        .get("/campaigns/:id/camps", .roles(.readers), CampsPage.list),
        .get("/campaigns/:id/camps/new", .roles(Camp.planners), CampForm.new),
        .post("/campaigns/:id/camps", .roles(Camp.planners), CampForm.plan),
        .get("/campaigns/:id/camps/:camp", .roles(.readers), CampPage.show),
        .get("/campaigns/:id/camps/:camp/notice.pdf", .roles(.readers), CampNotice.send),
        .post("/campaigns/:id/camps/:camp/invitations", .roles(Camp.planners), CampPage.invite),
        .post("/campaigns/:id/camps/:camp/change", .roles(Camp.planners), CampPage.change),
        .post("/campaigns/:id/camps/:camp/cancellation", .roles(Camp.planners), CampPage.cancel),
        .post("/campaigns/:id/camps/:camp/staff", .roles(Camp.planners), CampPage.staff),
        .post("/campaigns/:id/camps/:camp/count", .roles(Camp.counters), CampPage.count),
    ]
}
