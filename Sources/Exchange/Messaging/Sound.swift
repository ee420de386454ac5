package import Foundation

/// Sound of one channel, 16 bits a sample.
package struct Sound: Sendable {
    /// Samples a second.
    package let rate: Int
    package let samples: [Int16]

    package init(rate: Int, samples: [Int16]) {
        self.rate = rate
        self.samples = samples
    }

    /// Reads a RIFF file of linear 16-bit mono samples; nil for anything else.
    ///
    /// A program that writes to a pipe does not know the length beforehand, so a chunk may say more than there is.
    package init?(wav: Data) {
        let bytes = [UInt8](wav)
        func number(_ place: Int, _ width: Int) -> Int {
            (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        guard bytes.count > 12, bytes[0..<4].elementsEqual("RIFF".utf8), bytes[8..<12].elementsEqual("WAVE".utf8)
        else { return nil }
        var place = 12
        var rate = 0
        while place + 8 <= bytes.count {
            let name = bytes[place..<place + 4]
            let size = min(number(place + 4, 4), bytes.count - place - 8)
            if name.elementsEqual("fmt ".utf8), size >= 16 {
                guard number(place + 8, 2) == 1, number(place + 10, 2) == 1, number(place + 22, 2) == 16 else {
                    return nil
                }
                rate = number(place + 12, 4)
            } else if name.elementsEqual("data".utf8), rate > 0 {
                let first = place + 8
                self.init(
                    rate: rate,
                    samples: stride(from: first, to: first + size - 1, by: 2).map {
                        Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
                    })
                return
            }
            place += 8 + size + size % 2
        }
        return nil
    }

    /// At a lower rate, by a windowed sinc that takes away what the new rate can't hold.
    package func resampled(to wanted: Int) -> Sound {
        guard wanted < rate, !samples.isEmpty else { return self }
        let step = Double(rate) / Double(wanted)
        let reach = 16.0 * step
        let resampled = (0..<Int(Double(samples.count) / step)).map { index -> Int16 in
            let center = Double(index) * step
            let first = max(0, Int((center - reach).rounded(.up)))
            let last = min(samples.count - 1, Int(center + reach))
            var (sum, weights) = (0.0, 0.0)
            for place in first...last {
                let distance = Double(place) - center
                let angle = Double.pi * distance / step
                let sinc = abs(angle) < 1e-9 ? 1 : sin(angle) / angle
                let weight = sinc * (0.5 + 0.5 * cos(Double.pi * distance / reach))
                sum += weight * Double(samples[place])
                weights += weight
            }
            return Int16(max(-32768, min(32767, (sum / weights).rounded())))
        }
        return Sound(rate: wanted, samples: resampled)
    }

    package var wav: Data {
        func little(_ value: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let size = samples.count * 2
        var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
        bytes += little(1, 2) + little(1, 2) + little(rate, 4) + little(rate * 2, 4) + little(2, 2) + little(16, 2)
        bytes += Array("data".utf8) + little(size, 4)
        for sample in samples { bytes += little(Int(sample), 2) }
        return Data(bytes)
    }

    /// Seconds.
    package var duration: Double { Double(samples.count) / Double(rate) }
}
