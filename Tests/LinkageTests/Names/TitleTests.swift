import Testing

@testable import Linkage

@Suite("Md, Sk, Mst and the words that follow a woman's name")
struct TitleTests {
    static let md: [[String]] = [
        [
            "Md Rafikul Islam", "Md. Rafikul Islam", "Mohd Rafikul Islam", "Mohammad Rafikul Islam",
            "Mahammad Rafikul Islam", "Mohammed Rafikul Islam", "Muhammad Rafikul Islam", "Mohamad Rafikul Islam",
            "MD.RAFIKUL ISLAM", "মোঃ রফিকুল ইসলাম", "মহঃ রফিকুল ইসলাম", "মোহাম্মদ রফিকুল ইসলাম", "मो. रफीकुल इस्लाम",
        ],
        ["Md Salim Mondal", "Salim Mondal", "মহম্মদ সেলিম মন্ডল", "मोहम्मद सलीम मंडल"],
        ["Mohammad Ali", "Md Ali", "Md. Ali", "মোহাম্মদ আলি", "মহম্মদ আলী", "मोहम्मद अली"],
        ["Nur Mohammad Sk", "Nur Md Sk", "নূর মহম্মদ সেখ", "Noor Mohammed Sheikh"],
    ]
    static let sk: [[String]] = [
        [
            "Sk Rahim", "Sk. Rahim", "Sekh Rahim", "Sheikh Rahim", "Shaikh Rahim", "Seikh Rahim", "Saikh Rahim",
            "Rahim Sk", "Rahim Sekh", "সেখ রহিম", "শেখ রহিম", "সেক রহিম", "शेख रहीम",
        ],
        ["Sk Jamaluddin", "Sheikh Jamal Uddin", "সেখ জামালউদ্দিন", "SK JAMALUDDIN"],
        ["Sk Md Kasem", "Sekh Mohammad Kashem", "সেখ মহঃ কাসেম"],
    ]
    static let mst: [[String]] = [
        [
            "Mst Rahima Khatun", "Mst. Rahima Khatun", "Mosammat Rahima Khatun", "Musammat Rahima Khatun",
            "Mossammat Rahima Khatoon", "Rahima Khatun", "মোসাঃ রহিমা খাতুন", "মোছাঃ রহিমা খাতুন",
            "মোসাম্মৎ রহিমা খাতুন",
        ],
        ["Mst Nurjahan Begum", "Mosammat Noorjahan Begam", "মোসাঃ নুরজাহান বেগম"],
    ]
    static let afterMarriage: [[String]] = [
        [
            "Rahima Khatun", "Rahima Bibi", "Rahima Begum", "Rahima Begam", "Rahima Bewa", "Rahima Khatoon",
            "রহিমা খাতুন", "রহিমা বিবি", "রহিমা বেগম", "রহিমা বেওয়া", "रहीमा बीबी",
        ],
        ["Sahanara Khatun", "Sahanara Bewa", "সাহানারা বিবি", "Shahanara Begum"],
        ["Anowara Bibi", "Anwara Bewa", "আনোয়ারা বেওয়া", "आनोवारा बीबी"],
    ]
    static let different: [(String, String)] = [
        ("Md Rafikul Islam", "Md Safikul Islam"),
        ("মোঃ রফিকুল ইসলাম", "Md Sirajul Islam"),
        ("Md Salim Mondal", "Md Kalam Mondal"),
        ("Mohammad Ali", "Mohammad Islam"),
        ("Md Asgar Ali", "Md Akbar Ali"),
        ("Sk Rahim", "Sk Karim"),
        ("Sk Salim", "Sheikh Kasem"),
        ("Sekh Jamaluddin", "সেখ কামালউদ্দিন"),
        ("Sk Raju", "Sk Babu"),
        ("Mst Rahima Khatun", "Mst Hasina Khatun"),
        ("Mosammat Nurjahan Begum", "মোসাঃ নুরনাহার বেগম"),
        ("Rahima Khatun", "Fatema Khatun"),
        ("রহিমা বিবি", "হাসিনা বিবি"),
        ("Sabera Bibi", "Sahanara Bibi"),
        ("Anowara Bewa", "Monowara Bewa"),
        ("Jahanara Begum", "Hosneara Begum"),
    ]

    @Test("Md, Mohd, Mohammad and মোঃ are one title and may be left out", arguments: md)
    func mdFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Sk, Sekh, Sheikh and সেখ are one title, before or after the name", arguments: sk)
    func skFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Mst, Mosammat and মোসাঃ are one title and may be left out", arguments: mst)
    func mstFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Khatun, Bibi, Begum and Bewa change with marriage and widowhood", arguments: afterMarriage)
    func khatunGroup(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("A shared title doesn't make two people one", arguments: different)
    func sharedTitle(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
