import Testing

@testable import Linkage

@Suite("Initials")
struct InitialTests {
    static let same: [[String]] = [
        ["Swapan K. Das", "Swapan K Das", "Swapan Kumar Das", "Swapan Kr Das"],
        ["Bimal C. Roy", "Bimal Chandra Roy", "Bimal C Ray"],
        ["B. C. Roy", "B.C. Roy", "BC Roy", "B C Roy", "B.C.Roy"],
        ["Md. R. Islam", "MD R ISLAM", "Mohammad R Islam"],
        ["Rafikul I. Mondal", "Rafikul Islam Mondal"],
        ["P. K. Hembram", "PK Hembram", "P K Hembrom"],
    ]
    static let letterNames: [[String]] = [
        ["বি. সি. রায়", "বি সি রায়", "B. C. Roy"],
        ["স্বপন কে. দাস", "Swapan K. Das"],
        ["पी. के. यादव", "P. K. Yadav"],
    ]
    static let different: [(String, String)] = [
        ("Swapan K. Das", "Tapan K. Das"),
        ("B. C. Roy", "S. N. Roy"),
        ("B. C. Roy", "Sukumar Nath Roy"),
        ("A. Rahaman", "Safikur Rahaman"),
        ("K. Mondal", "Gopal Mondal"),
        ("P. K. Hembram", "D. N. Hembram"),
        ("Rafikul I. Mondal", "Safikul I. Mondal"),
        ("এস কে দাস", "P N Das"),
    ]
    static let nearer: [(String, String, String)] = [
        ("A. Rahaman", "Abdur Rahaman", "Safikur Rahaman"),
        ("B. C. Roy", "Bidhan Chandra Roy", "Sukumar Nath Roy"),
        ("S. N. Mahato", "Surendra Nath Mahato", "Birendra Prasad Mahato"),
        ("K. Mondal", "Kartik Mondal", "Gopal Mondal"),
        ("Swapan K. Das", "Swapan Kumar Das", "Swapan Nath Das"),
        ("Md. R. Islam", "Md. Rafikul Islam", "Md. Safikul Islam"),
    ]

    @Test("A middle initial stands for the word, with or without dot and space", arguments: same)
    func initial(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("In Bengali and Hindi an initial is written as the name of the English letter", arguments: letterNames)
    func letterName(_ spellings: [String]) {
        expectOneName(spellings)
    }

    @Test("An initial that contradicts the name is no match", arguments: different)
    func otherInitial(_ first: String, _ second: String) {
        expectDifferent(first, second)
    }

    @Test("A name that the initial can stand for is nearer than one it can't", arguments: nearer.indices)
    func nearerName(_ index: Int) {
        let (name, possible, impossible) = Self.nearer[index]
        let near = NameComparison.standard.compare(name, possible).similarity
        let far = NameComparison.standard.compare(name, impossible).similarity
        #expect(near > far, "“\(name)”: “\(possible)” \(near), “\(impossible)” \(far)")
    }
}
