/// A picture as somebody sent it, made into a small JPEG of our own that holds nothing but what is to be seen.
///
///     let jpeg = try Picture.cleaned(bytes, upTo: 50 << 10, longest: 600)
///
/// Place, time and maker of the camera, thumbnails, and whatever else was hidden in the file stay behind.
package enum Picture {
    package enum Fault: Error, Sendable, Equatable {
        /// Neither JPEG nor PNG nor WebP, whatever its name says.
        case otherFormat
        /// Unpacked it would take too much memory or time.
        case tooManyPixels
        /// It begins like a picture and can't be read to its end.
        case damaged
    }

    /// As many as the cameras of phones have, a few of the newest aside; unpacked 160 MB at most.
    static let mostPixels = 40_000_000
    /// A progressive JPEG usually has ten scans; each one more costs as much as all pixels, in a few bytes.
    static let mostScans = 64

    /// The picture upright, on white where it was transparent.
    ///
    /// - Parameters:
    ///   - limit: the most bytes of the result; quality and then size are lowered until it fits.
    ///   - longest: the most pixels of its longer side; a smaller picture is not enlarged.
    package static func cleaned(_ bytes: [UInt8], upTo limit: Int, longest: Int) throws(Fault) -> [UInt8] {
        let header = try PictureHeader(bytes)
        // Twice as large as wanted is enough to scale down well.
        let decoded = try Raster(bytes, header, within: longest * 2)
        let raster = try decoded.turned(header.orientation)
        let steps: [(share: Double, quality: Int)] = [
            (1, 88), (1, 78), (1, 66), (0.8, 70), (0.65, 65), (0.5, 60), (0.35, 50), (0.25, 30), (0.1, 20),
        ]
        for step in steps {
            let jpeg = try raster.scaled(longest: Int(Double(longest) * step.share)).jpeg(quality: step.quality)
            if jpeg.count <= limit { return jpeg }
        }
        throw .tooManyPixels
    }
}
