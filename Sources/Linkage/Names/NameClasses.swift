/// What is known of single name tokens: spellings that are one name, tokens that come and go, and words that are no name.
///
/// Every entry is written as people spell it and folded when the table is made, so a row here covers all spellings
/// with the same fold, in every script.
enum NameClasses {
    /// Spellings that are the same name although their folds differ; the first names the class.
    private static let equivalent: [String] = [
        "md mohd moh mohammad mohammed mohammod mahammad mahamad muhammad muhammed mohamad mohamed mahmad mohmmad mahmmad mhd",
        "sk sekh sheikh sheik shekh seikh shaikh saikh sheik seikh shek",
        "mst mosammat musammat mosamat mossammat mosat mosa musamat most",
        "khatun bibi begum bewa khatoon begam begom bewah khatoon beoa bewa",
        "chatterjee chattopadhyay chattopadhyaya chatterji chaterjee chyatarji chatarji",
        "mukherjee mukhopadhyay mukhopadhyaya mukherji mukharjee mukharji",
        "banerjee bandyopadhyay bandopadhyay banerji banarjee bandyopadhyaya byanarji",
        "ganguly gangopadhyay ganguli gangapadhyay",
        "bhattacharjee bhattacharya bhattacharyya bhattacharyay bhattacharji",
        "singh singha sinha sing singho sinh",
        "dutta datta dutt dutto dat",
        "sil seal shil sheel",
        "hossain hussain hosen hosain husain hossen hussen hosssain hoosain",
        "mia miah miya mian mea miyan",
        "uddin udin",
        "lakshmi laxmi lakhi lokkhi lakkhi lakshi lakhsmi lakhmi",
        "oraon urao orao uraon oranw uranv orang urang",
        "hembram hembrom hemram hembrum hemrom hembromm",
        "khan kha",
        "hansda hasda hansdah hasdah",
        "mandi mardi mandy marndi mardy",
        "kumar kr kumer",
        "chandra ch chander",
        "rahaman rahman rehman rahoman",
        "abdul abdus abdur abdu abd abdool abdel",
        "kumari kum km",
        "roy ray rai",
        "chowdhury choudhury chaudhuri chaudhary chowdhuri choudhary chowdhary",
        "mondal mandal mandol mondol modal",
        "ali aly",
        "haque hoque hak huq haq hok",
        "ahmed ahammed ahamed ahmad ahammad ahamad",
        "ansari ansary",
        "mollah molla mulla mullah mollya",
        "gazi gaji ghazi",
        "prasad parsad prosad pd",
        "gayen gain gayan",
        "sarkar sircar sarker",
    ]

    /// Tokens that are written or left out without meaning, and change with marriage: little weight, and no conflict
    /// when one side lacks them.
    private static let optional =
        "md mst sk khatun kumar chandra nath prasad lal bala rani devi debi dasi bai ch kumari mia uddin"

    /// Words around a name that are not part of it: titles and the word for one who has died.
    private static let ignored =
        "late lt smt srimati shrimati shreemati sri shri shree mr mrs ms miss sree dr লেট মৃত শ্রী শ্রীমতি শ্রীমতী श्री श्रीमती स्वर्गीय स्व"

    /// Abbreviations that only make sense as a whole token, before it is folded.
    static let written: [String: String] = [
        "মোঃ": "md", "মো": "md", "মোহাঃ": "md", "মহঃ": "md", "মোহা": "md", "মুঃ": "md", "মু": "md", "মহ": "md",
        "মোসাঃ": "mst", "মোসা": "mst", "মোছাঃ": "mst", "মোছা": "mst", "মোসাম্মৎ": "mst", "মোছাম্মৎ": "mst",
        "সেখ": "sk", "শেখ": "sk", "সেক": "sk", "শেক": "sk", "मो": "md", "मोः": "md", "मोह": "md", "मु": "md",
        "कु": "kumari", "মোহাম্মদ": "md", "মহম্মদ": "md", "মুহাম্মদ": "md", "मोहम्मद": "md", "मुहम्मद": "md",
    ]

    /// Class number of a fold (equal numbers are the same name).
    static let classOfFold: [[UInt8]: UInt32] = {
        var classes: [[UInt8]: UInt32] = [:]
        for (number, line) in equivalent.enumerated() {
            for word in line.split(separator: " ") where classes[foldOf(word)] == nil {
                classes[foldOf(word)] = UInt32(number + 1)
            }
        }
        return classes
    }()

    /// The same without the inherent vowels, of which no two scripts agree where they are spoken (हांसदा, Hansda).
    private static let classOfConsonants: [[UInt8]: UInt32] = {
        var classes: [[UInt8]: UInt32] = [:]
        for (fold, number) in classOfFold where fold.count >= 5 {
            let key = withoutInherent(fold)
            classes[key] = classes[key] == nil || classes[key] == number ? number : 0
        }
        return classes
    }()

    /// Class number of a fold, or 0.
    static func number(of fold: [UInt8]) -> UInt32 {
        if let number = classOfFold[fold] { return number }
        return fold.count >= 5 ? classOfConsonants[withoutInherent(fold)] ?? 0 : 0
    }

    private static func withoutInherent(_ fold: [UInt8]) -> [UInt8] {
        fold.enumerated().filter { $0.offset == 0 || $0.element != "a" }.map(\.element)
    }

    static let optionalFolds: Set<[UInt8]> = Set(optional.split(separator: " ").map(foldOf))
    static let optionalClasses: Set<UInt32> = Set(optionalFolds.map(number).filter { $0 > 0 })
    static let ignoredFolds: Set<[UInt8]> = Set(ignored.split(separator: " ").map(foldOf))

    /// The fold of a written token, abbreviations resolved.
    static func fold(ofWritten token: String) -> [UInt8] {
        if let whole = written[token] { return Fold.fold(Array(whole.utf8)) }
        return Fold.fold(Transliteration.latin(token))
    }

    private static func foldOf(_ word: Substring) -> [UInt8] { Fold.fold(Transliteration.latin(String(word))) }
}
