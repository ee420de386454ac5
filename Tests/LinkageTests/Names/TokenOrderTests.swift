import Testing

@testable import Linkage

@Suite("Tokens glued together, split apart or swapped")
struct TokenOrderTests {
    static let glued: [[String]] = [
        ["Madan Das", "Madandas", "MadanDas", "MADANDAS", "মদন দাস", "মদনদাস"],
        ["Rafikul Islam", "Rafikulislam", "RafikulIslam", "Rafi Kul Islam", "রফিকুলইসলাম"],
        ["Biswanath Sing", "Biswa Nath Sing", "BiswaNath Singh", "বিশ্ব নাথ সিং", "বিশ্বনাথ সিং"],
        ["Ramkrishna Mahato", "Ram Krishna Mahato", "RamKrishna Mahato", "রামকৃষ্ণ মাহাতো", "राम कृष्ण महतो"],
        ["Nurjahan Bibi", "Nur Jahan Bibi", "NurjahanBibi", "নুর জাহান বিবি"],
        ["Haripada Mal", "Hari Pada Mal", "হরি পদ মাল", "হরিপদ মাল"],
        ["Jamaluddin Khan", "Jamal Uddin Khan", "JamalUddin Khan", "জামাল উদ্দিন খান"],
        ["Lakshmikanta Roy", "Lakshmi Kanta Roy", "লক্ষ্মী কান্ত রায়"],
        ["Debiprasad Maity", "Debi Prasad Maity", "দেবীপ্রসাদ মাইতি"],
    ]
    static let swapped: [[String]] = [
        ["Madan Das", "Das Madan", "DAS, MADAN", "দাস মদন"],
        ["Gopal Mondal", "Mondal Gopal", "Mondal, Gopal", "মন্ডল গোপাল"],
        ["Rafikul Islam Molla", "Molla Rafikul Islam", "মোল্লা রফিকুল ইসলাম"],
        ["Sunil Hembram", "Hembram Sunil", "হেমব্রম সুনীল"],
        ["Rahima Khatun", "Khatun Rahima", "খাতুন রহিমা"],
        ["राम यादव", "यादव राम", "Yadav Ram"],
    ]
    static let different: [(String, String)] = [
        ("Madandas", "Gopaldas"),
        ("মদনদাস", "Ratan Das"),
        ("Rafikulislam", "Safikul Islam"),
        ("Ram Krishna Das", "Ram Prasad Das"),
        ("Ramkrishna Mahato", "Balakrishna Mahato"),
        ("Haripada Mal", "Kalipada Mal"),
        ("Haripada Mal", "Hari Sadhan Mal"),
        ("Jamaluddin Khan", "Kamal Uddin Khan"),
        ("Nurjahan Bibi", "Nur Nahar Bibi"),
        ("Mondal Gopal", "Nepal Mondal"),
        ("Hembram Sunil", "Anil Hembram"),
        ("Das Madan", "Pal Gopal"),
        ("Debiprasad Maity", "Debi Charan Maity"),
    ]
    static let reordered: [(String, String, String)] = [
        ("Rafikul Islam", "Islam Rafikul", "Safikul Islam"),
        ("Gopal Mondal", "Mondal Gopal", "Nepal Mondal"),
        ("Sunil Hembram", "Hembram Sunil", "সুনীল হেমব্রম"),
        ("Sk Rahim", "Rahim Sk", "সেখ রহিম"),
        ("रमेश यादव", "यादव रमेश", "Ramesh Yadav"),
        ("মদন দাস", "দাস মদন", "Gopal Pal"),
    ]

    @Test("Tokens may be glued together or split apart", arguments: glued)
    func gluedTokens(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Tokens may be swapped", arguments: swapped)
    func swappedTokens(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Glued or swapped tokens of another name are another name", arguments: different)
    func otherTokens(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }

    @Test("The order of tokens doesn't change the similarity", arguments: reordered.indices)
    func orderFree(_ index: Int) {
        let (name, turned, other) = Self.reordered[index]
        let one = NameComparison.standard.compare(name, other).similarity
        let two = NameComparison.standard.compare(turned, other).similarity
        #expect(abs(one - two) < 1e-9, "“\(name)” \(one), “\(turned)” \(two) against “\(other)”")
        #expect(NameComparison.standard.compare(name, turned).isMatch)
    }
}
