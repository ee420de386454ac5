import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import Registry
import Support
import Testing

extension Browser {
    /// Sends a form with files, as a browser does.
    func upload(_ path: String, _ fields: [String: String], files: [String: [UInt8]]) async throws -> Answer {
        var body = ByteBuffer()
        for (name, value) in fields.merging(["csrf": csrf], uniquingKeysWith: { $1 }) {
            body.writeString("--cut\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        for (name, bytes) in files {
            body.writeString(
                "--cut\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"../../a <b>.jpg\"\r\n"
                    + "Content-Type: image/jpeg\r\n\r\n")
            body.writeBytes(bytes)
            body.writeString("\r\n")
        }
        body.writeString("--cut--\r\n")
        return try await client.execute(
            uri: path, method: .post,
            headers: [.cookie: cookie, .contentType: "multipart/form-data; boundary=cut"], body: body
        ) { Answer($0) }
    }

    /// The bytes of a file that is downloaded.
    func bytes(_ path: String) async throws -> [UInt8] {
        try await client.execute(uri: path, method: .get, headers: [.cookie: cookie]) {
            Array($0.body.readableBytesView)
        }
    }
}

@Suite struct DocumentPageTests {
    /// 64 × 32 pixels.
    private static let picture = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAgCAYAAACinX6EAAAAbklEQVR4AeyVMQ4AIRACif//89rTWG7izCVXUBlg0DPJbP7Lx88J/DMA"
                + "OACRAAmAJ+AE4AB4CToBJwBPwAnAAeC9Al24E+hEaFoCaI23XwnoRGhaAmiNt18J6ERoWgJojbdfCehEaFoCfm/85e8CAAD//7EcMJ4AAAAG"
                + "SURBVAMA4Tx/wbEUxtgAAAAASUVORK5CYII=") ?? Data())
    private static let pdf =
        Array("%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n".utf8)
        + Array(repeating: 10, count: 30)

    private func add(
        _ browser: Browser, _ application: RecordID, _ kind: String, _ bytes: [UInt8]?, field: String = "file",
        oneFace: Bool = true, id: RecordID? = nil
    ) async throws -> Browser.Answer {
        let id = id ?? RecordID(now: Date(), random: (0..<10).map { _ in UInt8.random(in: 0...255) })
        var fields = ["kind": kind, "document": id.description]
        if oneFace { fields["oneFace"] = "yes" }
        return try await browser.upload(
            "/applications/\(application)/documents", fields, files: bytes.map { [field: $0] } ?? [:])
    }

    @Test func aClerkAddsAPhotoWhichComesBackSmallCleanAndUncached() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let application = try await world.application(maker: clerk)
        try await world.browse(clerk) { browser in
            let step = "/applications/\(application)/form/documents"
            #expect(try await browser.get(step).text.contains("There is no photo yet."))
            let answer = try await add(browser, application, "photo", Self.picture, field: "camera")
            #expect(answer.status == .seeOther, "\(answer.text)")
            let page = try await browser.get(step).text
            let path = String(try #require(page.firstMatch(of: /img class="photo" src="([^"]+)"/)?.output.1))
            let photo = try await browser.get(path)
            #expect(photo.headers[.contentType] == "image/jpeg")
            #expect(photo.headers[.cacheControl] == "no-store")
            #expect(photo.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"photo-") == true)
            #expect(photo.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            #expect(photo.headers[.xContentTypeOptions] == "nosniff")
            #expect(try await browser.bytes(path).prefix(3) == [0xFF, 0xD8, 0xFF])
            #expect(try await browser.get("/applications/\(application)").text.contains(path))
            let removal = String(try #require(page.firstMatch(of: /action="([^"]+removal)"/)?.output.1))
            for _ in 0..<2 { #expect(try await browser.post(removal, [:]).status == .seeOther) }
            #expect(try await browser.get(path).status == .notFound)
        }
    }

    @Test func aPhotoWithoutOneFaceOrWithoutAPictureIsAskedForAgain() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let application = try await world.application(maker: clerk)
        let hostile: [[UInt8]] = [
            Array("<svg onload=\"alert(1)\" xmlns=\"http://www.w3.org/2000/svg\"/>".utf8),
            Array(Self.picture.prefix(90)),
            Array("GIF89a<script>".utf8), Self.pdf,
        ]
        try await world.browse(clerk) { browser in
            let unsure = try await add(browser, application, "photo", Self.picture, oneFace: false)
            #expect(unsure.status == .unprocessableContent)
            #expect(unsure.text.contains("exactly one face."))
            #expect(try await add(browser, application, "photo", nil).status == .unprocessableContent)
            for bytes in hostile {
                let answer = try await add(browser, application, "photo", bytes)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("The picture cannot be read"))
                #expect(!answer.text.contains("alert(1)"))
            }
            let broken = try await add(browser, application, "identity", Array("%PDF-1.4 /JavaScript".utf8))
            #expect(broken.text.contains("This is not a plain PDF"))
            #expect(try await add(browser, application, "nonsense", Self.picture).status == .badRequest)
        }
        let kept = try await world.registry.read(as: clerk) { try Document.all(of: application, in: $0) }
        #expect(kept.isEmpty)
    }

    @Test func papersAreShownToOfficersOfTheAreaAndToNobodyElse() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let officer = try await world.staff(.designatedOfficer, at: World.chapra)
        let stranger = try await world.staff(.designatedOfficer, at: World.kaliachak)
        let application = try await world.application(maker: clerk)
        try await world.browse(clerk) { browser in
            let identity = try await add(browser, application, "identity", Self.picture)
            #expect(identity.status == .seeOther)
            #expect(try await add(browser, application, "passbook", Self.pdf).status == .seeOther)
            // Of a kind of which there is one, the new one takes the old one's place.
            #expect(try await add(browser, application, "passbook", Self.pdf).status == .seeOther)
        }
        let documents = try await world.registry.read(as: clerk) { try Document.all(of: application, in: $0) }
        #expect(documents.map(\.kind) == [.identity, .passbook])
        try await world.browse(officer) { browser in
            let page = try await browser.get("/applications/\(application)").text
            #expect(page.contains("Proof of identity") && page.contains("Page of the bank passbook"))
            let pdf = try await browser.get("/documents/\(documents[1].id)")
            #expect(pdf.headers[.contentType] == "application/pdf")
            #expect(try await browser.bytes("/documents/\(documents[1].id)") == Self.pdf)
        }
        try await world.browse(stranger) { browser in
            for document in documents {
                let answer = try await browser.get("/documents/\(document.id)")
                #expect(answer.status == .notFound)
            }
            #expect(try await add(browser, application, "identity", Self.picture).status == .notFound)
        }
    }

    @Test func theCheckPageSaysWhatTheSchemeAlsoAsksFor() async throws {
        let world = try await World()
        let clerk = try await world.staff(.counterOperator, at: World.chapra)
        let application = try await world.application(of: .sample(), maker: clerk)
        try await world.browse(clerk) { browser in
            let path = "/applications/\(application)/form/check"
            #expect(try await browser.get(path).text.contains("The scheme also asks for: Photo, Proof of identity."))
            for kind in ["photo", "identity"] { _ = try await add(browser, application, kind, Self.picture) }
            #expect(try await !browser.get(path).text.contains("The scheme also asks for"))
        }
    }
}
