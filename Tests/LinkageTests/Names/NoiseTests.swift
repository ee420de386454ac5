import Testing

@testable import Linkage

@Suite("Capitals, dots, Late, Smt, Sri, S/O and digits")
struct NoiseTests {
    static let writing: [[String]] = [
        ["Gopal Das", "GOPAL DAS", "gopal das", "gOPAL dAS", "  Gopal   Das ", "Gopal\tDas", "Gopal\u{00A0}Das"],
        [
            "Gopal Das", "Gopal. Das.", "Gopal-Das", "Gopal, Das", "GOPAL.DAS", "Gopal_Das", "\"Gopal Das\"",
            "Gopal Das;",
        ],
        [
            "Gopal Das", "Gopal Das 2", "1. Gopal Das", "Gopal3 Das", "Go1pal Das", "12) Gopal Das",
            "Gopal Das 9832012345",
        ],
        ["গোপাল দাস", "১. গোপাল দাস", "গোপাল দাস ২", "গোপাল দাস।", "Gopal Das"],
        ["गोपाल दास", "१. गोपाल दास", "गोपाल दास २", "गोपाल दास।", "Gopal Das"],
        ["Gópāl Dās", "Gopal Das", "Ｇｏｐａｌ Ｄａｓ"],
    ]
    static let honorifics: [[String]] = [
        ["Late Gopal Das", "LATE GOPAL DAS", "Lt. Gopal Das", "Gopal Das", "Gopal Das (Late)", "মৃত গোপাল দাস"],
        ["Smt Gita Das", "Smt. Gita Das", "Srimati Gita Das", "Shrimati Gita Das", "Gita Das", "শ্রীমতী গীতা দাস"],
        ["Sri Hari Pal", "Shri Hari Pal", "Sree Hari Pal", "Hari Pal", "শ্রী হরি পাল", "श्री हरि पाल"],
        ["Kumari Rekha Murmu", "Kum. Rekha Murmu", "Rekha Murmu", "কুমারী রেখা মুর্মু", "कुमारी रेखा मुर्मू"],
        ["Mr. Sunil Tudu", "Sunil Tudu", "Mr Sunil Tudu"],
        ["Late Sk Kasem", "Sk Kasem", "মৃত সেখ কাসেম", "Late Kasem Sk"],
        ["स्व. रामलाल साहू", "स्वर्गीय रामलाल साहू", "Late Ramlal Sahu", "रामलाल साहू"],
        ["श्रीमती सीता देवी", "Smt Sita Devi", "Sita Devi"],
    ]
    static let relations: [[String]] = [
        ["Gopal Das", "Gopal Das S/O Hari Das", "Gopal Das S/o. Late Hari Das", "GOPAL DAS S/O-HARI DAS"],
        ["Rahima Bibi", "Rahima Bibi W/O Kasem Sk", "Rahima Bibi w/o Sk Kasem", "RAHIMA BIBI W/O. KASEM SK"],
        ["Sita Kumari", "Sita Kumari D/O Ram Singh", "Sita Kumari d/o Ram Singh"],
        ["Babu Mondal", "Babu Mondal C/O Gopal Mondal", "Babu Mondal c/o Gopal Mondal"],
    ]
    static let different: [(String, String)] = [
        ("GOPAL DAS", "NEPAL DAS"),
        ("Gopal Das 1", "Madan Das 1"),
        ("Gopal Das 9832012345", "Ratan Das 9832012345"),
        ("Sri Gopal Das", "Sri Bimal Das"),
        ("শ্রী হরি পাল", "Sri Madan Pal"),
        ("Late Karim Mollah", "Late Rahim Mollah"),
        ("Late Gopal Das", "Late Madan Pal"),
        ("Smt Gita Das", "Smt Sita Das"),
        ("Kumari Rekha Murmu", "Kumari Sikha Murmu"),
        ("Sita Kumari", "Gita Kumari"),
        ("Gopal Das S/O Hari Das", "Madan Das S/O Hari Das"),
        ("Rahima Bibi W/O Kasem Sk", "Sakina Bibi W/O Kasem Sk"),
        ("Gopal Das S/O Hari Das", "Hari Das"),
        ("Rahima Bibi W/O Kasem Sk", "Kasem Sk"),
        ("Srikanta Das", "Nilkanta Das"),
        ("Srimanta Pal", "Hemanta Pal"),
        ("Latif Mondal", "Sarif Mondal"),
        ("श्रीमती सीता देवी", "श्रीमती गीता देवी"),
        ("मृत हरि पाल", "Late Madan Pal"),
    ]

    @Test("Capitals, dots, spaces, digits and accents carry no meaning", arguments: writing)
    func writingNoise(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Late, Smt, Sri and Kumari before a name may be left out", arguments: honorifics)
    func honorific(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("What follows S/O, W/O, D/O or C/O is not the person's name", arguments: relations)
    func relation(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Shared noise doesn't make two people one", arguments: different)
    func sharedNoise(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
