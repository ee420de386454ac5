import Registry

extension ExportSource {
    /// The list that a link names, `?noun=workers&status=active`, with the words of the list's own page.
    init?(_ visit: Visit) {
        switch visit.query("noun").flatMap(Noun.init) {
        case .applications: self = .applications(DeskQuery(visit).filter)
        case .workers: self = .workers(WorkersPage.filter(visit))
        case .appeals: self = .appeals(AppealPages.filter(visit))
        case .messages:
            self = .messages(
                Message.Filter(
                    status: visit.query("status").flatMap(Message.Status.init),
                    medium: visit.query("medium").flatMap(Message.Medium.init)))
        case .audit: self = .audit(AuditPage.search(visit).0)
        case .users: self = .users(UserList.filter(visit))
        case .review: self = .review(list: visit.query("list"))
        case .incentive:
            guard let campaign = visit.query("campaign").flatMap({ RecordID($0) }),
                let statement = visit.query("statement").flatMap({ RecordID($0) })
            else { return nil }
            self = .incentive(campaign: campaign, statement: statement)
        case .later:
            guard let filter = LaterPage.filter(visit) else { return nil }
            self = .later(filter)
        case nil: return nil
        }
    }
}
