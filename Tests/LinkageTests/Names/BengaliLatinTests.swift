import Testing

@testable import Linkage

@Suite("Bengali script against Latin")
struct BengaliLatinTests {
    static let hindu: [(String, String)] = [
        ("গোপাল মন্ডল", "Gopal Mondal"), ("নিতাই দাস", "Nitai Das"), ("সুকুমার মাহাতো", "Sukumar Mahato"),
        ("কার্তিক বাউরি", "Kartik Bauri"), ("সঞ্জয় সরকার", "Sanjay Sarkar"), ("প্রদীপ ঘোষ", "Pradip Ghosh"),
        ("অসীম পাল", "Asim Pal"), ("রঞ্জিত বর্মন", "Ranjit Barman"), ("সুভাষ সাহা", "Subhas Saha"),
        ("দুলাল নস্কর", "Dulal Naskar"), ("কৃষ্ণপদ মণ্ডল", "Krishnapada Mondal"), ("হারাধন মাঝি", "Haradhan Majhi"),
        ("বাসুদেব মান্না", "Basudeb Manna"), ("তাপস কুমার জানা", "Tapas Kumar Jana"), ("অমল বেরা", "Amal Bera"),
        ("মৃণাল কান্তি সেন", "Mrinal Kanti Sen"), ("জ্ঞানেন্দ্র নাথ রায়", "Gyanendra Nath Roy"),
        ("ক্ষুদিরাম মাহাত", "Khudiram Mahata"), ("শ্রীকান্ত অধিকারী", "Srikanta Adhikari"),
        ("স্বরূপ হালদার", "Swarup Halder"), ("উজ্জ্বল কর্মকার", "Ujjwal Karmakar"), ("বিদ্যুৎ মণ্ডল", "Bidyut Mondal"),
        ("জগন্নাথ পাত্র", "Jagannath Patra"), ("বৈদ্যনাথ মুর্মু", "Baidyanath Murmu"), ("ঝন্টু সর্দার", "Jhantu Sardar"),
        ("ষষ্ঠী পাল", "Sasthi Pal"), ("ঊষা রানী দে", "Usha Rani Dey"), ("ঐশী দাস", "Oishi Das"),
        ("ঔরঙ্গ বর্মন", "Aurang Barman"), ("ঈশ্বর চন্দ্র দাস", "Iswar Chandra Das"),
        ("ঠাকুরদাস রায়", "Thakurdas Roy"), ("ফটিক মল্লিক", "Fatik Mallick"), ("পঞ্চানন মিস্ত্রি", "Panchanan Mistri"),
        ("শম্ভু ওরাওঁ", "Sambhu Oraon"), ("লক্ষ্মণ টুডু", "Lakshman Tudu"), ("সোমাই হেমব্রম", "Somai Hembram"),
        ("বুধন সরেন", "Budhan Soren"), ("চৈতন্য কিস্কু", "Chaitanya Kisku"), ("মঙ্গল হাঁসদা", "Mangal Hansda"),
        ("সন্ধ্যা রাণী বাস্কে", "Sandhya Rani Baskey"), ("জ্যোৎস্না মাইতি", "Jyotsna Maity"),
        ("পদ্মা বেসরা", "Padma Besra"), ("আত্মারাম সিং", "Atmaram Singh"), ("ব্রজেন মণ্ডল", "Brajen Mondal"),
        ("শেফালী রায়", "Shefali Roy"), ("তৃপ্তি দত্ত", "Tripti Dutta"), ("অঞ্জলি সিংহ", "Anjali Singha"),
        ("রেণুকা সামন্ত", "Renuka Samanta"), ("গঙ্গাধর মহন্ত", "Gangadhar Mahanta"), ("শুভঙ্কর বসু", "Subhankar Basu"),
        ("স্বপ্না চক্রবর্তী", "Swapna Chakraborty"), ("প্রতিমা কুণ্ডু", "Pratima Kundu"),
    ]
    static let muslim: [(String, String)] = [
        ("আব্দুল হামিদ মোল্লা", "Abdul Hamid Mollah"), ("রফিকুল ইসলাম", "Rafikul Islam"),
        ("সিরাজুল ইসলাম", "Sirajul Islam"), ("জাহাঙ্গীর আলম", "Jahangir Alam"), ("মোস্তাফা কামাল", "Mostafa Kamal"),
        ("গোলাম মোস্তফা", "Golam Mustafa"), ("ইয়াসিন সেখ", "Yasin Sk"), ("ইউসুফ আলি", "Yusuf Ali"),
        ("আয়েশা বিবি", "Ayesha Bibi"), ("ফাতেমা বেগম", "Fatema Begum"), ("খাদিজা খাতুন", "Khadija Khatun"),
        ("জোহরা বেওয়া", "Johora Bewa"), ("সাবিনা ইয়াসমিন", "Sabina Yasmin"), ("রোকেয়া খাতুন", "Rokeya Khatun"),
        ("হাসিবুল হাসান", "Hasibul Hasan"), ("ওয়াসিম আক্রাম", "Wasim Akram"), ("নজরুল গাজী", "Nazrul Gazi"),
        ("শাহজাহান মিয়া", "Shahjahan Mia"), ("আসাদুজ্জামান", "Asaduzzaman"), ("মনিরুজ্জামান সেখ", "Moniruzzaman Sk"),
        ("বদরুদ্দোজা", "Badruddoza"), ("আব্দুল্লাহ", "Abdullah"), ("ওবায়দুল্লা লস্কর", "Obaidulla Laskar"),
        ("তাজমুল হক", "Tajmul Haque"), ("মফিজুল ইসলাম", "Mofijul Islam"), ("জিয়াউর রহমান", "Ziaur Rahaman"),
        ("খলিলুর রহমান", "Khalilur Rahaman"), ("কাজী নুরুল ইসলাম", "Kazi Nurul Islam"), ("সৈয়দ আলি", "Syed Ali"),
        ("মীর কাশেম", "Mir Kashem"), ("ছাত্তার আলি", "Sattar Ali"), ("ইসমাইল সেখ", "Ismail Sk"),
        ("আইনুল হক", "Ainul Haque"), ("ঈমান আলি", "Iman Ali"), ("হাফিজুর রহমান", "Hafizur Rahman"),
        ("তৈয়ব আলী", "Tayeb Ali"), ("কুদ্দুস মিয়া", "Kuddus Mia"), ("মিঠুন সেখ", "Mithun Sk"),
    ]
    static let different: [(String, String)] = [
        ("গোপাল মন্ডল", "Nepal Mondal"), ("নিতাই দাস", "Nimai Das"), ("সুকুমার মাহাতো", "Nabakumar Mahato"),
        ("কার্তিক বাউরি", "Ganesh Bauri"), ("সঞ্জয় সরকার", "Dhananjay Sarkar"), ("প্রদীপ ঘোষ", "Sandip Ghosh"),
        ("অসীম পাল", "Nasim Ali"), ("রঞ্জিত বর্মন", "Sanjit Barman"), ("হারাধন মাঝি", "Haripada Majhi"),
        ("বাসুদেব মান্না", "Sukdeb Manna"), ("জগন্নাথ পাত্র", "Baidyanath Patra"), ("ঠাকুরদাস রায়", "Haridas Roy"),
        ("বুধন সরেন", "Mangal Soren"), ("তৃপ্তি দত্ত", "Dipti Dutta"), ("অঞ্জলি সিংহ", "Gitanjali Singha"),
        ("গঙ্গাধর মহন্ত", "Jamuna Mahanta"), ("আব্দুল হামিদ মোল্লা", "Abdul Majid Mollah"),
        ("রফিকুল ইসলাম", "Saiful Islam"), ("সিরাজুল ইসলাম", "Mofijul Islam"), ("গোলাম মোস্তফা", "Golam Rabbani"),
        ("আয়েশা বিবি", "Rokeya Bibi"), ("ফাতেমা বেগম", "Khadija Begum"), ("সাবিনা ইয়াসমিন", "Rubina Yasmin"),
        ("আসাদুজ্জামান", "Moniruzzaman"), ("আব্দুল্লাহ", "Ahsanullah"), ("তাজমুল হক", "Azizul Haque"),
        ("জিয়াউর রহমান", "Ataur Rahaman"), ("ইসমাইল সেখ", "Ibrahim Sk"), ("মীর কাশেম", "Mir Jafar"),
        ("কুদ্দুস মিয়া", "Idris Mia"), ("শাহজাহান মিয়া", "Shah Alam Mia"), ("পদ্মা বেসরা", "Sumi Besra"),
    ]

    @Test("Hindu and Santali names match across the scripts", arguments: hindu)
    func hinduNames(_ bengali: String, _ latin: String) {
        expectSame(bengali, latin)
        expectSame(bengali, latin.uppercased())
    }

    @Test("Muslim names match across the scripts", arguments: muslim)
    func muslimNames(_ bengali: String, _ latin: String) {
        expectSame(bengali, latin)
        expectSame(bengali, latin.uppercased())
    }

    @Test("Namesakes stay apart across the scripts", arguments: different)
    func namesakes(_ bengali: String, _ latin: String) {
        expectDifferent(bengali, latin)
    }
}
