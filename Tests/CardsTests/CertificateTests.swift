import Cards
import Foundation
import Testing

@Suite struct CertificateTests {
    static func both(_ local: String, _ english: String) -> Bilingual {
        .init(local: local, english: english)
    }

    static func certificate(photo: [UInt8]? = nil) -> Certificate {
        Certificate(
            language: "bn", authority: both("শ্রম দপ্তর", "Labour Department"),
            title: both("শ্রমিক নিবন্ধন শংসাপত্র", "Certificate of registration"), number: "1900 0000 0019",
            lines: [.init(label: both("নাম", "Name"), value: both("ক্ষৌণীশ চন্দ্র", "Kshaunish Chandra"))], photo: photo,
            code: "SHR1:" + Base45.encode(Array(0..<130)), note: both("যাচাই", "Check it"))
    }

    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/" + program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    static func saved(_ pdf: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".pdf")
        try Data(pdf).write(to: file)
        return file.path()
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "poppler is not installed"))
    func bothScriptsStandInThePDFInTheirOwnFonts() throws {
        let file = try CertificateTests.saved(CertificateTests.certificate().pdf())
        let text = try CertificateTests.run("pdftotext", [file, "-"])
        #expect(text.contains("1900 0000 0019") && text.contains("Kshaunish Chandra"))
        let fonts = try CertificateTests.run("pdffonts", [file])
        #expect(fonts.contains("NotoSansBengali") && fonts.contains("NotoSans-"))
    }

    @Test func aPhotoGoesInAsItIs() throws {
        // The smallest header that gives a size, and something to find again.
        let mark = Array("exactly these bytes".utf8)
        let photo: [UInt8] =
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 40, 0, 30, 1, 1, 0x11, 0] + mark + [0xFF, 0xD9]
        let pdf = CertificateTests.certificate(photo: photo).pdf()
        #expect(Data(pdf).range(of: Data(mark)) != nil)
        #expect(pdf.starts(with: Array("%PDF".utf8)))
    }

    @Test(arguments: [
        [], [0xFF], [0xFF, 0xD8, 0xFF, 0xC0], Array("GIF89a and more bytes".utf8), [UInt8](repeating: 0xFF, count: 64),
    ])
    func whatIsNoPhotoIsLeftOut(_ bytes: [UInt8]) {
        #expect(CertificateTests.certificate(photo: bytes).pdf().count > 1000)
    }

    @Test func aCodeThatIsTooLongOrEmptyIsNone() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "A", count: 5000)) == nil)
        #expect(QRCode("SHR1:ABC")?.width == 21)
    }
}
