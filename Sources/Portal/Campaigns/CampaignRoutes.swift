import Registry

extension Routes {
    static let campaigns: [Route] = [
        .get("/campaigns", .roles(.readers), CampaignsPage.show),
        .get("/campaigns/new", .roles(Campaign.leaders), CampaignNew.show),
        .post("/campaigns", .roles(Campaign.leaders), CampaignNew.take),
        .get("/campaigns/:id", .roles(.readers), DrivePage.show),
        .get("/campaigns/:id/review", .roles(.readers), DriveReview.show),
        .get("/campaigns/:id/targets", .roles(.readers), TargetsPage.show),
        .post("/campaigns/:id/targets", .roles(Campaign.leaders), TargetsPage.adjust),
        .post("/campaigns/:id/closing", .roles(Campaign.leaders), DrivePage.close),
    ]
}
