import CPango

/// One PDF in the making: text in any script, lines, photos and QR codes, measured in points from the top left.
///
/// Not for use by two threads at once. Fonts are the system's Noto Sans with its Bengali and Devanagari sisters.
final class Canvas {
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let sink = Sink()

    private final class Sink { var bytes: [UInt8] = [] }

    /// A4 by default. `made` is the time in the file's properties, as ISO 8601; the clock's where nil.
    init(width: Double = 595.28, height: Double = 841.89, title: String, made: String? = nil) {
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes += UnsafeBufferPointer(
                    start: data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        if let made { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made) }
        context = cairo_create(surface)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// What is drawn from now on stands on another page.
    func nextPage() { cairo_show_page(context) }

    /// The finished file; nothing can be drawn after it.
    func finish() -> [UInt8] {
        cairo_surface_finish(surface)
        return sink.bytes
    }

    struct Style {
        var size: Double
        var bold = false
        var color: (Double, Double, Double) = (0.08, 0.01, 0.01)
        var centered = false
        var rightAligned = false
        /// `bn`, `hi`, `ne` or `en`: scripts are shaped as the language wants.
        var language = "en"
    }

    /// Writes the text, broken into lines as the width asks, and returns its height. Without `draw` it is only measured.
    @discardableResult
    func text(_ text: String, x: Double, y: Double, width: Double, _ style: Style, draw: Bool = true) -> Double {
        let layout = pango_cairo_create_layout(context)
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let pango = pango_layout_get_context(layout)
        // Glyphs at whole pixels would make gaps uneven, and a printer has none.
        pango_context_set_round_glyph_positions(pango, 0)
        pango_context_set_language(pango, pango_language_from_string(style.language))
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
        let font = pango_font_description_from_string("Noto Sans, Noto Sans Bengali, Noto Sans Devanagari")
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        if style.bold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if style.centered { pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER) }
        if style.rightAligned { pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT) }
        pango_layout_set_text(layout, text, -1)
        var size = PangoRectangle()
        pango_layout_get_extents(layout, nil, &size)
        if draw {
            cairo_set_source_rgb(context, style.color.0, style.color.1, style.color.2)
            cairo_move_to(context, x, y)
            pango_cairo_show_layout(context, layout)
        }
        return Double(size.height) / Double(PANGO_SCALE)
    }

    func fill(x: Double, y: Double, width: Double, height: Double, _ color: (Double, Double, Double)) {
        cairo_set_source_rgb(context, color.0, color.1, color.2)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func frame(x: Double, y: Double, width: Double, height: Double, line: Double, _ color: (Double, Double, Double)) {
        cairo_set_source_rgb(context, color.0, color.1, color.2)
        cairo_set_line_width(context, line)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    /// The code with its quiet zone inside the square.
    func code(_ code: QRCode, x: Double, y: Double, side: Double) {
        let module = side / Double(code.width + 8)
        cairo_set_source_rgb(context, 0, 0, 0)
        for row in 0..<code.width {
            for column in 0..<code.width where code[column, row] {
                cairo_rectangle(
                    context, x + Double(column + 4) * module, y + Double(row + 4) * module, module, module)
            }
        }
        // All at once: modules filled one by one would show hairlines between them.
        cairo_fill(context)
    }

    /// The photo as it is, not decoded and packed again, fitted into the box; false if it isn't a JPEG.
    @discardableResult
    func photo(_ jpeg: [UInt8], x: Double, y: Double, width: Double, height: Double) -> Bool {
        guard let size = JPEG.size(of: jpeg) else { return false }
        let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height))
        defer { cairo_surface_destroy(image) }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: jpeg.count)
        copy.initialize(from: jpeg, count: jpeg.count)
        // Cairo frees the copy when the PDF no longer needs it.
        let status = cairo_surface_set_mime_data(
            image, "image/jpeg", copy, UInt(jpeg.count), { $0?.assumingMemoryBound(to: UInt8.self).deallocate() }, copy)
        guard status == CAIRO_STATUS_SUCCESS else {
            copy.deallocate()
            return false
        }
        let scale = min(width / Double(size.width), height / Double(size.height))
        cairo_save(context)
        cairo_translate(
            context, x + (width - Double(size.width) * scale) / 2, y + (height - Double(size.height) * scale) / 2)
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, image, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
        return true
    }
}
