import Testing

@testable import Linkage

@Suite("Consonants that one clerk writes so and the next one otherwise")
struct ConsonantTests {
    static let vb: [[String]] = [
        ["Vivek Mahato", "Bibek Mahato", "Vibek Mahato", "বিবেক মাহাতো", "विवेक महतो"],
        ["Vijay Oraon", "Bijay Oraon", "Bijoy Oraon", "বিজয় ওরাওঁ", "विजय उरांव"],
        ["Vikas Tamang", "Bikash Tamang", "Vikash Tamang", "বিকাশ তামাং", "विकास तामांग", "बिकास तामाङ"],
        ["Bhabani Sarkar", "Bhavani Sarkar", "ভবানী সরকার", "भवानी सरकार"],
        ["Debnath Shil", "Devnath Sil", "দেবনাথ শীল", "देवनाथ शील"],
        ["Bhola Naskar", "Vola Naskar", "ভোলা নস্কর", "भोला नस्कर"],
        ["Shiv Shankar Pal", "Shib Sankar Paul", "Sib Shankar Pal", "শিব শঙ্কর পাল", "शिव शंकर पाल"],
        ["Sulabh Das", "Sulav Das", "Sulab Das", "সুলভ দাস"],
        ["Ravi Lohar", "Rabi Lohar", "রবি লোহার", "रवि लोहार"],
    ]
    static let jz: [[String]] = [
        ["Aziz Laskar", "Ajij Laskar", "Azij Laskar", "আজিজ লস্কর", "अज़ीज़ लस्कर", "अजीज लश्कर"],
        ["Reza Gazi", "Reja Gaji", "রেজা গাজী", "रज़ा ग़ाज़ी"],
        ["Jahangir Alam", "Zahangir Alam", "Jahangeer Alam", "জাহাঙ্গীর আলম", "जहांगीर आलम", "जहाँगीर आलम"],
        ["Jadab Ghosh", "Yadab Ghosh", "Jadav Ghose", "যাদব ঘোষ", "यादव घोष"],
        ["Jogesh Barman", "Yogesh Barman", "যোগেশ বর্মন", "योगेश बर्मन"],
        ["Jashoda Bauri", "Yashoda Bauri", "Josoda Bauri", "যশোদা বাউরি", "यशोदा बाउरी"],
        ["Jatin Singh", "Yatin Singh", "Jotin Sing", "যতীন সিং", "यतीन सिंह"],
        ["Rezaul Karim", "Rejaul Karim", "Rezaul Kareem", "রেজাউল করিম", "रेजाउल करीम"],
        ["Sanjoy Kisku", "Sanjay Kisku", "সঞ্জয় কিস্কু", "संजय किस्कू", "सञ्जय किस्कु"],
        ["Feroz Seikh", "Firoj Sekh", "Firoz Sk", "ফিরোজ সেখ", "फ़िरोज़ शेख"],
    ]
    static let sibilants: [[String]] = [
        ["Santosh Bag", "Santos Bag", "Shantosh Bag", "সন্তোষ বাগ", "संतोष बाग", "सन्तोष बाग"],
        ["Shankar Malik", "Sankar Malik", "Sankor Malik", "শঙ্কর মালিক", "শংকর মালিক", "शंकर मलिक"],
        ["Shyamal Dey", "Syamal Dey", "Shamal De", "শ্যামল দে", "श्यामल डे", "श्यामल दे"],
        ["Bishnu Maity", "Bisnu Maiti", "Vishnu Maity", "বিষ্ণু মাইতি", "विष्णु माईती"],
        ["Krishna Sahoo", "Krisna Sahu", "কৃষ্ণ সাহু", "कृष्ण साहू"],
        ["Shefali Sardar", "Sefali Sardar", "শেফালি সর্দার", "शेफाली सरदार"],
        ["Samir Shah", "Shamir Sah", "সমীর শাহ", "समीर शाह"],
        ["Shibani Hazra", "Sibani Hajra", "শিবানী হাজরা", "शिबानी हाजरा"],
    ]
    static let doubled: [[String]] = [
        ["Abbas Ali", "Abas Ali", "আব্বাস আলী", "अब्बास अली"],
        ["Abdus Sattar Sk", "Abdus Satar Sk", "আব্দুস সাত্তার সেখ"],
        ["Bappa Kundu", "Bapa Kundu", "বাপ্পা কুণ্ডু", "बप्पा कुंडू"],
        ["Pappu Saha", "Papu Saha", "পাপ্পু সাহা", "पप्पू साहा"],
        ["Mannan Mollah", "Manan Mola", "মান্নান মোল্লা", "मन्नान मोल्ला"],
        ["Allauddin Khan", "Alauddin Khan", "আলাউদ্দিন খান"],
        ["Chhotan Murmu", "Chotan Murmu", "Chottan Murmu", "ছোটন মুর্মু"],
        ["Uttam Ghorui", "Utam Ghorui", "উত্তম ঘোড়ুই"],
    ]
    static let aspirates: [[String]] = [
        ["Phalguni Bera", "Falguni Bera", "ফাল্গুনী বেরা", "फाल्गुनी बेरा"],
        ["Buddhadeb Jana", "Budhadev Jana", "Buddhadev Jana", "বুদ্ধদেব জানা", "बुद्धदेव जाना"],
        ["Khokan Patra", "Kokhan Patra", "খোকন পাত্র", "खोकन पात्रा"],
        ["Dhiren Tudu", "Diren Tudu", "ধীরেন টুডু", "धीरेन टुडू"],
        ["Kartick Sing", "Kartik Singh", "Karthik Singh", "কার্তিক সিং", "कार्तिक सिंह"],
    ]
    static let different: [(String, String)] = [
        ("Vijay Oraon", "Vinay Oraon"),
        ("বিবেক মাহাতো", "Bikram Mahato"),
        ("Bharat Sarkar", "Sarat Sarkar"),
        ("Bhola Naskar", "Kala Naskar"),
        ("Shiv Shankar Pal", "Hari Shankar Pal"),
        ("Ravi Lohar", "Raju Lohar"),
        ("Aziz Laskar", "Hafiz Laskar"),
        ("Reza Gazi", "Raja Mondal"),
        ("Jahir Sk", "Tahir Sk"),
        ("যাদব ঘোষ", "Madhab Ghosh"),
        ("Jatin Singh", "Nitin Singh"),
        ("Rezaul Karim", "Rafiul Karim"),
        ("Sanjoy Kisku", "Ajoy Kisku"),
        ("Santosh Bag", "Santanu Bag"),
        ("শঙ্কর মালিক", "Sagar Malik"),
        ("Shyamal Dey", "Kamal Dey"),
        ("Bishnu Maity", "Jishnu Maity"),
        ("Shefali Sardar", "Rupali Sardar"),
        ("Sattar Mondal", "Jabbar Mondal"),
        ("Abbas Ali", "Akkas Ali"),
        ("Bappa Kundu", "Babu Kundu"),
        ("Phalguni Bera", "Ashwini Bera"),
        ("Khokan Patra", "Chandan Patra"),
        ("Dhiren Tudu", "Biren Tudu"),
    ]

    @Test("v, b and bh are one", arguments: vb)
    func vAndB(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("j, z, য and an initial y are one", arguments: jz)
    func jAndZ(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("sh, s, শ, ষ and স are one", arguments: sibilants)
    func sibilant(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("A doubled letter may be written once", arguments: doubled)
    func doubledLetter(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("ph is f, and the breath after a consonant may be left out", arguments: aspirates)
    func aspirate(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Other consonants make another name", arguments: different)
    func otherConsonant(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
