import Linkage

/// Writes what a clerk in a hurry makes of a person: another spelling, another script, a slip of the pen.
///
/// Spellings come from how people really write names (the name tables), slips are blind to how we compare them.
struct SampleClerk {
    enum Script { case bengali, devanagari, latin }
    private let order: SampleOrder
    private var isHard: Bool { order.kind.isHard }

    init(_ order: SampleOrder) { self.order = order }

    func script(_ random: inout SampleRandom) -> Script {
        guard order.isMixedScript else { return .latin }
        let draw = random.below(100)
        return draw < 42 ? .bengali : draw < 49 ? .devanagari : .latin
    }

    func name(_ person: SamplePerson, _ script: Script, isGuardian: Bool, _ random: inout SampleRandom) -> String {
        var parts: [String] = []
        if isGuardian, random.chance(0.08) { parts.append(script == .bengali ? "মৃত" : script == .latin ? "Late" : "स्व") }
        if let prefix = person.prefix, random.chance(0.75) { parts.append(write(prefix, script, &random)) }
        var given = write(person.given, script, &random)
        if script == .latin, !isGuardian, random.chance(0.012) { given = String(given.prefix(1)) }
        parts.append(given)
        if let middle = person.middle, random.chance(0.6) { parts.append(write(middle, script, &random)) }
        let last = random.chance(0.3) ? person.otherLast ?? person.last : person.last
        if let last, random.chance(0.96) { parts.append(write(last, script, &random)) }
        if parts.count > 1, random.chance(0.015) { parts.swapAt(0, parts.count - 1) }
        if parts.count > 1, random.chance(0.012) {
            let tail = parts.removeLast()
            parts[parts.count - 1] += script == .latin ? tail.lowercased() : tail
        }
        var name = parts.joined(separator: " ")
        if random.chance(0.05) { name = slip(name, script, &random) }
        if script == .latin, random.chance(0.25) { name = name.uppercased() }
        if isGuardian, script == .latin, random.chance(0.02) { name = (person.sex == .m ? "S/O " : "W/O ") + name }
        return name
    }

    func write(_ text: Spelled, _ script: Script, _ random: inout SampleRandom) -> String {
        switch script {
        case .bengali: text.bengali
        case .devanagari: text.devanagari
        case .latin: text.latin.draw(&random)
        }
    }

    /// One slip: a letter left out, doubled, exchanged with its neighbour or for another; vowel signs and sibilants
    /// confused in Indian scripts.
    func slip(_ text: String, _ script: Script, _ random: inout SampleRandom) -> String {
        var scalars = Array(text.unicodeScalars)
        guard scalars.count > 3 else { return text }
        let place = 1 + random.below(scalars.count - 2)
        if script == .bengali {
            for (wrong, right) in [("ি", "ী"), ("ু", "ূ"), ("শ", "স"), ("ষ", "শ"), ("ন", "ণ"), ("জ", "য")] {
                if let found = scalars.firstIndex(of: Unicode.Scalar(wrong) ?? " "), random.chance(0.5) {
                    scalars[found] = Unicode.Scalar(right) ?? " "
                    return String(String.UnicodeScalarView(scalars))
                }
            }
        }
        guard scalars[place] != " ", scalars[place + 1] != " " else { return text }
        switch random.below(4) {
        case 0: scalars.remove(at: place)
        case 1 where script == .latin: scalars.insert(scalars[place], at: place)
        case 2: scalars.swapAt(place, place + 1)
        default:
            guard script == .latin else { break }
            scalars[place] = Unicode.Scalar(UInt8(97 + random.below(26)))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Full years on the listing day, remembered more or less; often rounded to a five in the hard case.
    func age(_ person: SamplePerson, _ random: inout SampleRandom) -> String {
        if random.chance(0.02) { return "" }
        var age = Int(SamplePeople.listingDay - person.birthDay) * 100 / 36525
        let draw = random.below(100)
        if draw >= 58 {
            age +=
                (draw < 82 ? 1 : draw < 91 ? 2 : draw < 97 ? random.between(3, 5) : random.between(6, 9))
                * (random.chance(0.5) ? 1 : -1)
        }
        if isHard, random.chance(0.35) { age = (age + 2) / 5 * 5 }
        return String(max(14, age))
    }

    func birth(_ person: SamplePerson, _ random: inout SampleRandom) -> String {
        if random.chance(0.02) { return "" }
        var (year, month, day) = Calendar.date(of: person.birthDay)
        let draw = random.below(100)
        if draw >= 72 {
            year +=
                (draw < 84 ? 1 : draw < 89 ? 2 : draw < 92 ? random.between(3, 5) : 0) * (random.chance(0.5) ? 1 : -1)
        }
        if draw >= 92, day <= 12 { (month, day) = (day, month) }
        if random.chance(0.16) { (month, day) = (1, 1) }
        if isHard, random.chance(0.2) { year = (year + 2) / 5 * 5 }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        day = min(day, Calendar.days(inMonth: month, year: year))
        return random.chance(0.15) ? "\(year)-\(two(month))-\(two(day))" : "\(two(day))-\(two(month))-\(year)"
    }

    func mobile(_ person: SamplePerson, present: Double, _ random: inout SampleRandom) -> String {
        guard random.chance(present) else { return "" }
        var number = random.chance(0.72) ? person.mobile : person.otherMobile
        if isHard, random.chance(0.06) { number = wrongDigit(number, &random) }
        return random.chance(0.04) ? "+91 " + number : random.chance(0.03) ? "0" + number : number
    }

    func epic(_ person: SamplePerson, present: Double, _ random: inout SampleRandom) -> String {
        guard random.chance(present) else { return "" }
        return isHard && random.chance(0.06) ? wrongDigit(person.epic, &random) : person.epic
    }

    private func wrongDigit(_ number: String, _ random: inout SampleRandom) -> String {
        var characters = Array(number)
        let place = 3 + random.below(characters.count - 4)
        if random.chance(0.4) {
            characters.swapAt(place, place + 1)
        } else {
            characters[place] = Character(String(random.below(10)))
        }
        return String(characters)
    }

    func sex(_ person: SamplePerson, _ script: Script, isRight: Bool, _ random: inout SampleRandom) -> String {
        var sex = person.sex
        if random.chance(0.006) { sex = sex == .m ? .f : .m }
        if isRight { return sex == .m ? "Male" : "Female" }
        if script == .bengali { return sex == .m ? "পুরুষ" : "মহিলা" }
        return sex == .m ? "M" : "F"
    }
}
