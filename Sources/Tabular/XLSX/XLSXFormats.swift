import CXLSXWriter

/// How the cells of a written workbook look; the same in all of its parts.
struct XLSXFormats {
    private(set) var fills: [XLSXWriter.Fill: UnsafeMutablePointer<lxw_format>] = [:]
    private(set) var header: UnsafeMutablePointer<lxw_format>?
    /// Headings under titles, which run over several lines.
    private(set) var wrapped: UnsafeMutablePointer<lxw_format>?
    private(set) var title: UnsafeMutablePointer<lxw_format>?

    init() {}

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        for (fill, color) in [(XLSXWriter.Fill.yellow, 0xFFFF00), (.grey, 0xD9D9D9)] {
            let format = workbook_add_format(workbook)
            format_set_bg_color(format, lxw_color_t(color))
            fills[fill] = format
        }
        header = workbook_add_format(workbook)
        wrapped = workbook_add_format(workbook)
        for format in [header, wrapped] {
            format_set_bold(format)
            format_set_bg_color(format, 0xDCE6F1)
        }
        format_set_text_wrap(wrapped)
        format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        title = workbook_add_format(workbook)
        format_set_bold(title)
        // Numbered here, not as they are used, so that parts of a workbook agree on the numbers.
        for format in [fills[.yellow], fills[.grey], header, wrapped, title] { lxw_format_get_xf_index(format) }
    }
}
