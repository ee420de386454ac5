import Foundation
import Linkage
import Tabular

/// Writes a list of the returned, a list of the registered and the truth of who is who; the same order, the same bytes.
package struct SampleLists {
    private let order: SampleOrder
    private let clerk: SampleClerk
    private let people = SamplePeople()
    private let places: SamplePlaces
    /// Of the registered, the share that has returned and is on the left list.
    private static let returned = 0.75
    private static let again = (left: 0.06, right: 0.02)

    package init(_ order: SampleOrder) {
        self.order = order
        clerk = SampleClerk(order)
        places = SamplePlaces(seed: order.seed)
    }

    /// - Parameters:
    ///   - folder: gets left.csv, right.csv and truth.csv.
    ///   - progress: called with the share done.
    /// - Throws: `TableProblem` when a file can't be written.
    package func write(to folder: String, progress: (Double) -> Void = { _ in }) throws {
        let staging = try Staging(target: folder)
        do {
            try write(staging, progress)
            try staging.finish()
        } catch {
            staging.remove()
            throw error
        }
    }

    private func write(_ staging: Staging, _ progress: (Double) -> Void) throws {
        let left = try CSVWriter(path: staging.path("left.csv"), isNeutralised: false)
        let right = try CSVWriter(path: staging.path("right.csv"), isNeutralised: false)
        let truth = try CSVWriter(path: staging.path("truth.csv"), isNeutralised: false)
        let missing = Set(order.without.flatMap(\.headings))
        let kept = [Self.leftHeadings, Self.rightHeadings].map { $0.map { !missing.contains($0) } }
        for (writer, headings) in [(left, Self.leftHeadings), (right, Self.rightHeadings)] {
            try writer.record(headings.filter { !missing.contains($0) })
        }
        try truth.record(["list", "id", "person_id"])
        // A village has about two and a half registered for each listed one where most of the state is registered.
        let count = max(1, max(order.left, order.right * 2 / 5) / order.kind.peoplePerVillage)
        var person = 0, rows = (left: 0, right: 0)
        for (number, village) in places.villages(count, seed: order.seed).enumerated() {
            let quota = (
                left: order.left * (number + 1) / count - order.left * number / count,
                right: order.right * (number + 1) / count - order.right * number / count
            )
            var random = SampleRandom(seed: order.seed, stream: UInt64(10_000_000 + number))
            try fill(village, quota, &random) { isRight, who, fields in
                let list = isRight ? "right" : "left"
                if isRight { rows.right += 1 } else { rows.left += 1 }
                let id = isRight ? "R" + String(10_000_000 + rows.right) : "L" + String(10_000_000 + rows.left)
                let writer = isRight ? right : left
                writer.field(id)
                for (isKept, field) in zip(kept[isRight ? 1 : 0].dropFirst(), fields) where isKept {
                    writer.field(field)
                }
                try writer.endRecord()
                try truth.record([list, id, "P" + String(100_000_000 + person + who)])
            }
            person += 10_000
            if number % 50 == 0 { progress(Double(number) / Double(count)) }
        }
        for writer in [left, right, truth] { try writer.close() }
    }

    /// Writes the rows of one village: the returned, some of them twice, and the registered.
    private func fill(
        _ village: SamplePlaces.Village, _ quota: (left: Int, right: Int), _ random: inout SampleRandom,
        _ write: (_ isRight: Bool, _ person: Int, _ fields: [String]) throws -> Void
    ) throws {
        var folk: [(person: SamplePerson, guardians: (SamplePerson, SamplePerson))] = []
        let needed = quota.left + quota.right
        var number = 0
        while folk.count < needed {
            let home = people.household(village.community.draw(&random), number: number, &random)
            number += 1
            for (person, guardians) in zip(home.people, home.guardians) { folk.append((person, guardians)) }
        }
        var listed = 0, left = 0
        while left < quota.left {
            let times = random.chance(Self.again.left) ? 2 : 1
            for _ in 0..<times where left < quota.left {
                try write(false, listed, leftRow(folk[listed], village, &random))
                left += 1
            }
            listed += 1
        }
        // Registered: most of them returned; households register together as often as not.
        var registered: [Int] = []
        let wanted = Double(quota.right) / (1 + Self.again.right)
        let share = min(order.right > order.left ? Self.returned : 1, wanted * Self.returned / Double(max(1, listed)))
        for who in 0..<listed where random.chance(share) { registered.append(who) }
        var next = listed, right = 0
        while Double(registered.count) < wanted, next < folk.count {
            registered.append(next)
            next += 1
        }
        var place = 0
        while right < quota.right {
            let who = place < registered.count ? registered[place] : min(next, folk.count - 1)
            if place >= registered.count { next += 1 }
            place += 1
            let times = random.chance(Self.again.right) ? 2 : 1
            for _ in 0..<times where right < quota.right {
                try write(true, who, rightRow(folk[who], village, &random))
                right += 1
            }
        }
    }

    static let leftHeadings = [
        "id", "name", "guardian", "sex", "age", "mobile", "village", "gp", "block", "district", "state_of_stay",
        "occupation", "epic",
    ]
    static let rightHeadings = [
        "registration_no", "name", "father_or_husband", "gender", "dob", "mobile", "village", "gram_panchayat", "block",
        "district", "epic_no", "destination_state", "occupation",
    ]

    private func guardian(
        _ pair: (SamplePerson, SamplePerson), _ script: SampleClerk.Script, _ random: inout SampleRandom
    ) -> String {
        if random.chance(0.025) { return "" }
        return clerk.name(random.chance(0.93) ? pair.0 : pair.1, script, isGuardian: true, &random)
    }

    private func leftRow(
        _ who: (person: SamplePerson, guardians: (SamplePerson, SamplePerson)), _ village: SamplePlaces.Village,
        _ random: inout SampleRandom
    ) -> [String] {
        let script = clerk.script(&random)
        let (place, panchayat, block, district) = address(village, script, &random)
        return [
            clerk.name(who.person, script, isGuardian: false, &random), guardian(who.guardians, script, &random),
            clerk.sex(who.person, script, isRight: false, &random), clerk.age(who.person, &random),
            clerk.mobile(who.person, present: 0.72, &random), place, panchayat, block, district,
            clerk.write(who.person.state, random.chance(0.5) ? script : .latin, &random),
            clerk.write(who.person.occupation, random.chance(0.5) ? script : .latin, &random),
            clerk.epic(who.person, present: 0.22, &random),
        ]
    }

    private func rightRow(
        _ who: (person: SamplePerson, guardians: (SamplePerson, SamplePerson)), _ village: SamplePlaces.Village,
        _ random: inout SampleRandom
    ) -> [String] {
        let script = clerk.script(&random)
        let (place, panchayat, block, district) = address(village, script, &random)
        let moved = people.household(.hindu, number: 0, &random).people.first
        let state = random.chance(0.8) ? who.person.state : moved?.state ?? who.person.state
        let occupation = random.chance(0.75) ? who.person.occupation : moved?.occupation ?? who.person.occupation
        return [
            clerk.name(who.person, script, isGuardian: false, &random), guardian(who.guardians, script, &random),
            clerk.sex(who.person, script, isRight: true, &random), clerk.birth(who.person, &random),
            clerk.mobile(who.person, present: 0.85, &random), place, panchayat, block, district,
            clerk.epic(who.person, present: 0.35, &random), clerk.write(state, .latin, &random),
            clerk.write(occupation, .latin, &random),
        ]
    }

    private func address(
        _ village: SamplePlaces.Village, _ script: SampleClerk.Script, _ random: inout SampleRandom
    ) -> (String, String, String, String) {
        let placeScript: SampleClerk.Script = script == .bengali ? .bengali : .latin
        func local(_ name: Spelled) -> String {
            var text = clerk.write(name, placeScript, &random)
            if random.chance(0.05) { text = clerk.slip(text, placeScript, &random) }
            if placeScript == .latin, random.chance(0.15) { text = text.uppercased() }
            return random.chance(0.02) ? "" : text
        }
        func official(_ area: SamplePlaces.Area) -> String {
            guard order.kind.isHard else { return area.name }
            if script == .bengali, random.chance(0.5) { return area.bengali }
            if random.chance(0.08), !area.aliases.isEmpty { return random.pick(area.aliases) }
            return random.chance(0.06) ? clerk.slip(area.name, .latin, &random) : area.name
        }
        return (local(village.name), local(village.panchayat), official(village.block), official(village.district))
    }
}
