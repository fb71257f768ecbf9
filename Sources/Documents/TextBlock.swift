import CPango
import PortalCore

/// Some lines of text of one size, laid out within a width. Lengths are points.
final class TextBlock {
    enum Weight { case regular, bold }
    enum Side { case leading, trailing }

    private let context: OpaquePointer
    private let layout: OpaquePointer?

    init(
        _ text: String, on context: OpaquePointer, size: Double, weight: Weight = .regular, side: Side = .leading, width: Double,
        language: Language
    ) {
        self.context = context
        layout = pango_cairo_create_layout(context)
        guard let layout else { return }
        let font = pango_font_description_new()
        pango_font_description_set_family(font, "DejaVu Sans")
        pango_font_description_set_weight(font, weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_size(font, Self.units(size))
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_context_set_language(pango_layout_get_context(layout), pango_language_from_string(language.rawValue))
        pango_layout_set_width(layout, Self.units(width))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(layout, side == .trailing ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        pango_layout_set_spacing(layout, Self.units(size * 0.25))
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
    }

    deinit {
        if let layout { g_object_unref(UnsafeMutableRawPointer(layout)) }
    }

    var height: Double {
        var height: Int32 = 0
        pango_layout_get_size(layout, nil, &height)
        return Double(height) / Double(PANGO_SCALE)
    }

    /// Draws it with its upper left corner there.
    func draw(x: Double, y: Double) {
        guard let layout else { return }
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout)
    }

    private static func units(_ points: Double) -> Int32 { Int32(points * Double(PANGO_SCALE)) }
}
