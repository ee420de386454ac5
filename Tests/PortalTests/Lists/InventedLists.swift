/// Two small lists of invented people of Nadia and Malda: the first `known` of those who came home are registered too.
enum InventedLists {
    static let given = [
        "Rina", "Sukumar", "Abdul", "Malati", "Bikash", "Sabitri", "Haren", "Fatima", "Gopal", "Jamuna",
    ]
    static let family = ["Mondal", "Sarkar", "Sheikh", "Das", "Biswas", "Ghosh"]
    static let blocks = [("Nadia", "Chapra", "Bagberia"), ("Malda", "Kaliachak-I", "Alipur-I")]

    static func row(_ number: Int, id: String) -> String {
        let place = blocks[number % 2]
        return [
            id, "\(given[number % 10]) \(family[number / 10 % 6])",
            "\(given[(number + 3) % 10]) \(family[number / 10 % 6])",
            number % 3 == 0 ? "F" : "M", String(20 + number % 35), "98\(10_000_000 + number * 7919)",
            "ABC\(1_000_000 + number * 37)", place.0, place.1, place.2,
        ].joined(separator: ",")
    }

    static let heading = "Sl No,Name,Father Name,Sex,Age,Mobile,EPIC,District,Block,Village"

    static func returned(_ count: Int = 60) -> String {
        ([heading] + (0..<count).map { row($0, id: "R\($0)") }).joined(separator: "\n") + "\n"
    }

    static func registered(_ known: Int = 20) -> String {
        ([heading] + (0..<known).map { row($0, id: "W\($0)") }).joined(separator: "\n") + "\n"
    }
}
