import Exchange
import Foundation
import Testing

@Suite struct SoundTests {
    static func tone(_ hertz: Double, rate: Int, seconds: Double = 0.5) -> Sound {
        Sound(
            rate: rate,
            samples: (0..<Int(Double(rate) * seconds)).map {
                Int16(10_000 * sin(2 * Double.pi * hertz * Double($0) / Double(rate)))
            })
    }

    static func strength(_ sound: Sound) -> Double {
        (sound.samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(sound.samples.count)).squareRoot()
    }

    @Test func aToneThatTelephonesCarryKeepsItsStrength() {
        let lower = SoundTests.tone(1000, rate: 22_050).resampled(to: 8000)
        #expect(lower.rate == 8000 && abs(lower.duration - 0.5) < 0.001)
        #expect(abs(SoundTests.strength(lower) / SoundTests.strength(SoundTests.tone(1000, rate: 8000)) - 1) < 0.02)
    }

    @Test func aToneTooHighForThemIsTakenAwayAndNotFolded() {
        #expect(SoundTests.strength(SoundTests.tone(6000, rate: 22_050).resampled(to: 8000)) < 100)
    }

    @Test func aFileReadsBackAsItWasWritten() throws {
        let sound = SoundTests.tone(440, rate: 8000)
        let read = try #require(Sound(wav: sound.wav))
        #expect(read.rate == 8000 && read.samples == sound.samples)
    }

    @Test(arguments: [0, 11, 12, 20, 43, 44, 45]) func aFileThatWasCutOffIsNoTrap(_ length: Int) {
        let sound = Sound(wav: SoundTests.tone(440, rate: 8000).wav.prefix(length))
        #expect((sound?.samples.count ?? 0) <= 1)
    }

    @Test(
        .enabled(if: Speech() != nil, "espeak-ng is not installed"),
        arguments: [
            ("en", "You are now a registered worker."), ("bn", "আপনি এখন নিবন্ধিত শ্রমিক।"),
            ("hi", "अब आप पंजीकृत श्रमिक हैं।"), ("ne", "तपाईं अब दर्ता भएको श्रमिक हुनुहुन्छ।"),
        ]) func everyLanguageIsSpoken(_ language: String, _ text: String) async throws
    {
        let speech = try #require(Speech())
        let sound = try #require(Sound(wav: try await speech.speak(text, in: language)))
        #expect(sound.rate == 8000)
        #expect(sound.duration > 1 && sound.duration < 20)
        #expect(SoundTests.strength(sound) > 200)
    }
}
