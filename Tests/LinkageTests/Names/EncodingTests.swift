import Testing

@testable import Linkage

// Written as escapes where an editor could change the encoding unseen.
@Suite("One letter, several encodings")
struct EncodingTests {
    static let oneFold: [[String]] = [
        ["রা\u{09DF}", "রা\u{09AF}\u{09BC}"],  // rai, য় whole and as য with nukta
        ["মি\u{09DF}া", "মি\u{09AF}\u{09BC}া"],  // Mia
        ["ঘো\u{09DC}াই", "ঘো\u{09A1}\u{09BC}াই"],  // Ghorai, ড়
        ["আষা\u{09DD}", "আষা\u{09A2}\u{09BC}"],  // Asharh, ঢ়
        ["\u{09B0}\u{09B9}\u{09BF}\u{09AE}", "\u{09F0}\u{09B9}\u{09BF}\u{09AE}"],  // Rahim, Assamese ৰ
        ["\u{0997}\u{09CB}পাল", "\u{0997}\u{09C7}\u{09BE}পাল"],  // Gopal, ো whole and in two parts
        ["\u{0997}\u{09CC}রী", "\u{0997}\u{09C7}\u{09D7}রী"],  // Gauri, ৌ whole and in two parts
        ["সত্যজি\u{09CE}", "সত্যজি\u{09A4}\u{09CD}", "সত্যজি\u{09A4}\u{09CD}\u{200D}", "সত্যজিত"],  // khanda ta
        ["বিশ্বাস", "বিশ\u{09CD}\u{200C}বাস", "বিশ\u{09CD}\u{200D}বাস"],  // joiners after the hasant
        ["হাসনা", "হাস\u{200C}না", "হাস\u{200D}না", "হাস\u{200B}না", "\u{FEFF}হাসনা", "হাস\u{00AD}না"],
        ["র\u{09CD}যাব", "র\u{200D}\u{09CD}যাব", "র\u{200C}\u{09CD}যাব"],  // ra and ya-phala
        ["\u{095B}ाकिर", "\u{091C}\u{093C}ाकिर", "जाकिर"],  // Zakir, ज़ whole, in parts, left out
        ["\u{0959}ान", "\u{0916}\u{093C}ान", "खान"],  // Khan
        ["\u{095E}ातिमा", "\u{092B}\u{093C}ातिमा", "फातिमा"],  // Fatima
        ["\u{0958}ासिम", "\u{0915}\u{093C}ासिम", "कासिम"],  // Qasim
        ["\u{095A}ुलाम", "\u{0917}\u{093C}ुलाम", "गुलाम"],  // Ghulam
        ["गु\u{095C}िया", "गु\u{0921}\u{093C}िया"],  // Gudiya
        ["बु\u{095D}न", "बु\u{0922}\u{093C}न"],  // Budhan
        ["मंडल", "मण्डल", "मन्डल"],  // anusvara or the nasal itself
        ["संतोष", "सन्तोष"],
        ["G\u{00F3}p\u{0101}l", "Go\u{0301}pa\u{0304}l", "Gopal"],  // accents whole and combining
        ["\u{FF27}\u{FF4F}\u{FF50}\u{FF41}\u{FF4C}", "Gopal"],  // full-width letters
    ]
    static let same: [(String, String)] = [
        ("সুভাষ রা\u{09DF}", "সুভাষ রা\u{09AF}\u{09BC}"),
        ("সুভাষ রা\u{09DF}", "Subhas Roy"),
        ("সুভাষ রা\u{09AF}\u{09BC}", "Subhas Roy"),
        ("আনো\u{09DF}ারা বেগম", "আনো\u{09AF}\u{09BC}ারা বেগম"),
        ("সঞ্জ\u{09AF}\u{09BC} ঘো\u{09A1}\u{09BC}াই", "Sanjay Ghorai"),
        ("इमरान \u{0959}ान", "Imran Khan"),
        ("সত্যজি\u{09CE} রা\u{09DF}", "Satyajit Roy"),
        ("সত্যজি\u{09A4}\u{09CD}\u{200D} রা\u{09AF}\u{09BC}", "Satyajit Ray"),
        ("বিশ্বজিৎ পাল", "Biswajit Pal"),
        ("শরৎ চন্দ্র দাস", "Sarat Chandra Das"),
        ("শরৎ চন্দ্র দাস", "শরত চন্দ্র দাস"),
        ("বিদ্যুৎ ঘোষ", "Bidyut Ghosh"),
        ("চাঁদ মহম্মদ", "Chand Mahammad"),

        ("হাঁসদা সোম", "Hansda Som"),
        ("বাবু সাঁতরা", "Babu Santra"),

        ("হারু পাঁজা", "Haru Panja"),
        ("रामू माँझी", "Ramu Manjhi"),
        ("रामू माँझी", "रामू मांझी"),
        ("शंकर पाल", "शङ्कर पाल"),
        ("শংকর পাল", "শঙ্কর পাল"),
        ("चाँद मोहम्मद", "Chand Mohammad"),
        ("দুঃখীরাম মাহাতো", "Dukhiram Mahato"),
        ("দুঃখীরাম মাহাতো", "দুখীরাম মাহাতো"),
        ("दुःखी राम", "Dukhi Ram"),
        ("মোঃ রফিকুল ইসলাম", "মো: রফিকুল ইসলাম"),
        ("মোঃ রফিকুল ইসলাম", "মো. রফিকুল ইসলাম"),
        ("মহঃ রফিকুল ইসলাম", "Md Rafikul Islam"),
        ("মোহাঃ রফিকুল ইসলাম", "Md Rafikul Islam"),
        ("मो॰ रफीक शेख", "मोः रफीक शेख"),
        ("मो॰ रफीक शेख", "Md Rafiq Sk"),
        ("বি\u{09B6}\u{09CD}\u{200C}বনাথ দাস", "Biswanath Das"),
        ("হাস\u{200C}না বানু", "Hasna Banu"),
        ("Rafi\u{200B}kul Islam", "Rafikul Islam"),
    ]
    static let different: [(String, String)] = [
        ("সুভাষ রা\u{09DF}", "সুভাষ রাম"),
        ("সত্যজি\u{09CE} রা\u{09DF}", "ইন্দ্রজি\u{09CE} রা\u{09AF}\u{09BC}"),
        ("বিশ্বজিৎ পাল", "Ranajit Pal"),
        ("শরৎ চন্দ্র দাস", "Bharat Chandra Das"),
        ("চাঁদ মহম্মদ", "নূর মহম্মদ"),
        ("বাবু সাঁতরা", "বাবু সর্দার"),
        ("দুঃখীরাম মাহাতো", "সুখরাম মাহাতো"),
        ("মোঃ রফিকুল ইসলাম", "মো: সফিকুল ইসলাম"),
        ("\u{095B}ाकिर हुसैन", "\u{0938}ाबिर हुसैन"),
        ("হাস\u{200C}না বানু", "Sabana Banu"),
    ]

    @Test("Every encoding of a letter folds alike", arguments: oneFold)
    func oneFoldEach(_ tokens: [String]) {
        expectOneFold(tokens)
    }

    @Test("Nukta, joiners, khanda ta, chandrabindu and visarga don't part a name from itself", arguments: same)
    func sameName(_ first: String, _ second: String) {
        expectSame(first, second)
    }

    @Test("Rare letters don't make two people one", arguments: different)
    func otherName(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
