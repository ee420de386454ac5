/// Names as lists have them, good and bad, for tests of what must hold of any name.
enum VariedNames {
    /// Names with at least one letter beside their titles.
    static let written: [String] = [
        "Rafikul Islam", "Md. Rafikul Islam", "MD RAFIKUL ISLAM", "মোঃ রফিকুল ইসলাম", "मो. रफीकुल इस्लाम",
        "Safikul Islam", "Gopal Mondal", "GOPAL MANDAL", "গোপাল মন্ডল", "गोपाल मंडल", "Nepal Mondal", "Bhupal Mondal",
        "Sk Rahim", "Rahim Sk", "Sheikh Rahim", "সেখ রহিম", "শেখ করিম", "शेख रहीम", "Rahima Khatun", "Rahima Bibi",
        "রহিমা বেওয়া", "Mst. Hasina Begum", "মোসাঃ হাসিনা বেগম", "Azizul Hoque", "আজিজুল হক", "Mijanur Rahaman",
        "মিজানুর রহমান", "Abdul Rahim", "Abdur Rahim", "আব্দুর রহিম", "Abdurrahim", "Amit Chatterjee",
        "Amit Chattopadhyay", "অমিত চট্টোপাধ্যায়", "Tarun Mukherjee", "তরুণ মুখোপাধ্যায়", "Dipali Banerjee",
        "দীপালি বন্দ্যোপাধ্যায়", "Subhas Roy", "সুভাষ রায়", "सुभाष राय", "Subhash Ray", "Lakshmi Mondal", "লক্ষ্মী মন্ডল",
        "Laxmi Das", "লক্ষী দাস", "Ratan Biswas", "রতন বিশ্বাস", "रतन विश्वास", "Vivek Mahato", "বিবেক মাহাতো",
        "Vijay Oraon", "বিজয় ওরাওঁ", "विजय उरांव", "Debnath Shil", "দেবনাথ শীল", "Aziz Laskar", "অজিত লস্কর",
        "Jahangir Alam", "Zahangir Alam", "জাহাঙ্গীর আলম", "Jadab Ghosh", "যাদব ঘোষ", "यादव घोष", "Santosh Bag",
        "সন্তোষ বাগ", "Shankar Malik", "শঙ্কর মালিক", "शङ्कर मलिक", "Bishnu Maity", "বিষ্ণু মাইতি", "Abbas Ali", "আব্বাস আলী",
        "Bappa Kundu", "বাপ্পা কুণ্ডু", "Phalguni Bera", "ফাল্গুনী বেরা", "Ram Hembram", "রাম হেমব্রম", "Ashok Mal",
        "অশোক মাল", "Ananda Munda", "আনন্দ মুন্ডা", "आनन्द मुण्डा", "Subrata Bhunia", "সুব্রত ভুঁইয়া", "Dipak Gurung",
        "दीपक गुरुङ", "Sunita Chhetri", "सुनिता क्षेत्री", "Puja Thapa", "पूजा थापा", "Pasang Sherpa", "पासाङ शेर्पा",
        "Dil Bahadur Rai", "दिल बहादुर राई", "Swapan Kumar Das", "Swapan Kr. Das", "স্বপন কুমার দাস", "Swapan Das",
        "Bimal Chandra Roy", "B. C. Roy", "BC Roy", "S K Das", "A. Rahaman", "Rabindra Nath Mahato",
        "Rabindranath Mahato",
        "Biswanath Das", "Biswaprasad Das", "Madandas", "Madan Das", "Das Madan", "RafikulIslam", "Das, Gopal",
        "Late Gopal Das", "Smt. Gita Das", "শ্রীমতী গীতা দাস", "श्रीमती सीता देवी", "Sri Hari Pal", "শ্রী হরি পাল",
        "Gopal Das S/O Late Hari Das", "Rahima Bibi W/O Kasem Sk", "1. Gopal Das", "Go1pal Das", "গোপাল দাস ২",
        "সত্যজিৎ রায়", "চাঁদ মহম্মদ", "দুঃখীরাম মাহাতো", "চুনু হাঁসদা", "Chunu Hansda", "बुधन उराँव", "ज़ाकिर हुसैन",
        "মোঃ Rafikul ইসলাম", "Gopal মন্ডল", "গোপাল मंडल Mondal", "Ratan রায় राय Roy", "Jo", "Om", "De", "U Tin", "O'Neil",
        "Jean-Pierre", "José", "Gōpāl Dāś", "ৰহিম আলি", "ஸ்டாலின்", "ᱥᱚᱢ ᱢᱩᱨᱢᱩ", "ରାମ ଦାସ", "محمد علی", "李小龙", "Gopal 🙂 Das",
        "Gopal\tDas\nPal", "Rafi\u{200B}kul Islam",
    ]
    /// What stands in a name column and is no name.
    static let notNames: [String] = [
        "", " ", "\t\n", "\u{00A0}", "\u{200B}", "\u{FEFF}", "12345", "৯৮৩২০", "१२३", "9832012345", "-", "--", ".",
        "...", "/",
        "?", "***", "🙂", "👨‍👩‍👧‍👦", "\u{0301}", "\u{09CD}", "\u{094D}\u{094D}", "\u{0}", "\u{FFFD}", "0", "()", "\"\"",
    ]
    /// A letter or a title alone, too little to say who it is.
    static let scraps: [String] = [
        "X", "অ", "क", "Md", "Sk.", "মোঃ", "Late", "Sri", "S/O", "W/O Kasem", "Kumar", "খাতুন", "Mst.",
    ]
    /// Very long input: one endless token, a thousand tokens, one letter under a heap of accents.
    static let long: [String] = [
        String(repeating: "a", count: 10_000),
        String(repeating: "রাম", count: 3_334),
        String(repeating: "Gopal Das ", count: 1_000),
        String((0..<10_000).map { Character(Unicode.Scalar(UInt8(97 + $0 * 7 % 26))) }),
        "g" + String(repeating: "\u{0301}", count: 10_000),
        String(repeating: "\u{09CD}", count: 10_000),
        String(repeating: " ", count: 10_000),
    ]
    static let all: [String] = written + notNames + scraps + long
}
