@testable import Linkage

/// Records drawn from a small world, so that many share names, places and phones; every column is missing now and then.
enum RandomRecords {
    static let tokens = [
        "Rafikul", "Rafiqul", "রফিকুল", "Islam", "ইসলাম", "Md", "Mohammad", "মোঃ", "Rahim", "Rahima", "Khatun", "Bibi",
        "Gopal", "গোপাল", "गोपाल", "Mondal", "Mandal", "Das", "Madandas", "Sk", "Sheikh", "Laxmi", "Lakshmi", "Kumar",
        "Roy", "Ray", "Biswas", "বিশ্বাস", "Safikul", "Ali", "R", "S", "Chattopadhyay", "Chatterjee", "Nath",
        "Biswanath", "Hembram", "Soren",
    ]
    static let villages = [
        "Jalaberia", "Jalabaria", "Kasimnagar", "Kasinagar", "জলাবেড়িয়া", "Char No 2", "Char No 3", "Nij Bagnan",
    ]
    static let blocks = ["Bankura-I", "Bankura-II", "Bankura I", "Chakdaha", "Chakdah", "Ranaghat - 2"]
    static let districts = ["Purba Bardhaman", "Bardhaman East", "Paschim Bardhaman", "Nadia", "Nadya", "নদিয়া"]
    static let occupations = ["Mason", "Mason helper", "Gold smith", "Goldsmith", "Plantation worker", "রাজমিস্ত্রি"]

    static func records(_ count: Int, seed: UInt64) -> [WrittenRecord] {
        var numbers = SeededNumbers(state: seed)
        return (0..<count).map { _ in record(&numbers) }
    }

    static func record(_ numbers: inout SeededNumbers) -> WrittenRecord {
        var record = WrittenRecord(list: numbers.chance(0.5) ? 0 : 1)
        func set(_ column: String, _ value: String) {
            if !numbers.chance(0.15) { record.values[column] = value }
        }
        set("name", name(&numbers))
        set("guardian", name(&numbers))
        set("sex", pick(["m", "F", "male", "মহিলা", "other"], &numbers))
        set("mobile", phone(&numbers))
        set("epic", "WB/" + String(Int.random(in: 1000...1060, using: &numbers)))
        set("village", pick(villages, &numbers))
        set("block", pick(blocks, &numbers))
        set("district", pick(districts, &numbers))
        set("occupation", pick(occupations, &numbers))
        record.birth = birth(&numbers)
        return record
    }

    static func name(_ numbers: inout SeededNumbers) -> String {
        (0..<Int.random(in: 1...4, using: &numbers)).map { _ in pick(tokens, &numbers) }.joined(separator: " ")
    }

    /// One of a few numbers, with a wrong digit at times.
    static func phone(_ numbers: inout SeededNumbers) -> String {
        var digits = Array("98320" + String(10_000 + Int.random(in: 0..<40, using: &numbers) * 137))
        if numbers.chance(0.2) { digits[9] = "7" }
        return (numbers.chance(0.3) ? "+91 " : "") + String(digits)
    }

    static func birth(_ numbers: inout SeededNumbers) -> BirthDate {
        let year = Int.random(in: 1950...2002, using: &numbers)
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: return .missing
        case 1: return BirthDate(age: 2020 - year, asOf: Calendar.dayNumber(year: 2020, month: 6, day: 30)) ?? .missing
        case 2: return BirthDate(year: year)
        default:
            let (month, day) = (Int.random(in: 1...12, using: &numbers), Int.random(in: 1...28, using: &numbers))
            return BirthDate(year: year, month: month, day: day) ?? .missing
        }
    }

    private static func pick(_ values: [String], _ numbers: inout SeededNumbers) -> String {
        values.randomElement(using: &numbers) ?? ""
    }
}
