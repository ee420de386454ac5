import Testing

@testable import Linkage

@Suite("Vowels: the silent one, and the long ones")
struct VowelTests {
    static let inherent: [[String]] = [
        ["Ram Hembram", "Rama Hembram", "রাম হেমব্রম", "राम हेम्ब्रम"],
        ["Ashok Mal", "Ashoka Mal", "Asoke Mal", "Asok Mal", "অশোক মাল", "अशोक माल"],
        ["Ganesh Rajbanshi", "Ganesha Rajbanshi", "Gonesh Rajbansi", "গণেশ রাজবংশী", "गणेश राजवंशी"],
        ["Anand Munda", "Ananda Munda", "Anondo Munda", "আনন্দ মুন্ডা", "आनंद मुंडा", "आनन्द मुण्डा"],
        ["Subrata Bhunia", "Subrat Bhunia", "Subroto Bhunia", "সুব্রত ভুঁইয়া"],
        ["Jayanta Kar", "Jayant Kar", "Joyanta Kar", "জয়ন্ত কর", "जयंत कर"],
        ["Prasanta Giri", "Prashant Giri", "Prosanto Giri", "প্রশান্ত গিরি", "प्रशांत गिरि"],
        ["Basanta Rajak", "Basant Rajak", "Vasant Rajak", "বসন্ত রজক", "बसंत रजक"],
        ["Surendra Mahali", "Surendro Mahali", "Surendar Mahali", "সুরেন্দ্র মাহালি", "सुरेंद्र महली"],
        ["Narendra Bouri", "Narendranath Bouri", "নরেন্দ্র নাথ বাউরি"],
        ["Debabrata Sen", "Debobrata Sen", "Devavrata Sen", "দেবব্রত সেন", "देवव्रत सेन"],
        ["Mamata Sikdar", "Mamta Sikdar", "Momota Sikder", "মমতা শিকদার", "ममता सिकदर"],
        ["Sarala Kora", "Sarla Kora", "Sorola Kora", "সরলা কোড়া", "सरला कोड़ा"],
        ["Rabindra Tirkey", "Ravindra Tirki", "Robindro Tirkey", "রবীন্দ্র তিরকি", "रवींद्र तिर्की"],
        ["Ananta Dolui", "Anant Dolui", "Ononto Dolui", "অনন্ত দলুই", "अनंत दोलुई"],
        ["Chandana Ghorai", "Chandona Ghorai", "চন্দনা ঘোড়াই", "चंदना घोड़ाई"],
        ["Purnima Layek", "Purnima Laik", "পূর্ণিমা লায়েক", "पूर्णिमा लायक"],
    ]
    static let length: [[String]] = [
        ["Dipak Gurung", "Deepak Gurung", "দীপক গুরুং", "दीपक गुरुङ", "दीपक गुरुंग"],
        ["Sunita Chhetri", "Suneeta Chettri", "সুনীতা ছেত্রী"],
        ["Puja Thapa", "Pooja Thapa", "পূজা থাপা", "पूजा थापा"],
        ["Nurul Sardar", "Noorul Sardar", "নূরুল সরদার", "नूरुल सरदार"],
        ["Mina Subba", "Meena Subba", "মীনা সুব্বা", "मीना सुब्बा"],
        ["Harun Mia", "Haroon Miah", "হারুন মিয়া", "हारून मियां"],
        ["Rubina Parvin", "Roobina Parveen", "Rubina Parbin", "রুবিনা পারভীন", "रुबीना परवीन"],
        ["Mahmud Hasan", "Mahmood Hasan", "Mahamud Hassan", "মাহমুদ হাসান", "महमूद हसन"],
        ["Sandip Pradhan", "Sandeep Pradhan", "Sondip Prodhan", "সন্দীপ প্রধান", "संदीप प्रधान"],
        ["Sumitra Mahato", "Soomitra Mahata", "সুমিত্রা মাহাত", "सुमित्रा महतो"],
        ["Munni Begum", "Munny Begam", "মুন্নি বেগম", "मुन्नी बेगम"],
        ["Sudhir Pahan", "Sudheer Pahan", "Sudhir Pahaan", "সুধীর পাহান", "सुधीर पहान"],
        ["Kalu Sheikh", "Kaloo Shaikh", "কালু শেখ", "कालू शेख"],
        ["Gouranga Saha", "Gauranga Saha", "Gouranga Shaha", "গৌরাঙ্গ সাহা", "गौरांग साहा"],
        ["Moumita Pal", "Mowmita Paul", "Maumita Pal", "মৌমিতা পাল", "मौमिता पाल"],
    ]
    static let different: [(String, String)] = [
        ("Ram Hembram", "Rani Hembram"),
        ("Ashok Mal", "Ashim Mal"),
        ("Ganesh Rajbanshi", "Gopesh Rajbanshi"),
        ("Anand Munda", "Amal Munda"),
        ("সুব্রত ভুঁইয়া", "Sukanta Bhunia"),
        ("Jayanta Kar", "Jayashri Kar"),
        ("Prasanta Giri", "Sushanta Giri"),
        ("Basanta Rajak", "Hemanta Rajak"),
        ("Surendra Mahali", "Birendra Mahali"),
        ("নরেন্দ্র বাউরি", "Jogendra Bauri"),
        ("Debabrata Sen", "Debasish Sen"),
        ("Mamata Sikdar", "Namita Sikdar"),
        ("Sarala Kora", "Bimala Kora"),
        ("Dipak Gurung", "Dipen Gurung"),
        ("Sunita Chhetri", "Anita Chhetri"),
        ("পূজা থাপা", "Puspa Thapa"),
        ("Nurul Sardar", "Badrul Sardar"),
        ("Harun Mia", "Barun Mia"),
        ("Rubina Parvin", "Sabina Parvin"),
        ("Sandip Pradhan", "Pradip Pradhan"),
        ("Sumitra Mahato", "Suchitra Mahato"),
        ("Sudhir Pahan", "Subir Pahan"),
        ("Kalu Sheikh", "Bablu Sheikh"),
        ("মৌমিতা পাল", "Nabamita Pal"),
    ]

    @Test("The inherent vowel may be silent or written, as a or as o", arguments: inherent)
    func inherentVowel(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("i is ee, u is oo, and ou is au", arguments: length)
    func vowelLength(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("Like vowels don't make two people one", arguments: different)
    func sharedVowels(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }
}
