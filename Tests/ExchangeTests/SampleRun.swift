import Foundation
import Linkage
import Synchronization
import Testing

@testable import Exchange

/// A sample of 3,000 and 1,000 rows and what linking it gave; made once for all tests.
struct SampleRun {
    let folder: String
    let summary: Summary
    var left: String { folder + "/left.csv" }
    var right: String { folder + "/right.csv" }
    var truth: String { folder + "/truth.csv" }
    var output: String { folder + "/out" }

    static let order = SampleOrder(left: 3000, right: 1000, seed: 1, kind: .kind, isMixedScript: true, without: [])
    private static let made = Mutex<SampleRun?>(nil)

    /// The run; the first caller makes it.
    static func shared() throws -> SampleRun {
        try made.withLock { made in
            if let made { return made }
            let folder = NSTemporaryDirectory() + "/shramik-sample-run"
            try? FileManager.default.removeItem(atPath: folder)
            try SampleLists(order).write(to: folder)
            let summary = try link(
                folder + "/left.csv", folder + "/right.csv", to: folder + "/out", threads: 2, writesWorkbooks: true)
            let run = SampleRun(folder: folder, summary: summary)
            made = run
            return run
        }
    }

    @discardableResult
    static func link(
        _ left: String, _ right: String, to output: String, threads: Int = 2, writesWorkbooks: Bool = false
    ) throws -> Summary {
        let request = LinkRequest(left: left, right: right, leftAsOf: "2020-06-30", threads: threads)
        return try LinkJob(request, output: output, writesWorkbooks: writesWorkbooks) { _ in }.run()
    }

    /// The tables whose bytes depend on the lists alone.
    static let tables = ["pairs.csv", "left-out.csv", "duplicates-left.csv", "duplicates-right.csv", "rejected.csv"]
}
