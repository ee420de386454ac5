/// Every route of the portal, in one table.
package enum Routes {
    package static let all: [Route] =
        home + session + users + intake + documents + batches + desk + workers
        + duplicates + messages + places + audit + operations
}
