import Foundation
import Testing

@Suite(
    "The program at the command line", .enabled(if: Shell.isBuilt, "shramik is not built beside the tests"),
    .timeLimit(.minutes(5)))
struct CommandLineTests {
    private static let good = "id,name,guardian,village\n1,Ram Das,Hari Das,Kandi\n2,Gopal Roy,Nimai Roy,Salar\n"

    /// Runs a command in a folder with a few lists, good and bad.
    private func run(_ arguments: [String], _ look: (Shell.Result, String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try write(Self.good, to: folder + "/good.csv")
            try write("id,name,guardian,village\n1,Ram,Hari,Kandi\n1,Gopal,Nimai,Salar\n", to: folder + "/repeated.csv")
            try write("id,name,guardian,village\n", to: folder + "/header.csv")
            try write("", to: folder + "/empty.csv")
            try write("Sl,Remarks\n1,x\n", to: folder + "/strange.csv")
            try Data("id,name,village\n1,Ram,Kandi\n2,Jos\u{E9},x\n".unicodeScalars.map { UInt8($0.value) })
                .write(to: URL(filePath: folder + "/latin.csv"))
            try write("treshold: 1\n", to: folder + "/unknown.yaml")
            try write("thresholds: {match: lots, possible: 0.1}\n", to: folder + "/wrong.yaml")
            try look(Shell.run(arguments, in: folder), folder)
        }
    }

    @Test(
        "What can't be done ends with a status and a sentence that names the place, and leaves nothing",
        arguments: [
            (["link", "nowhere.csv", "good.csv"], 1, ["nowhere.csv", "no such file"]),
            (["link", "good.csv", "repeated.csv"], 1, ["repeated.csv, line 3", "“id”", "“1”", "line 2"]),
            (["link", "good.csv", "good.csv", "--left-id", "nr"], 1, ["good.csv", "“nr”", "“name”", "“village”"]),
            (["link", "good.csv", "header.csv"], 1, ["header.csv", "no rows"]),
            (["link", "good.csv", "empty.csv"], 1, ["empty.csv", "is empty"]),
            (["link", "good.csv", "latin.csv"], 1, ["latin.csv, line 3", "E9"]),
            (["link", "good.csv", "."], 1, ["not a file"]),
            (["link", "good.csv", "strange.csv"], 2, ["strange.csv", "“Remarks”"]),
            (["link", "good.csv", "good.csv", "--left-as-of", "2020-02-30"], 2, ["“2020-02-30”", "yyyy-mm-dd"]),
            (["link", "good.csv", "good.csv", "--settings", "unknown.yaml"], 2, ["unknown.yaml", "“treshold”"]),
            (["link", "good.csv", "good.csv", "--settings", "wrong.yaml"], 2, ["wrong.yaml", "thresholds.match"]),
            (["link", "good.csv", "good.csv", "--settings", "none.yaml"], 1, ["none.yaml"]),
            (["link", "good.csv", "good.csv", "--places", "good.csv"], 1, ["good.csv", "code, level and name"]),
            (["link", "good.csv", "good.csv", "--threads", "0"], 64, ["--threads"]),
            (["link", "good.csv"], 64, ["right"]),
            (["dedupe", "repeated.csv"], 1, ["repeated.csv, line 3"]),
        ])
    func refused(arguments: [String], status: Int, told: [String]) throws {
        try run(arguments + ["--out", "out"]) { result, folder in
            #expect(result.status == Int32(status), "\(result.errors)")
            for words in told { #expect(result.errors.contains(words), "\(result.errors)") }
            #expect(result.output.isEmpty)
            #expect(files(below: folder + "/out") == [])
        }
    }

    @Test(
        "Other commands refuse with the same statuses",
        arguments: [
            (["nonsense"], 64, "nonsense"), (["names", "compare", "Ram"], 64, "two names"),
            (["names", "compare", "--file", "good.csv"], 1, "“a”"),
            (["table", "head", "nowhere.csv"], 1, "nowhere.csv"),
            (["table", "head", "good.csv", "--rows", "0"], 64, "--rows"),
            (["table", "head", "good.csv", "--sheet", "A"], 1, "no sheets"),
            (["evaluate", "nowhere", "--truth", "good.csv"], 1, "no finished run"),
            (["explain", "nowhere", "1", "2"], 1, "no finished run"),
            (["sample", "lists", "--out", "s", "--left", "5", "--right", "0"], 64, "--right"),
            (["sample", "lists", "--out", "s", "--script", "greek"], 64, "--script"),
            (["sample", "lists", "--out", "s", "--without", "age,shoe"], 64, "“shoe”"),
            (
                ["lookup", "good.csv", "good.csv", "--out", "nowhere/found.csv"], 1,
                "“nowhere/found.csv” can't be written"
            ),
        ])
    func otherCommands(arguments: [String], status: Int, told: String) throws {
        try run(arguments) { result, _ in
            #expect(result.status == Int32(status), "\(result.errors)")
            #expect(result.errors.contains(told), "\(result.errors)")
        }
    }

    @Test("A run that is done has status 0, tells the columns and writes its files")
    func done() throws {
        try run(["link", "good.csv", "good.csv", "--out", "out", "--json"]) { result, folder in
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors.contains("village ← “village”"))
            #expect(result.output.contains("\"rows\" : 2"))
            #expect(
                files(below: folder + "/out").isSuperset(of: [
                    "pairs.csv", "left-out.csv", "summary.json", "model.json",
                ]))
            let rejected = try lines(folder + "/out/rejected.csv")
            #expect(rejected == ["file,sheet,line,column,reason"])
        }
    }

    @Test("Two names are compared across scripts, with status 0 either way")
    func names() throws {
        try run(["names", "compare", "Md Rafikul Islam", "মোঃ রফিকুল ইসলাম"]) { result, _ in
            #expect(result.status == 0)
            #expect(result.output.hasSuffix("  match\n"))
        }
        try run(["names", "compare", "Ram Das", "Gopal Roy", "--json"]) { result, _ in
            #expect(result.status == 0)
            #expect(result.output.hasPrefix("{\"match\":false,\"similarity\":0."))
        }
    }

    @Test("A file of names is compared line by line, quotes kept")
    func nameFile() throws {
        try withTemporaryFolder { folder in
            try write("no,b,a\n1,রাম দাস,Ram Das\n2,Gopal,\"Das, Ram\"\n", to: folder + "/pairs.csv")
            let result = try Shell.run(["names", "compare", "--file", "pairs.csv"], in: folder)
            #expect(result.status == 0)
            let rows = result.output.split(separator: "\n")
            #expect(rows.count == 3 && rows[0] == "a,b,similarity,match")
            #expect(rows[1].hasPrefix("Ram Das,রাম দাস,") && rows[1].hasSuffix(",yes"))
            #expect(rows[2].hasPrefix("\"Das, Ram\",Gopal,") && rows[2].hasSuffix(",no"))
        }
    }

    @Test("Help names every command and the exit statuses")
    func help() throws {
        try run(["--help"]) { result, _ in
            #expect(result.status == 0)
            for word in ["link", "dedupe", "explain", "names", "sample", "evaluate", "table", "130", "64"] {
                #expect(result.output.contains(word), "\(word)")
            }
        }
    }
}
