import Testing

@testable import Linkage

@Suite("Kumar, Chandra, Nath, Rani, Bala and other middle words")
struct OptionalTokenTests {
    static let same: [[String]] = [
        ["Swapan Kumar Das", "Swapan Kr. Das", "Swapan Das", "স্বপন কুমার দাস", "স্বপন দাস", "स्वपन कुमार दास"],
        ["Bimal Chandra Barman", "Bimal Ch Barman", "Bimal Barman", "বিমল চন্দ্র বর্মন", "बिमल चंद्र बर्मन"],
        ["Rabindra Nath Mahato", "Rabindranath Mahato", "Rabindra Mahato", "রবীন্দ্রনাথ মাহাতো", "रवींद्र नाथ महतो"],
        ["Gita Rani Mondal", "Gita Mondal", "গীতা রাণী মন্ডল", "গীতা মণ্ডল", "गीता रानी मंडल"],
        ["Sandhya Bala Mal", "Sandhya Mal", "সন্ধ্যা বালা মাল", "संध्या बाला माल"],
        ["Ram Prasad Oraon", "Ramprasad Oraon", "রামপ্রসাদ ওরাওঁ", "राम प्रसाद उरांव"],
        ["Mohan Lal Saha", "Mohanlal Saha", "Mohan Saha", "মোহন লাল সাহা", "मोहन लाल साहा"],
        ["Sunita Devi Rajak", "Sunita Debi Rajak", "Sunita Rajak", "সুনীতা দেবী রজক", "सुनीता देवी रजक"],
        ["Nirmal Kumar Sarkar", "Nirmal Sarkar", "নির্মল সরকার"],
        ["Haripada Chandra Pal", "Haripada Pal", "হরিপদ পাল"],
    ]
    static let differentFirst: [(String, String)] = [
        ("Swapan Kumar Das", "Tapan Kumar Das"),
        ("স্বপন কুমার দাস", "Ratan Kumar Das"),
        ("Bimal Chandra Barman", "Nirmal Chandra Barman"),
        ("Rabindra Nath Mahato", "Jatindra Nath Mahato"),
        ("Gita Rani Mondal", "Sita Rani Mondal"),
        ("গীতা রাণী মন্ডল", "Mita Rani Mondal"),
        ("Sandhya Bala Mal", "Sadhana Bala Mal"),
        ("Durga Prasad Oraon", "Kali Prasad Oraon"),
        ("Mohan Lal Shaw", "Sohan Lal Shaw"),
        ("Sunita Devi", "Anita Devi"),
        ("Kumar Das", "Chandra Das"),
        ("Manoj Kumar", "Saroj Kumar"),
        ("Pramila Bala Roy", "Urmila Bala Roy"),
    ]
    static let differentMiddle: [(String, String)] = [
        ("Biswanath Das", "Biswaprasad Das"),
        ("Biswa Nath Das", "Biswa Prasad Das"),
        ("বিশ্বনাথ দাস", "Biswa Prasad Das"),
        ("Rabindra Nath Mahato", "Rabindra Prasad Mahato"),
        ("Ram Kumar Das", "Ram Prasad Das"),
        ("Ram Chandra Mondal", "Ram Krishna Mondal"),
        ("Hari Nath Pal", "Hari Charan Pal"),
        ("Durga Rani Das", "Durga Charan Das"),
        ("Kali Nath Roy", "Kali Kinkar Roy"),
        ("Deb Nath Sarkar", "Deb Kumar Sarkar"),
        ("राम नाथ यादव", "राम प्रसाद यादव"),
    ]

    @Test("Kumar, Chandra, Nath, Rani, Bala, Lal and Devi may be left out or glued on", arguments: same)
    func leftOut(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("A shared middle word doesn't make two people one", arguments: differentFirst)
    func sharedMiddle(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }

    @Test("Two different middle words speak against a match", arguments: differentMiddle)
    func otherMiddle(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
