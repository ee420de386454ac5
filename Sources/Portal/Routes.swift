/// Every route of the portal, in one table.
package enum Routes {
    package static let all: [Route] =
        [
            home, session, users, intake, desk, workers, duplicates, watch, messages, places, audit,
            operations, documents, batches, api, exports, papers, own, certificates, grievances, campaigns,
            houseLists, laterList, camps, lists, linkages, returns, mails, teams, stock, incentives, centres,
            paperForms, formBundles, devices, field, conflicts,
        ].flatMap(\.self)
}
