import Store

extension Message {
    /// Notes which media the owner of a mobile does not want; those not named are wanted again.
    ///
    /// Codes that were asked for go out all the same.
    package static func refuse(_ media: Set<Medium>, mobileIndex: [UInt8], in scope: Scope) throws {
        for medium in Medium.allCases {
            if media.contains(medium) {
                try scope.transaction.run(
                    """
                    INSERT INTO message_refusals (mobile_index, medium, since)
                    VALUES (\(mobileIndex), \(medium.rawValue), \(scope.now)) ON CONFLICT (mobile_index, medium) DO NOTHING
                    """)
            } else {
                try scope.transaction.run(
                    "DELETE FROM message_refusals WHERE mobile_index = \(mobileIndex) AND medium = \(medium.rawValue)")
            }
        }
        try scope.record(
            "refused", "message", nil, details: ["media": media.map(\.rawValue).sorted().joined(separator: " ")])
    }

    package static func refusals(mobileIndex: [UInt8], in scope: Scope) throws -> Set<Medium> {
        Set(try Medium.allCases.filter { try refuses(mobileIndex, $0, in: scope) })
    }

    static func refuses(_ mobileIndex: [UInt8], _ medium: Medium, in scope: Scope) throws -> Bool {
        let since: Int64? = try scope.transaction.value(
            "SELECT since FROM message_refusals WHERE mobile_index = \(mobileIndex) AND medium = \(medium.rawValue)")
        return since != nil
    }
}
