import Testing

@testable import Linkage

@Suite("Brothers, sisters and other namesakes")
struct NamesakeTests {
    static let muslim: [(String, String)] = [
        ("Riyajuddin Sk", "Giyasuddin Sk"), ("রিয়াজুদ্দিন সেখ", "Giasuddin Sekh"), ("Safikul Islam", "Rafikul Islam"),
        ("সফিকুল ইসলাম", "রফিকুল ইসলাম"), ("Hasina Khatun", "Rahima Khatun"), ("Kamal Hossain", "Jamal Hossain"),
        ("কামাল হোসেন", "Jamal Hosen"), ("Anwar Ali", "Sarwar Ali"), ("আনোয়ার আলী", "সারোয়ার আলী"),
        ("Karim Sk", "Rahim Sk"), ("Salim Mollah", "Kalim Mollah"), ("Selim Sk", "Halim Sk"),
        ("Asgar Ali", "Akbar Ali"),
        ("Nazrul Islam", "Fakhrul Islam"), ("Saiful Islam", "Maidul Islam"), ("Ainul Haque", "Zainul Haque"),
        ("Asadul Sk", "Rasidul Sk"), ("Mofijul Mondal", "Hafijul Mondal"), ("Sahidul Islam", "Wahidul Islam"),
        ("Jahidul Islam", "Rabiul Islam"), ("Tajuddin Sk", "Siraj Uddin Sk"), ("Samsuddin Gazi", "Kutubuddin Gazi"),
        ("Nasima Bibi", "Halima Bibi"), ("Rehana Khatun", "Farhana Khatun"), ("Sabina Khatun", "Rubina Khatun"),
        ("Nurjahan Bibi", "Nurbanu Bibi"), ("Sohel Rana", "Rubel Rana"), ("Imran Sk", "Irfan Sk"),
        ("Yusuf Ali", "Yunus Ali"), ("Ibrahim Sk", "Ismail Sk"), ("Hasan Ali", "Hosen Mia"), ("Babar Ali", "Sabar Ali"),
        ("Aminul Islam", "Mominul Islam"), ("Ashraful Haque", "Saiful Haque"), ("Golam Rasul", "Golam Rabbani"),
        ("Rakib Hossain", "Sakib Hossain"), ("Tofajjel Hossain", "Mofajjel Hossain"),
    ]
    static let hindu: [(String, String)] = [
        ("Nepal Mondal", "Bhupal Mondal"), ("নেপাল মন্ডল", "ভূপাল মন্ডল"), ("Nepal Mondal", "Gopal Mondal"),
        ("Ram Das", "Shyam Das"), ("রাম দাস", "শ্যাম দাস"), ("Sita Roy", "Gita Roy"), ("সীতা রায়", "Gita Roy"),
        ("Nirmal Pal", "Bimal Pal"), ("Amal Pal", "Bimal Pal"), ("Tapan Das", "Swapan Das"),
        ("Dilip Sarkar", "Pradip Sarkar"),
        ("Sanjay Roy", "Ajay Roy"), ("Sanjit Barman", "Ranjit Barman"), ("Ratan Das", "Madan Das"),
        ("Barun Sen", "Arun Sen"),
        ("Tarun Sen", "Arun Sen"), ("Anil Roy", "Sunil Roy"), ("Subal Mondal", "Dulal Mondal"),
        ("Nitai Pal", "Nimai Pal"),
        ("Gour Das", "Nitai Das"), ("Kalipada Roy", "Haripada Roy"), ("Jagadish Roy", "Satish Roy"),
        ("Haradhan Ghosh", "Jadudhan Ghosh"), ("Rina Das", "Bina Das"), ("Rita Das", "Mita Das"),
        ("Mina Roy", "Tina Roy"),
        ("Purnima Sing", "Pratima Sing"), ("Arati Mal", "Bharati Mal"), ("Kajal Das", "Sajal Das"),
        ("Sikha Pal", "Rekha Pal"),
        ("Basanti Murmu", "Jayanti Murmu"), ("Mangal Soren", "Budhu Soren"), ("Lal Mohan Tudu", "Hari Mohan Tudu"),
        ("Sukumar Bera", "Rajkumar Bera"), ("Biswajit Pal", "Satyajit Pal"), ("Debasish Roy", "Subhasish Roy"),
        ("Jagannath Mahato", "Loknath Mahato"), ("Manik Dey", "Ratan Dey"), ("Bablu Sing", "Kablu Sing"),
        ("Ramesh Yadav", "Suresh Yadav"), ("Mahesh Yadav", "Naresh Yadav"), ("Rajesh Paswan", "Brajesh Paswan"),
        ("Rajendra Singh", "Gajendra Singh"), ("Dil Bahadur Rai", "Man Bahadur Rai"), ("Nima Sherpa", "Dawa Sherpa"),
    ]
    static let surnameOnly: [(String, String)] = [
        ("Gopal Mondal", "Gopal Das"), ("Rafikul Islam", "Rafikul Sk"), ("Sunil Murmu", "Sunil Hembram"),
        ("গোপাল মন্ডল", "Gopal Sarkar"), ("Ram Yadav", "Ram Paswan"), ("Sanjay Tamang", "Sanjay Gurung"),
        ("Gopal Mondal", "Haripada Mondal"), ("Md Ali", "Sk Islam"), ("राम यादव", "সুশীল দাস"), ("Gopal Das", "Rahima Bibi"),
    ]
    /// A spelling, another spelling of the same name, and a namesake that only a vowel or a letter sets apart.
    static let nearer: [(String, String, String)] = [
        ("Mina Das", "Meena Das", "Mona Das"),
        ("Bina Roy", "Beena Roy", "Bani Roy"),
        ("Kalu Sk", "Kaloo Sk", "Kali Sk"),
        ("Rahim Sk", "Raheem Sk", "Rahima Sk"),
        ("Kamal Das", "Komol Das", "Kamala Das"),
        ("Mahmud Ali", "Mahmood Ali", "Mohammad Ali"),
        ("Asim Roy", "Ashim Roy", "Atin Roy"),
        ("Rafikul Islam", "Rofiqul Islam", "Safikul Islam"),
        ("Nasiruddin Sk", "Nashir Uddin Sk", "Basiruddin Sk"),
        ("Ajoy Pal", "Ajay Pal", "Bijoy Pal"),
        ("মীনা দাস", "Mina Das", "Rina Das"),
        ("Hasan Ali", "Hassan Ali", "Hosen Ali"),
        ("Sobhan Sk", "Subhan Sk", "Sultan Sk"),
        ("Dinesh Rai", "Dinesh Roy", "Ganesh Rai"),
        ("Monirul Sk", "Manirul Sk", "Sahirul Sk"),
    ]

    @Test("Muslim brothers and sisters stay apart", arguments: muslim)
    func muslimNamesakes(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }

    @Test("Hindu, Santali and Nepali brothers and sisters stay apart", arguments: hindu)
    func hinduNamesakes(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }

    @Test("One common part is not enough", arguments: surnameOnly)
    func onePart(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }

    @Test("Another spelling is nearer than a namesake", arguments: nearer.indices)
    func nearerSpelling(_ index: Int) {
        let (name, spelling, namesake) = Self.nearer[index]
        let near = NameComparison.standard.compare(name, spelling).similarity
        let far = NameComparison.standard.compare(name, namesake).similarity
        #expect(near > far, "“\(name)”: “\(spelling)” \(near), “\(namesake)” \(far)")
    }
}
