import Foundation
import Testing

@Suite(
    "Tables and interruptions at the command line",
    .enabled(if: Shell.isBuilt, "shramik is not built beside the tests"), .timeLimit(.minutes(10)))
struct CommandLineTableTests {
    private static let text = "নাম,ফোন,মন্তব্য\nরাম দাস,0098320,\"a \"\"b\"\", c\"\nক,+91 98320,-5\n"

    @Test("CSV to workbook to CSV keeps Bengali, zeros in front and marks")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            try write(Self.text, to: folder + "/a.csv")
            #expect(try Shell.run(["table", "convert", "a.csv", "a.xlsx"], in: folder).status == 0)
            #expect(try Shell.run(["table", "convert", "a.xlsx", "b.csv"], in: folder).status == 0)
            #expect(String(decoding: try bytes(folder + "/b.csv"), as: UTF8.self) == Self.text)
            #expect(files(below: folder) == ["a.csv", "a.xlsx", "b.csv"])
        }
    }

    @Test("Text that a spreadsheet would run is neutralised in CSV and stays text in workbooks")
    func formulas() throws {
        try withTemporaryFolder { folder in
            try write("a,b\n=1+1,@x\n", to: folder + "/a.csv")
            #expect(try Shell.run(["table", "convert", "a.csv", "b.csv"], in: folder).status == 0)
            #expect(try lines(folder + "/b.csv") == ["a,b", "\"'=1+1\",\"'@x\""])
            #expect(try Shell.run(["table", "convert", "a.csv", "a.xlsx"], in: folder).status == 0)
            #expect(try Shell.run(["table", "head", "a.xlsx"], in: folder).output == "a,b\n=1+1,@x\n")
        }
    }

    @Test("The first rows are printed as CSV, as many as are asked for", arguments: [(1, 1), (2, 2), (10, 3)])
    func head(rows: Int, printed: Int) throws {
        try withTemporaryFolder { folder in
            try write(Self.text, to: folder + "/a.csv")
            let result = try Shell.run(["table", "head", "a.csv", "--rows", String(rows)], in: folder)
            #expect(result.status == 0)
            #expect(result.output == Self.text.split(separator: "\n").prefix(printed).map { $0 + "\n" }.joined())
        }
    }

    @Test("Printing rows into a file goes on where the file ends")
    func headIntoFile() throws {
        try withTemporaryFolder { folder in
            try write("a\n1\n", to: folder + "/a.csv")
            try write("before\n", to: folder + "/all.txt")
            let file = try FileHandle(forWritingTo: URL(filePath: folder + "/all.txt"))
            try file.seekToEnd()
            let process = Shell.process(["table", "head", "a.csv"], in: folder)
            process.standardOutput = file
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(try lines(folder + "/all.txt") == ["before", "a", "1"])
        }
    }

    @Test("Rows, fields and bytes are counted whatever the number of threads", arguments: ["1", "3"])
    func count(threads: String) throws {
        try withTemporaryFolder { folder in
            try write("a,b\n1,রাম\n2,\n", to: folder + "/a.csv")
            let result = try Shell.run(["table", "count", "a.csv", "--threads", threads], in: folder)
            #expect(result.output == "3 rows, 6 fields, 13 bytes of text\n")
        }
    }

    @Test("A conversion that fails leaves nothing behind")
    func failedConversion() throws {
        try withTemporaryFolder { folder in
            try write("a,b\n1,\"open\n", to: folder + "/a.csv")
            for target in ["b.csv", "b.xlsx"] {
                let result = try Shell.run(["table", "convert", "a.csv", target], in: folder)
                #expect(result.status == 1)
                #expect(result.errors.contains("a.csv, line 2"), "\(result.errors)")
            }
            #expect(files(below: folder) == ["a.csv"])
        }
    }

    @Test(
        "A full disk ends with status 1 and a sentence",
        .enabled(if: FileManager.default.isWritableFile(atPath: "/dev/full"), "no /dev/full"))
    func fullDisk() throws {
        try withTemporaryFolder { folder in
            try write(Self.text, to: folder + "/a.csv")
            let process = Shell.process(["table", "head", "a.csv"], in: folder)
            let errors = Pipe()
            process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
            process.standardError = errors
            try process.run()
            let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
            #expect(told.contains("the disk is full"), "\(told)")
        }
    }

    @Test(
        "An interrupted run leaves earlier results as they were, nothing half-written, and status 130",
        arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        try withTemporaryFolder { folder in
            let sample = ["sample", "lists", "--out", "lists", "--left", "60000", "--right", "20000"]
            #expect(try Shell.run(sample, in: folder).status == 0)
            let output = folder + "/out"
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            try write("earlier\n", to: output + "/pairs.csv")
            let process = Shell.process(["link", "lists/left.csv", "lists/right.csv", "--out", "out"], in: folder)
            let errors = Pipe()
            process.standardOutput = FileHandle.nullDevice
            process.standardError = errors
            try process.run()
            // Once the folder for unfinished results is there, the run is under way.
            let deadline = ContinuousClock.now + .seconds(60)
            while process.isRunning, ContinuousClock.now < deadline {
                let names = try FileManager.default.contentsOfDirectory(atPath: output)
                if names.contains(where: { $0.hasPrefix(".unfinished-") }) { break }
                usleep(2000)
            }
            kill(process.processIdentifier, signal)
            let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 128 + signal)
            #expect(told.contains("interrupted"), "\(told)")
            #expect(files(below: output) == ["pairs.csv"])
            #expect(try lines(output + "/pairs.csv") == ["earlier"])
        }
    }
}
