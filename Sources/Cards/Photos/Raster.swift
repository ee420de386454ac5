internal import CPixbuf
internal import CWebP

/// Unpacked pixels, in memory that gdk-pixbuf owns.
final class Raster {
    private let pixels: OpaquePointer

    private init(owning pixels: OpaquePointer?) throws(Picture.Fault) {
        guard let pixels else { throw .damaged }
        self.pixels = pixels
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pixels)) }

    private var width: Int { Int(gdk_pixbuf_get_width(pixels)) }
    private var height: Int { Int(gdk_pixbuf_get_height(pixels)) }

    /// Unpacks with the one reader of the format, so that no other reader of the machine is ever asked; `within` is the longer
    /// side that is enough, for formats that can be unpacked smaller.
    convenience init(_ bytes: [UInt8], _ header: PictureHeader, within longest: Int) throws(Picture.Fault) {
        if header.format == .webp {
            try self.init(owning: try Raster.webp(bytes, within: longest))
        } else {
            try self.init(owning: try Raster.load(bytes, header.format, within: longest))
        }
    }

    /// What the reader is told once it knows the size, before it takes memory for the pixels.
    private struct Sizing {
        let longest: Int
        var isTooLarge = false
    }

    private static func load(
        _ bytes: [UInt8], _ format: PictureHeader.Format, within longest: Int
    ) throws(Picture.Fault) -> OpaquePointer? {
        guard let loader = gdk_pixbuf_loader_new_with_type(format.rawValue, nil) else { throw .damaged }
        defer { g_object_unref(UnsafeMutableRawPointer(loader)) }
        // Only JPEG gains by it: the others are unpacked whole first.
        var sizing = Sizing(longest: format == .jpeg ? longest : .max)
        let prepare: @convention(c) (UnsafeMutablePointer<GdkPixbufLoader>, gint, gint, gpointer) -> Void = {
            loader, width, height, context in
            let sizing = context.assumingMemoryBound(to: Sizing.self)
            guard let size = Raster.size(Int(width), Int(height), within: sizing.pointee.longest) else {
                sizing.pointee.isTooLarge = true
                // The reader refuses to make an empty picture: the way out that gdk-pixbuf documents.
                return gdk_pixbuf_loader_set_size(loader, 0, 0)
            }
            gdk_pixbuf_loader_set_size(loader, gint(size.width), gint(size.height))
        }
        let isRead = withUnsafeMutablePointer(to: &sizing) { context in
            g_signal_connect_data(
                loader, "size-prepared", unsafeBitCast(prepare, to: GCallback.self), context, nil, GConnectFlags(0))
            let isWritten = gdk_pixbuf_loader_write(loader, bytes, gsize(bytes.count), nil) != 0
            // Closed in any case: a loader that isn't complains.
            return gdk_pixbuf_loader_close(loader, nil) != 0 && isWritten
        }
        if sizing.isTooLarge { throw .tooManyPixels }
        guard isRead, let pixels = gdk_pixbuf_loader_get_pixbuf(loader) else { throw .damaged }
        return OpaquePointer(g_object_ref(UnsafeMutableRawPointer(pixels)))
    }

    private static func webp(_ bytes: [UInt8], within longest: Int) throws(Picture.Fault) -> OpaquePointer? {
        var config = WebPDecoderConfig()
        guard WebPInitDecoderConfig(&config) != 0, WebPGetFeatures(bytes, bytes.count, &config.input) == VP8_STATUS_OK,
            // A moving picture shows no one.
            config.input.has_animation == 0
        else { throw .damaged }
        let (width, height) = (Int(config.input.width), Int(config.input.height))
        guard let size = size(width, height, within: longest) else { throw .tooManyPixels }
        guard let pixels = gdk_pixbuf_new(GDK_COLORSPACE_RGB, 1, 8, gint(size.width), gint(size.height)) else {
            throw .damaged
        }
        config.options.use_scaling = 1
        config.options.scaled_width = Int32(size.width)
        config.options.scaled_height = Int32(size.height)
        config.output.colorspace = MODE_RGBA
        config.output.is_external_memory = 1
        config.output.u.RGBA.rgba = gdk_pixbuf_get_pixels(pixels)
        config.output.u.RGBA.stride = gdk_pixbuf_get_rowstride(pixels)
        config.output.u.RGBA.size = Int(gdk_pixbuf_get_byte_length(pixels))
        guard WebPDecode(bytes, bytes.count, &config) == VP8_STATUS_OK else {
            g_object_unref(UnsafeMutableRawPointer(pixels))
            throw .damaged
        }
        return pixels
    }

    /// The size that a picture is made to fit `longest`, never larger than it is; nil if it has too many pixels.
    private static func size(_ width: Int, _ height: Int, within longest: Int) -> (width: Int, height: Int)? {
        guard width > 0, height > 0, width <= 30_000, height <= 30_000, width * height <= Picture.mostPixels else {
            return nil
        }
        let longer = max(width, height)
        guard longer > longest else { return (width, height) }
        return (max(1, width * longest / longer), max(1, height * longest / longer))
    }

    /// The picture as its maker held it.
    func turned(_ orientation: Int) throws(Picture.Fault) -> Raster {
        switch orientation {
        case 2: try flipped(across: true)
        case 3: try turned(by: GDK_PIXBUF_ROTATE_UPSIDEDOWN)
        case 4: try flipped(across: false)
        case 5: try turned(by: GDK_PIXBUF_ROTATE_CLOCKWISE).flipped(across: true)
        case 6: try turned(by: GDK_PIXBUF_ROTATE_CLOCKWISE)
        case 7: try turned(by: GDK_PIXBUF_ROTATE_CLOCKWISE).flipped(across: false)
        case 8: try turned(by: GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE)
        default: self
        }
    }

    private func turned(by angle: GdkPixbufRotation) throws(Picture.Fault) -> Raster {
        try Raster(owning: gdk_pixbuf_rotate_simple(pixels, angle))
    }

    private func flipped(across: Bool) throws(Picture.Fault) -> Raster {
        try Raster(owning: gdk_pixbuf_flip(pixels, across ? 1 : 0))
    }

    /// Scaled to fit, on white.
    func scaled(longest: Int) throws(Picture.Fault) -> Raster {
        guard let size = Raster.size(width, height, within: max(1, longest)) else { throw .tooManyPixels }
        let white: guint32 = 0xFF_FFFF
        return try Raster(
            owning: gdk_pixbuf_composite_color_simple(
                pixels, gint(size.width), gint(size.height), GDK_INTERP_BILINEAR, 255, 64, white, white))
    }

    /// - Parameter quality: 0–100.
    func jpeg(quality: Int) throws(Picture.Fault) -> [UInt8] {
        var buffer: UnsafeMutablePointer<gchar>?
        var count: gsize = 0
        let key = g_strdup("quality"), value = g_strdup(String(quality))
        defer {
            g_free(key)
            g_free(value)
            g_free(buffer)
        }
        var keys = [key, nil], values = [value, nil]
        guard gdk_pixbuf_save_to_bufferv(pixels, &buffer, &count, "jpeg", &keys, &values, nil) != 0, let buffer else {
            throw .damaged
        }
        return UnsafeRawBufferPointer(start: buffer, count: Int(count)).map { $0 }
    }
}
