/// Every route of the portal, in one table.
package enum Routes {
    package static let all: [Route] =
        home + session + users + intake + desk + workers
        + duplicates + messages + own + certificates + grievances + places + audit + operations + api
}
