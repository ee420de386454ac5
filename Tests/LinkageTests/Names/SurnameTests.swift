import Testing

@testable import Linkage

@Suite("Surnames with two forms, and Lakshmi")
struct SurnameTests {
    static let padhyay: [[String]] = [
        [
            "Amit Chatterjee", "Amit Chattopadhyay", "Amit Chatterji", "Amit Chattopadhyaya", "অমিত চট্টোপাধ্যায়",
            "অমিত চ্যাটার্জী", "अमित चटर्जी", "अमित चट्टोपाध्याय",
        ],
        [
            "Tarun Mukherjee", "Tarun Mukhopadhyay", "Tarun Mukherji", "Tarun Mukharjee", "তরুণ মুখোপাধ্যায়",
            "তরুন মুখার্জী", "तरुण मुखर्जी",
        ],
        [
            "Dipali Banerjee", "Dipali Bandyopadhyay", "Dipali Bandopadhyay", "Deepali Banerji",
            "দীপালি বন্দ্যোপাধ্যায়", "দীপালী ব্যানার্জী", "दीपाली बनर्जी",
        ],
        ["Sujit Ganguly", "Sujit Gangopadhyay", "Sujit Ganguli", "সুজিত গঙ্গোপাধ্যায়", "সুজিত গাঙ্গুলী"],
        ["Mita Bhattacharya", "Mita Bhattacharjee", "Mita Bhattacharyya", "মিতা ভট্টাচার্য", "মিতা ভট্টাচার্য্য"],
    ]
    static let roy: [[String]] = [
        ["Subhash Roy", "Subhas Ray", "Subhas Rai", "সুভাষ রায়", "सुभाष राय", "सुभाष रॉय"],
        ["Bimal Chandra Roy", "Bimal Roy", "Bimal Ch. Ray", "বিমল চন্দ্র রায়"],
        ["Gita Rai", "Geeta Roy", "গীতা রায়", "गीता राई"],
    ]
    static let lakshmi: [[String]] = [
        [
            "Lakshmi Mondal", "Laxmi Mondal", "Lakshmi Mandal", "Laksmi Mondal", "Lakhsmi Mondal", "লক্ষ্মী মন্ডল",
            "লক্ষী মণ্ডল", "लक्ष्मी मंडल",
        ],
        ["Laxmi Rani Das", "Lakshmi Das", "লক্ষ্মী রানী দাস", "लक्ष्मी रानी दास"],
        ["Laxmikanta Sing", "Lakshmikanta Singh", "লক্ষ্মীকান্ত সিং", "लक्ष्मीकांत सिंह"],
    ]
    static let biswas: [[String]] = [
        [
            "Ratan Biswas", "Ratan Viswas", "Ratan Bishwas", "Ratan Vishwas", "Ratan Biswash", "রতন বিশ্বাস",
            "रतन विश्वास", "रतन बिस्वास",
        ],
        ["Kalpana Biswas", "Kalpona Biswas", "কল্পনা বিশ্বাস", "कल्पना विश्वास"],
    ]
    static let otherSurnames: [[String]] = [
        ["Dilip Dutta", "Dilip Datta", "Dilip Dutt", "দিলীপ দত্ত", "दिलीप दत्ता"],
        ["Ajoy Singha", "Ajay Sinha", "Ajoy Singh", "অজয় সিংহ"],
        ["Chunu Hansda", "Chunu Hasda", "Chunu Hansdah", "চুনু হাঁসদা", "चुनू हांसदा"],
        ["Sumi Mandi", "Sumi Mardi", "Sumi Marndi", "সুমি মান্ডি", "সুমি মার্ডি"],
        ["Babu Hembram", "Babu Hembrom", "Babu Hemram", "বাবু হেমব্রম", "बाबू हेम्ब्रम"],
        ["Sukdeb Chakraborty", "Sukdev Chakravarti", "Sukhdeb Chakrabarty", "সুকদেব চক্রবর্তী", "सुकदेव चक्रवर्ती"],
        ["Naren Chowdhury", "Naren Choudhury", "Naren Chaudhuri", "নরেন চৌধুরী", "नरेन चौधरी"],
        ["Nemai Haldar", "Nimai Halder", "নিমাই হালদার", "निमाई हालदार"],
        ["Haru Mazumder", "Haru Majumdar", "হারু মজুমদার", "हारू मजूमदार"],
        ["Putul Pramanik", "Putul Paramanik", "পুতুল প্রামাণিক", "पुतुल प्रमाणिक"],
    ]
    static let different: [(String, String)] = [
        ("Amit Chatterjee", "Amit Mukherjee"),
        ("অমিত চট্টোপাধ্যায়", "Amit Bandyopadhyay"),
        ("Tarun Mukhopadhyay", "Barun Mukhopadhyay"),
        ("Sujit Ganguly", "Ranjit Gangopadhyay"),
        ("Mita Bhattacharya", "Mita Banerjee"),
        ("Subhash Roy", "Subhash Das"),
        ("সুভাষ রায়", "Bikash Roy"),
        ("Bimal Roy", "Nirmal Ray"),
        ("Gita Rai", "Sita Rai"),
        ("Lakshmi Mondal", "Lakshman Mondal"),
        ("লক্ষ্মী দাস", "Saraswati Das"),
        ("Laxmikanta Singh", "Rajanikanta Singh"),
        ("Ratan Biswas", "Ratan Barman"),
        ("রতন বিশ্বাস", "Madan Biswas"),
        ("Kalpana Biswas", "Alpana Biswas"),
        ("Dilip Dutta", "Pradip Dutta"),
        ("Chunu Hansda", "Chunu Hembram"),
        ("Sumi Mandi", "Sumi Murmu"),
        ("Naren Chowdhury", "Biren Chowdhury"),
        ("Putul Pramanik", "Putul Karmakar"),
    ]

    @Test("Chatterjee is Chattopadhyay, and so the other four pairs", arguments: padhyay)
    func padhyayFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Roy, Ray, Rai and রায় are one", arguments: roy)
    func royFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Lakshmi, Laxmi and লক্ষ্মী are one", arguments: lakshmi)
    func lakshmiFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Biswas, Viswas and বিশ্বাস are one", arguments: biswas)
    func biswasFamily(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Other surnames with several spellings", arguments: otherSurnames)
    func otherFamilies(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("A shared surname or a shared first name alone is not enough", arguments: different)
    func sharedPart(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
