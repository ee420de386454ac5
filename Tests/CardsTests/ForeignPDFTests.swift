import Cards
import Testing

@Suite struct ForeignPDFTests {
    private func pdf(_ inner: String = "", head: String = "%PDF-1.4\n", tail: String = "startxref\n9\n%%EOF\n")
        -> [UInt8]
    {
        Array((head + "1 0 obj <</Type /Catalog>> endobj\n" + inner + "trailer <</Root 1 0 R>>\n" + tail).utf8)
    }

    @Test func aPlainPDFIsTaken() {
        #expect(ForeignPDF.isPlain(pdf()))
        #expect(ForeignPDF.isPlain(pdf(head: "%PDF-2.0\n")))
    }

    @Test(arguments: ["/JavaScript (app.alert(1))", "/Launch", "/EmbeddedFile", "/RichMedia", "/Encrypt 2 0 R"])
    func programsFilesAndLocksAreRefused(_ word: String) {
        #expect(!ForeignPDF.isPlain(pdf("2 0 obj <</A \(word)>> endobj\n")))
    }

    @Test func aPDFThatIsCutOffOrBeginsAsSomethingElseIsRefused() {
        #expect(!ForeignPDF.isPlain(pdf(tail: "")))
        #expect(!ForeignPDF.isPlain(Array("<html>".utf8) + pdf()))
        #expect(!ForeignPDF.isPlain(pdf() + Array(repeating: 65, count: 2_000)))
        #expect(!ForeignPDF.isPlain([]))
        #expect(!ForeignPDF.isPlain(Array("%PDF-1.4".utf8)))
    }
}
