import Testing

@testable import Linkage

@Suite("Parts of blocking rules")
struct BlockingPartTests {
    @Test(
        "A part is a column and what must be shared of it",
        arguments: [
            ("village", "village", .value, false), ("district?", "district", .value, true),
            ("name token", "name", .token, false),
            ("name token?", "name", .token, true), ("guardian two tokens", "guardian", .twoTokens, false),
            ("birth within 2 years", "birth", .within(years: 2), false),
            ("birth within 1 year", "birth", .within(years: 1), false),
            ("birth within 0 years?", "birth", .within(years: 0), true), ("  village  ", "village", .value, false),
        ] as [(String, String, BlockingPart.Share, Bool)])
    func parsed(text: String, column: String, share: BlockingPart.Share, isOptional: Bool) throws {
        let part = try #require(BlockingPart(text))
        #expect(part.column == column)
        #expect(part.share == share)
        #expect(part.isOptional == isOptional)
    }

    @Test(
        "Anything else is no part",
        arguments: [
            "", " ", "?", "name tokens", "name one token", "name two", "birth within", "birth within years",
            "birth within two years", "birth within 2", "birth within 2 months", "birth within -1 years",
            "birth within 21 years", "name token extra", "village value",
        ])
    func refused(text: String) {
        #expect(BlockingPart(text) == nil)
    }

    @Test("A rule that needs a column the lists lack is left out, an optional part is dropped")
    func limited() {
        var settings = Settings.everyKind
        settings.blockingRules = [
            BlockingRule(
                on: ["district?", "village", "name token"], refine: [["mobile"], ["guardian token"]], limit: 8),
            BlockingRule(on: ["epic"]), BlockingRule(on: ["district?"]),
        ]
        settings.nonMatches = [NonMatchClass(name: "x", agree: ["village", "epic"], differ: ["mobile", "name"])]
        let limited = settings.limited(to: ["name", "village", "mobile"])
        #expect(limited.comparisons.map(\.column) == ["name", "mobile", "village"])
        #expect(limited.blockingRules == [BlockingRule(on: ["village", "name token"], refine: [["mobile"]], limit: 8)])
        #expect(limited.nonMatches == [NonMatchClass(name: "x", agree: ["village"], differ: ["mobile", "name"])])
    }

    @Test(
        "Settings that can't work are refused by what is wrong with them",
        arguments: [
            (["villag"], 0.5, 0.05, "“villag”"), (["name tokens"], 0.5, 0.05, "“name tokens”"),
            (["village"], 1.5, 0.05, "Thresholds"), (["village"], 0.1, 0.5, "Thresholds"),
            ([], 0.5, 0.05, "No blocking rule"),
        ] as [([String], Double, Double, String)])
    func invalid(on: [String], match: Double, possible: Double, told: String) {
        var settings = Settings.everyKind
        settings.blockingRules = on.isEmpty ? [] : [BlockingRule(on: on)]
        settings.thresholds = Thresholds(match: match, possible: possible)
        let problem = #expect(throws: SettingsProblem.self) { try settings.validate() }
        #expect(problem?.description.contains(told) == true)
    }
}
