import Foundation

/// What a run did, in numbers that add up: rows read = rows used + rows that can't be; people = registered + left out.
package struct Summary: Codable, Sendable, Equatable {
    package struct List: Codable, Sendable, Equatable {
        package var file = ""
        package var rows = 0
        package var used = 0
        package var unusable = 0
        /// People that the used rows stand for.
        package var people = 0
        /// Rows beyond the first of each person.
        package var duplicateRows = 0
        /// Rows whose person is on the other list, may be, and is not.
        package var rowsMatched = 0
        package var rowsPossible = 0
        package var rowsUnmatched = 0
        package var peopleMatched = 0
        package var peopleUnmatched = 0
        /// Headings by what they were taken for.
        package var columns: [String: [String]] = [:]
        package var rejectedValues = 0
    }
    package struct Phase: Codable, Sendable, Equatable {
        package var name: String
        package var seconds: Double
        package var rows: Int
        package var rowsPerSecond: Int
    }
    package struct Place: Codable, Sendable, Equatable {
        package var district: String
        package var block: String
        package var code: String?
        /// As the list writes it; nil where it isn't counted by ward.
        package var ward: String?
        package var rows = 0
        package var registered = 0
        package var possible = 0
        /// People to be found: left out, those with a possible match among them.
        package var target = 0
    }
    package struct Rule: Codable, Sendable, Equatable {
        package var on: [String]
        package var pairs: Int
        package var refinedHubs: Int
        package var wholeHubs: Int
        package var largestBlock: Int
        /// Rows of crowds that met only one row that says the same; nil in what earlier builds have written.
        package var alike: Int?
    }
    package var left = List()
    package var right: List?
    /// People on both lists, and pairs that a person should look at.
    package var matches = 0
    package var possiblePairs = 0
    /// People of the left list who are not registered; of these, people with a possible match.
    package var leftOut = 0
    package var leftOutWithPossible = 0
    package var comparedPairs = 0
    package var blocking: [Rule] = []
    package var places: [Place] = []
    package var districts = 0
    /// How many were written; nil where none were asked for, or the districts can't be any.
    package var workbooks: Int?
    package var phases: [Phase] = []
    package var seconds = 0.0
    package var peakMemoryBytes = 0
    package var threads = 1
    /// What asks for a second look; nil in what earlier builds have written.
    package var notes: [LinkNote]?
    /// The same as sentences.
    package var warnings: [String] = []

    /// JSON with sorted keys.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

/// Seconds and rows of each phase of a run.
struct PhaseClock {
    private(set) var phases: [Summary.Phase] = []
    private let clock = ContinuousClock()
    private let begin = ContinuousClock().now
    private var last = ContinuousClock().now

    mutating func end(_ name: String, rows: Int) {
        let now = clock.now
        let seconds = Self.seconds(last.duration(to: now))
        last = now
        phases.append(
            Summary.Phase(
                name: name, seconds: seconds, rows: rows, rowsPerSecond: seconds > 0 ? Int(Double(rows) / seconds) : 0))
    }

    var total: Double { Self.seconds(begin.duration(to: clock.now)) }

    private static func seconds(_ duration: Duration) -> Double {
        (Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds / 1_000_000_000_000_000))
            / 1000
    }

    /// The most memory this process has held, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss * 1024
    }
}
