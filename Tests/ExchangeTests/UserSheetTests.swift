import Exchange
import Registry
import Tabular
import Testing

@Suite struct UserSheetTests {
    @Test func headingsMayStandInAnyOrderAndBeSpelledLoosely() throws {
        let lines = try UserSheet.read(
            Array(
                " Role ,Sign-in,NAME,place,remarks,Until\nverifier, mina.das ,Mina Das,Chapra,x,31-12-2026\n,,,,,\n"
                    .utf8))
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(
            [line.signIn, line.name, line.role, line.place, line.until, line.mobile] == [
                "mina.das", "Mina Das", "verifier", "Chapra", "31-12-2026", "",
            ])
        #expect(line.number == 2)
    }

    @Test(arguments: [
        "", "sign_in,name,role,place\n", "name,role,place\nMina,verifier,Chapra\n", "PK\u{3}\u{4}rubbish",
    ])
    func whatIsNoListOfUsersIsSaid(_ text: String) {
        #expect(throws: TableProblem.self) { try UserSheet.read(Array(text.utf8)) }
    }
}
