import Testing

@testable import Linkage

@Suite("Hoque, Rahaman, Abdul and other Arabic name parts")
struct ArabicNameTests {
    static let hoque: [[String]] = [
        [
            "Azizul Hoque", "Azizul Haque", "Ajijul Haque", "Azizul Haq", "Azizul Hak", "Azizul Huque", "আজিজুল হক",
            "अजीजुल हक",
        ],
        ["Enamul Haque", "Enamul Hoque", "Inamul Hak", "এনামুল হক", "इनामुल हक"],
        ["Md Emdadul Haque", "Emdadul Hoque", "মোঃ এমদাদুল হক"],
        ["Nurul Haque", "Noorul Hoque", "নুরুল হক", "नुरुल हक"],
        ["Mozammel Haque", "Mojammel Hoque", "মোজাম্মেল হক"],
    ]
    static let rahaman: [[String]] = [
        [
            "Mijanur Rahaman", "Mijanur Rahman", "Mizanur Rehman", "Mijanur Rohman", "Mizanur Rahoman",
            "মিজানুর রহমান", "मिजानुर रहमान",
        ],
        ["Habibur Rahaman", "Habibur Rahman", "Habibar Rahman", "হাবিবুর রহমান", "हबीबुर रहमान"],
        ["Md Ataur Rahaman", "Ataur Rahman", "আতাউর রহমান"],
        ["Lutfar Rahaman", "Lutfor Rahman", "লুৎফর রহমান"],
        ["Rahaman Ali", "Rahman Ali", "রহমান আলি", "रहमान अली"],
    ]
    static let abdul: [[String]] = [
        ["Abdul Rahim", "Abdur Rahim", "Abdur Raheem", "আব্দুর রহিম", "আবদুর রহিম", "अब्दुल रहीम"],
        ["Abdul Salam", "Abdus Salam", "আব্দুস সালাম", "আবদুস ছালাম", "अब्दुस सलाम"],
        ["Abdul Sattar Molla", "Abdus Sattar Mollah", "আব্দুস সাত্তার মোল্লা"],
        ["Abdul Razzak Khan", "Abdur Rajjak Khan", "আব্দুর রাজ্জাক খান"],
        ["Abdul Karim Gazi", "Abdulkarim Gaji", "আব্দুল করিম গাজী", "আবদুল করিম গাজি"],
        ["Abdul Jabbar Sk", "Abdul Jabar Sekh", "আব্দুল জব্বার সেখ"],
    ]
    static let otherParts: [[String]] = [
        ["Anowar Hossain", "Anwar Hosen", "Anwar Hussain", "Anowar Hosain", "আনোয়ার হোসেন", "अनवर हुसैन"],
        ["Alauddin Mia", "Alauddin Miya", "Ala Uddin Miah", "আলাউদ্দিন মিয়া", "अलाउद्दीन मिया"],
        ["Nasiruddin Sk", "Nasir Uddin Sekh", "Nashiruddin Sheikh", "নাসিরুদ্দিন সেখ", "নাসির উদ্দীন শেখ"],
        ["Akhtar Ahmed", "Aktar Ahamed", "Akhter Ahmad", "আখতার আহমেদ", "अख्तर अहमद"],
        ["Saiful Islam", "Saifull Islam", "Soiful Islam", "সাইফুল ইসলাম", "सैफुल इस्लाम"],
    ]
    static let different: [(String, String)] = [
        ("Azizul Haque", "Enamul Haque"),
        ("আজিজুল হক", "Azizul Islam"),
        ("Emdadul Hoque", "Ekramul Hoque"),
        ("Nurul Haque", "Nurul Huda"),
        ("Samsul Haque", "Ainul Haque"),
        ("Mijanur Rahaman", "Ataur Rahaman"),
        ("হাবিবুর রহমান", "Mujibur Rahaman"),
        ("Matiur Rahman", "Siddikur Rahman"),
        ("Hafizur Rahman", "Lutfar Rahman"),
        ("Abdur Rahaman", "Abdur Razzak"),
        ("Abdul Karim", "Abdul Rahim"),
        ("আব্দুস সালাম", "Abdus Samad"),
        ("Abdus Sattar", "Abdul Jabbar"),
        ("Abdul Mannan", "Abdul Hannan"),
        ("Abdul Hamid", "Abdul Majid"),
        ("Abdul Gaffar Molla", "Abdul Jabbar Molla"),
        ("Alauddin Mia", "Jalaluddin Mia"),
        ("Nasiruddin Sk", "Basiruddin Sk"),
        ("Anwar Hossain", "Sarwar Hossain"),
        ("Delwar Hossain", "Altaf Hossain"),
    ]

    @Test("Hoque, Haque, Huque and হক are one", arguments: hoque)
    func hoqueFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Rahaman, Rahman, Rehman and রহমান are one", arguments: rahaman)
    func rahamanFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Abdul, Abdur and Abdus change with the sound that follows", arguments: abdul)
    func abdulFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Hossain, Mia, Uddin, Ahmed and Saiful have many spellings", arguments: otherParts)
    func otherFamilies(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("A shared Haque, Rahaman or Abdul doesn't make two people one", arguments: different)
    func sharedPart(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
