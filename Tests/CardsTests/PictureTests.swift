import Foundation
import Testing

@testable import Cards

@Suite struct PictureTests {
    private func cleaned(_ bytes: [UInt8], upTo limit: Int = 50 << 10, longest: Int = 600) throws -> [UInt8] {
        try Picture.cleaned(bytes, upTo: limit, longest: longest)
    }

    @Test(arguments: [PictureFixture.png, PictureFixture.webp, PictureFixture.jpeg])
    func everyFormatBecomesASmallJPEGOfOurOwn(_ picture: [UInt8]) throws {
        let jpeg = try cleaned(picture)
        #expect(PictureFixture.look(jpeg, x: 8, y: 16) == "64x32 red")
        #expect(PictureFixture.look(jpeg, x: 56, y: 16) == "64x32 blue")
        #expect(jpeg.count <= 50 << 10)
    }

    /// Where the left half is after the picture was turned as its maker held it.
    @Test(arguments: [
        (1, "64x32", 8, 16), (2, "64x32", 56, 16), (3, "64x32", 56, 16), (4, "64x32", 8, 16),
        (5, "32x64", 16, 8), (6, "32x64", 16, 8), (7, "32x64", 16, 56), (8, "32x64", 16, 56),
    ]) func aPictureStandsUprightHoweverTheCameraWasHeld(_ held: Int, _ size: String, _ x: Int, _ y: Int) throws {
        let jpeg = try cleaned(PictureFixture.jpeg(orientation: UInt8(held)))
        #expect(PictureFixture.look(jpeg, x: x, y: y) == "\(size) red")
    }

    @Test func nothingButThePictureIsLeft() throws {
        let hidden = PictureFixture.jpeg(orientation: 1) + Array("<script>alert(1)</script>%PDF-1.4".utf8)
        let text = String(decoding: try cleaned(hidden), as: UTF8.self)
        for word in ["Exif", "GPS", "ICC_PROFILE", "script", "PDF"] { #expect(!text.contains(word), "\(word)") }
    }

    @Test func aLargePictureIsMadeToFit() throws {
        let noise = PictureFixture.noise(width: 1_800, height: 1_200)
        #expect(noise.count > 5 << 20)
        let jpeg = try cleaned(noise)
        #expect(jpeg.count <= 50 << 10)
        let size = try #require(JPEG.size(of: jpeg))
        #expect(size.width * 2 == size.height * 3 && size.width <= 600)
        // Smaller still, where a scheme says so.
        #expect(try cleaned(noise, upTo: 5_000).count <= 5_000)
    }

    @Test(arguments: [
        "", "GIF89a", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", "<html>", "%PDF-1.7", "BM", "\u{FF}",
        "RIFF\0\0\0\0WAVEfmt ",
    ]) func anythingElseIsRefusedByItsContent(_ text: String) {
        #expect(throws: Picture.Fault.otherFormat) { try cleaned(Array(text.utf8) + Array(repeating: 32, count: 20)) }
    }

    @Test(arguments: [PictureFixture.png, PictureFixture.webp, PictureFixture.jpeg])
    func aPictureThatEndsTooEarlyIsRefused(_ picture: [UInt8]) {
        for share in [0.3, 0.6, 0.9] {
            let cut = Array(picture.prefix(Int(Double(picture.count) * share)))
            #expect(throws: Picture.Fault.self, "\(share)") { try cleaned(cut) }
        }
    }

    /// A hundred bytes that claim to be 30,000 × 30,000 pixels.
    @Test func whatWouldUnpackToTooMuchIsRefusedBeforeItIs() {
        #expect(throws: Picture.Fault.tooManyPixels) { try cleaned(HostilePicture.png(width: 30_000, height: 30_000)) }
        #expect(throws: Picture.Fault.tooManyPixels) { try cleaned(HostilePicture.jpeg(width: 65_000, height: 65_000)) }
        #expect(throws: Picture.Fault.tooManyPixels) { try cleaned(HostilePicture.scans(200)) }
        #expect(throws: Picture.Fault.tooManyPixels) { try cleaned(HostilePicture.webp(width: 16_000, height: 16_000)) }
    }

    /// Whatever the bytes are: a picture or a fault, and never a crash.
    @Test(arguments: [PictureFixture.png, PictureFixture.webp, PictureFixture.jpeg(orientation: 6)])
    func damagedBytesGiveAPictureOrAFault(_ picture: [UInt8]) {
        var state: UInt64 = 99
        func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        for _ in 0..<400 {
            var bytes = picture
            for _ in 0...next(4) { bytes[next(bytes.count)] = UInt8(next(256)) }
            _ = try? cleaned(bytes, upTo: 20_000, longest: 200)
        }
    }
}
