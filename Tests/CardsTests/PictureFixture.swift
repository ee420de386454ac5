import CPixbuf
import Foundation

@testable import Cards

/// Pictures of 64 × 32 pixels, the left half red, the right half blue, as a browser's canvas writes them.
enum PictureFixture {
    private static func bytes(_ text: String) -> [UInt8] { [UInt8](Data(base64Encoded: text) ?? Data()) }

    /// With transparency, of which there is none.
    static let png = bytes(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAgCAYAAACinX6EAAAAbklEQVR4AeyVMQ4AIRACif//89rTWG7izCVXUBlg0DPJbP7L"
            + "x88J/DMAOACRAAmAJ+AE4AB4CToBJwBPwAnAAeC9Al24E+hEaFoCaI23XwnoRGhaAmiNt18J6ERoWgJojbdfCehEaFoCfm/8"
            + "5e8CAAD//7EcMJ4AAAAGSURBVAMA4Tx/wbEUxtgAAAAASUVORK5CYII=")

    /// Extended, with a colour profile.
    static let webp = bytes(
        "UklGRkYCAABXRUJQVlA4WAoAAAAgAAAAPwAAHwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA"
            + "AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA"
            + "ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA"
            + "AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA"
            + "AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA"
            + "AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggWAAAABAF"
            + "AJ0BKkAAIAA+bTCURqQjIiEsCACADYljAM/ZQX4B+IGmA/En9ZtxAAOk+waBWQAA/vCbAOLsU93KaYEwWNRpmin3w2TDKbg6"
            + "GXptLFDFB4jVH0gAAAA=")

    /// With a colour profile.
    static let jpeg = bytes(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA"
            + "AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA"
            + "ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA"
            + "AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA"
            + "AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA"
            + "AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAAYEBQYF"
            + "BAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMK"
            + "ChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAAgAEADASIAAhEB"
            + "AxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYH/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABYBAQEBAAAAAAAAAAAAAAAAAAAI"
            + "Bv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AM6AY5SIACAAWElYABfgI9VSAAgAFhJWAAf/2Q==")

    /// The JPEG with a note of the camera: how it was held, and where somebody lives.
    static func jpeg(orientation: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("MM".utf8) + [
                0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
            ]
        let exif = Array("Exif\0\0".utf8) + tiff + Array("GPS 23.4 N 88.5 E".utf8)
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + jpeg.dropFirst(2)
    }

    /// Noise, which packs worst.
    static func noise(width: Int, height: Int) -> [UInt8] {
        guard let pixels = gdk_pixbuf_new(GDK_COLORSPACE_RGB, 0, 8, gint(width), gint(height)),
            let place = gdk_pixbuf_get_pixels(pixels)
        else { return [] }
        defer { g_object_unref(UnsafeMutableRawPointer(pixels)) }
        var state: UInt64 = 7
        for byte in 0..<Int(gdk_pixbuf_get_byte_length(pixels)) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            place[byte] = UInt8(truncatingIfNeeded: state >> 33)
        }
        var buffer: UnsafeMutablePointer<gchar>?
        var count: gsize = 0
        var keys: [UnsafeMutablePointer<CChar>?] = [nil], values = keys
        gdk_pixbuf_save_to_bufferv(pixels, &buffer, &count, "png", &keys, &values, nil)
        defer { g_free(buffer) }
        return UnsafeRawBufferPointer(start: buffer, count: Int(count)).map { $0 }
    }

    /// Size and the colour of one pixel: red, blue or other numbers.
    static func look(_ picture: [UInt8], x: Int, y: Int) -> String {
        guard let loader = gdk_pixbuf_loader_new_with_type("jpeg", nil) else { return "no JPEG" }
        defer { g_object_unref(UnsafeMutableRawPointer(loader)) }
        guard gdk_pixbuf_loader_write(loader, picture, gsize(picture.count), nil) != 0,
            gdk_pixbuf_loader_close(loader, nil) != 0, let pixels = gdk_pixbuf_loader_get_pixbuf(loader),
            let bytes = gdk_pixbuf_get_pixels(pixels)
        else { return "no JPEG" }
        let place = y * Int(gdk_pixbuf_get_rowstride(pixels)) + x * Int(gdk_pixbuf_get_n_channels(pixels))
        let (red, blue) = (bytes[place], bytes[place + 2])
        let colour = red > 200 && blue < 60 ? "red" : blue > 200 && red < 60 ? "blue" : "\(red) \(blue)"
        return "\(gdk_pixbuf_get_width(pixels))x\(gdk_pixbuf_get_height(pixels)) \(colour)"
    }
}
