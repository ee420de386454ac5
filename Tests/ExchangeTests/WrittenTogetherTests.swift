import Testing

@testable import Exchange

@Suite("Two things in one field")
struct WrittenTogetherTests {
    @Test(
        "A name ends where a guardian is named",
        arguments: [
            ("Rahim Sk S/O Karim Sk", "Rahim Sk", "Karim Sk", .father),
            ("Sita Das w/o. Ram Das", "Sita Das", "Ram Das", .husband),
            ("Ram Das, Son of Late Hari Das", "Ram Das", "Late Hari Das", .father),
            ("Rina D/O:Gopal", "Rina", "Gopal", .father), ("Bimal (C/O Amal)", "Bimal", "Amal", .other),
            ("রহিম সেখ, পিতা- করিম সেখ", "রহিম সেখ", "করিম সেখ", .father), ("সীতা দাস স্বামী-রাম দাস", "সীতা দাস", "রাম দাস", .husband),
            ("রাম পিতাঃ হরি", "রাম", "হরি", .father),
            ("Rahim (Father's name: Karim)", "Rahim", "Karim", .father), ("राम पिता का नाम- श्याम", "राम", "श्याम", .father),
            ("Rina H/O Bimal", "Rina", "Bimal", .other), ("सीता, पति राम", "सीता", "राम", .husband),
            ("राम पुत्र श्याम", "राम", "श्याम", .father), ("राम, बुबा: श्याम", "राम", "श्याम", .father),
        ] as [(String, String, String, NamedWithGuardian.Relation)])
    func guardians(written: String, name: String, guardian: String, relation: NamedWithGuardian.Relation) {
        #expect(split(written).map { [$0.0, $0.1] } == [name, guardian])
        #expect(split(written)?.2 == relation)
    }

    @Test(
        "Nobody else is named",
        arguments: [
            "", "Ram Das", "S/O Karim", "Ram S/O", "Ram S/O - ", "Fatherson Das", "Soren", "পিতাম্বর দাস", "Sonofram",
            "राम पति यादव", "স্বামী বিবেকানন্দ", "Father Ram",
            "12/34", "/O",
        ])
    func nobody(written: String) { #expect(split(written) == nil) }

    private func split(_ text: String) -> (String, String, NamedWithGuardian.Relation)? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            NamedWithGuardian(bytes).map {
                (
                    String(decoding: bytes[$0.name], as: UTF8.self),
                    String(decoding: bytes[$0.guardian], as: UTF8.self),
                    $0.relation
                )
            }
        }
    }

    @Test(
        "The parts of an address are found by their labels: village, panchayat, block, district",
        arguments: [
            (
                "Vill- Kandi, P.O.- Salar, P.S.- Bharatpur, Dist- Murshidabad",
                ["Kandi", "Salar", "Bharatpur", "Murshidabad"]
            ),
            (
                "VILL:KANDI PO:SALAR PS:BHARATPUR DIST:MURSHIDABAD PIN:742401",
                ["KANDI", "SALAR", "BHARATPUR", "MURSHIDABAD"]
            ),
            ("Vill Kandi P O Salar Dist. Nadia", ["Kandi", "Salar", nil, "Nadia"]),
            ("Vill & P.O- Rampur, Block- Domkal", ["Rampur", "Rampur", "Domkal", nil]),
            (
                "Rampur, G.P.- Salar, Farakka Block, Murshidabad District",
                ["Rampur", "Salar", "Farakka", "Murshidabad"]
            ),
            ("Gram Panchayat: Hariharpara; Block: Nowda", [nil, "Hariharpara", "Nowda", nil]),
            ("Ward No- 5, Kandi Municipality", [nil, "5", "Kandi", nil]),
            ("গ্রাম- কান্দি, পোঃ- সালার, থানা- ভরতপুর, জেলা- মুর্শিদাবাদ", ["কান্দি", "সালার", "ভরতপুর", "মুর্শিদাবাদ"]),
            ("গ্রাম কান্দি গ্রাম পঞ্চায়েত সালার", ["কান্দি", "সালার", nil, nil]),
            ("গ্রাম কান্দি গ্রাম পঞ্চা\u{9DF}েত সালার", ["কান্দি", "সালার", nil, nil]),
            ("ग्राम- रामपुर, जिला- रीवा", ["रामपुर", nil, nil, "रीवा"]),
            ("गाउँ- कालिम्पोङ, वडा- ४, जिल्ला- दार्जिलिङ", ["कालिम्पोङ", "४", nil, "दार्जिलिङ"]),
            ("Vill – Kandi", ["Kandi", nil, nil, nil]),
            ("S/O Karim Sk, Vill- Kandi, P.O.- Salar, Dist- Murshidabad", ["Kandi", "Salar", nil, "Murshidabad"]),
            ("House No 12, Vill- Kandi, Dist- Nadia", ["Kandi", nil, nil, "Nadia"]),
            ("Vill- Kandi, Dist- Murshidabad-742101", ["Kandi", nil, nil, "Murshidabad"]),
            ("গ্রাম- কান্দি, জেলা- মুর্শিদাবাদ - ৭৪২১০১", ["কান্দি", nil, nil, "মুর্শিদাবাদ"]),
            ("Vill- Kandi, Dist- Murshidabad (W.B.)", ["Kandi", nil, nil, "Murshidabad"]),
            ("Rampur, Kaliachak Block-I, Dist- Malda", ["Rampur", nil, "Kaliachak Block-I", "Malda"]),
            ("Kandi Municipality Ward No. 5, Dist- Murshidabad", [nil, "5", "Kandi", "Murshidabad"]),
            ("बेलबारी नगरपालिका वडा नं. ५, मोरङ जिल्ला", [nil, "५", "बेलबारी", "मोरङ"]),
            ("Block-B, Vill- Salt Lake, Dist- Kolkata", ["Salt Lake", nil, nil, "Kolkata"]),
            ("ग्राम- अमोरा, जनपद पंचायत- पाली, जिला- कोरबा", ["अमोरा", nil, "पाली", "कोरबा"]),
            ("Panchayat Samity- Kandi, Dist- Murshidabad", [nil, nil, "Kandi", "Murshidabad"]),
            ("Nagar Panchayat- Pali, Dist- Korba", [nil, nil, "Pali", "Korba"]),
            ("Vill/P.O.- Rampur, Dist- Malda", ["Rampur", "Rampur", nil, "Malda"]),
            ("PO/PS- Salar, Dist- Malda", [nil, "Salar", "Salar", "Malda"]),
            ("Kandi, Farakka Block", ["Kandi", nil, "Farakka", nil]),
        ] as [(String, [String?])])
    func addresses(written: String, parts: [String?]) { #expect(places(written) == parts) }

    @Test(
        "An address without labels is left whole",
        arguments: [
            "", "Kandi, Salar, Murshidabad", "Block Para", "12 Post Lane", ",,,", "Distant Hills", "Psalm Road", "-",
        ])
    func whole(written: String) { #expect(places(written) == nil) }

    private func places(_ text: String) -> [String?]? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            LabelledAddress(bytes).map { address in
                LabelledAddress.columns.map { address.place($0).map { String(decoding: bytes[$0], as: UTF8.self) } }
            }
        }
    }

    @Test("Any bytes are read to the end", arguments: 0..<200 as Range<UInt64>)
    func anyBytes(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        let pool = Array("s/o vill- p.o. dist:,;ওয়ার্ড– পোঃ \u{1}".utf8)
        let bytes = (0..<60).map { _ in
            Bool.random(using: &numbers)
                ? pool.randomElement(using: &numbers)! : UInt8.random(in: 0...255, using: &numbers)
        }
        bytes.withUnsafeBufferPointer { bytes in
            if let named = NamedWithGuardian(bytes) { #expect(named.name.upperBound <= named.guardian.lowerBound) }
            let address = LabelledAddress(bytes)
            for column in LabelledAddress.columns {
                if let part = address?.place(column) { #expect(!part.isEmpty && part.upperBound <= bytes.count) }
            }
        }
    }
}
