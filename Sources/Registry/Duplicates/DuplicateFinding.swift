/// What the check of one person against the register found.
package struct DuplicateFinding: Sendable {
    /// A worker who may be the same person, and why.
    package struct Candidate: Sendable {
        /// One comparison: the column (`name`, `guardian`, `birth` …), how far it agrees (`same`, `alike`, `different`,
        /// `sharedByMany`), and what that says of the two beside what was compared before (log2).
        package typealias Part = (name: String, level: String, weight: Double)

        package let worker: RecordID
        /// log2 of the odds that the two are one person.
        package let weight: Double
        package let parts: [Part]
        /// Identifiers that both bear.
        package let shared: [String]
        /// The block or district whose office holds the record: all that an officer of another area learns.
        package let office: PlaceID?
        /// What an officer decided about this pair.
        package let decision: PairDecision.Outcome?
        package let isCertain: Bool
    }

    package let verdict: Application.Duplicate
    /// The likeliest first.
    package let candidates: [Candidate]
    /// Identifiers that the person lacks, so that nobody could be found by them.
    package let unchecked: [String]
}
