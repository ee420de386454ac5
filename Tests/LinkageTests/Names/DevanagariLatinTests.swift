import Testing

@testable import Linkage

@Suite("Devanagari script, Hindi and Nepali, against Latin")
struct DevanagariLatinTests {
    static let hindi: [(String, String)] = [
        ("राम कुमार यादव", "Ram Kumar Yadav"), ("श्याम लाल साहू", "Shyam Lal Sahu"), ("मोहन सिंह", "Mohan Singh"),
        ("सुनीता देवी", "Sunita Devi"), ("गीता बाई", "Gita Bai"), ("रमेश पटेल", "Ramesh Patel"),
        ("सुरेश कुमार वर्मा", "Suresh Kumar Verma"), ("दिनेश निषाद", "Dinesh Nishad"), ("संतोष कुशवाहा", "Santosh Kushwaha"),
        ("लक्ष्मण प्रसाद", "Laxman Prasad"), ("शिव प्रसाद मिश्रा", "Shiv Prasad Mishra"), ("विष्णु शर्मा", "Vishnu Sharma"),
        ("ज्ञान सिंह ठाकुर", "Gyan Singh Thakur"), ("क्षितिज तिवारी", "Kshitij Tiwari"), ("अजय पांडे", "Ajay Pandey"),
        ("कृष्णा नेताम", "Krishna Netam"), ("धनेश्वर मरावी", "Dhaneshwar Maravi"),
        ("बृजमोहन चौहान", "Brijmohan Chauhan"), ("छोटेलाल पासवान", "Chhotelal Paswan"), ("झुमरी बाई", "Jhumri Bai"),
        ("फूलमती उरांव", "Phoolmati Oraon"), ("ठाकुर प्रसाद", "Thakur Prasad"), ("बड़कू राम", "Barku Ram"),
        ("गुड़िया कुमारी", "Gudiya Kumari"), ("बुढ़न मांझी", "Budhan Manjhi"), ("प्रेमचंद गुप्ता", "Premchand Gupta"),
        ("पूर्णिमा सोनी", "Purnima Soni"), ("सरस्वती मुंडा", "Saraswati Munda"), ("विश्वनाथ महतो", "Vishwanath Mahato"),
        ("बिश्वनाथ महतो", "Biswanath Mahato"), ("भगवान दास", "Bhagwan Das"), ("हरीश चंद्र", "Harish Chandra"),
        ("उर्मिला केवट", "Urmila Kewat"), ("ओम प्रकाश सेन", "Om Prakash Sen"), ("ऋषि कुमार", "Rishi Kumar"),
        ("ईश्वर लाल", "Ishwar Lal"), ("ऐश्वर्या राय", "Aishwarya Rai"), ("औतार सिंह", "Autar Singh"),
        ("कौशल्या बाई", "Kaushalya Bai"), ("चंद्रशेखर आजाद", "Chandrashekhar Azad"), ("द्वारिका प्रसाद", "Dwarika Prasad"),
    ]
    static let muslim: [(String, String)] = [
        ("मोहम्मद रफीक", "Mohammad Rafiq"), ("अब्दुल रहीम खान", "Abdul Rahim Khan"), ("अब्दुल हमीद", "Abdul Hameed"),
        ("ज़ाकिर हुसैन", "Zakir Hussain"), ("जाकिर हुसैन", "Zakir Hussain"), ("फ़ातिमा बेगम", "Fatima Begum"),
        ("ख़ालिद अंसारी", "Khalid Ansari"), ("शेख सलीम", "Sheikh Salim"), ("इमरान अली", "Imran Ali"),
        ("नसरीन बानो", "Nasreen Bano"), ("यूसुफ़ ख़ान", "Yusuf Khan"), ("क़ासिम अली", "Qasim Ali"),
        ("ग़ुलाम नबी", "Ghulam Nabi"), ("सद्दाम हुसैन", "Saddam Hussain"), ("रुख़साना परवीन", "Rukhsana Parveen"),
        ("मुख़्तार अहमद", "Mukhtar Ahmad"), ("निज़ामुद्दीन", "Nizamuddin"), ("शमीम अख्तर", "Shamim Akhtar"),
    ]
    static let nepali: [(String, String)] = [
        ("दिल बहादुर राई", "Dil Bahadur Rai"), ("पासाङ शेर्पा", "Pasang Sherpa"), ("कमला गुरुङ", "Kamala Gurung"),
        ("विष्णु माया तामाङ", "Bishnu Maya Tamang"), ("सञ्जय सुब्बा", "Sanjay Subba"), ("निमा लामा", "Nima Lama"),
        ("गणेश छेत्री", "Ganesh Chhetri"), ("पेम्बा लेप्चा", "Pemba Lepcha"), ("मनमाया थापा", "Manmaya Thapa"),
        ("प्रकाश भुजेल", "Prakash Bhujel"), ("सुक बहादुर लिम्बू", "Suk Bahadur Limbu"), ("रञ्जना प्रधान", "Ranjana Pradhan"),
        ("दावा शेरिङ भोटिया", "Dawa Shering Bhotia"), ("कृष्ण बहादुर विश्वकर्मा", "Krishna Bahadur Biswakarma"),
        ("हर्क बहादुर मङ्गर", "Harka Bahadur Mangar"), ("मीना दर्जी", "Mina Darjee"),
    ]
    static let different: [(String, String)] = [
        ("राम कुमार यादव", "Shyam Kumar Yadav"), ("श्याम लाल साहू", "Ghanshyam Patel"), ("मोहन सिंह", "Sohan Singh"),
        ("सुनीता देवी", "Anita Devi"), ("गीता बाई", "Sita Bai"), ("रमेश पटेल", "Suresh Patel"),
        ("सुरेश कुमार वर्मा", "Naresh Kumar Verma"), ("दिनेश निषाद", "Mahesh Nishad"), ("लक्ष्मण प्रसाद", "Laxmi Prasad"),
        ("शिव प्रसाद मिश्रा", "Shiv Shankar Mishra"), ("ज्ञान सिंह ठाकुर", "Man Singh Thakur"), ("अजय पांडे", "Vijay Pandey"),
        ("राजेन्द्र ध्रुव", "Surendra Dhruw"), ("छोटेलाल पासवान", "Motilal Paswan"), ("फूलमती उरांव", "Basmati Oraon"),
        ("विश्वनाथ महतो", "Baijnath Mahato"), ("भगवान दास", "Bhajan Das"), ("उर्मिला केवट", "Sushila Kewat"),
        ("ओम प्रकाश सेन", "Jai Prakash Sen"), ("कौशल्या बाई", "Shakuntala Bai"), ("मोहम्मद रफीक", "Mohammad Shakil"),
        ("अब्दुल रहीम खान", "Abdul Karim Khan"), ("ज़ाकिर हुसैन", "Sabir Hussain"), ("फ़ातिमा बेगम", "Halima Begum"),
        ("शेख सलीम", "Sheikh Kalim"), ("इमरान अली", "Irfan Ali"), ("नसरीन बानो", "Shirin Bano"),
        ("दिल बहादुर राई", "Man Bahadur Rai"), ("पासाङ शेर्पा", "Pemba Sherpa"), ("कमला गुरुङ", "Bimala Gurung"),
        ("गणेश छेत्री", "Dinesh Chhetri"), ("मनमाया थापा", "Dilmaya Thapa"),
    ]

    @Test("Hindi names match across the scripts", arguments: hindi)
    func hindiNames(_ devanagari: String, _ latin: String) {
        expectSame(devanagari, latin)
        expectSame(devanagari, latin.uppercased())
    }

    @Test("Muslim names match across the scripts, with the nukta or without", arguments: muslim)
    func muslimNames(_ devanagari: String, _ latin: String) {
        expectSame(devanagari, latin)
    }

    @Test("Nepali names match across the scripts", arguments: nepali)
    func nepaliNames(_ devanagari: String, _ latin: String) {
        expectSame(devanagari, latin)
    }

    @Test("Namesakes stay apart across the scripts", arguments: different)
    func namesakes(_ devanagari: String, _ latin: String) {
        expectDifferent(devanagari, latin)
    }
}
