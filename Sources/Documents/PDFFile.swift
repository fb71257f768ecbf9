import CPango

/// Why a PDF couldn't be made.
public struct PDFFailure: Error, Equatable, Sendable {
    /// Cairo's own words for it. They hold nothing of the text.
    public let reason: String
}

/// A PDF file that grows in memory, one page of US letter paper (8.5 × 11 inches, in points of 1/72 inch).
final class PDFFile {
    static let width = 612.0
    static let height = 792.0

    let context: OpaquePointer
    private let surface: OpaquePointer
    private let bytes: Bytes

    /// What Cairo has written so far.
    private final class Bytes {
        var all: [UInt8] = []
    }

    /// - Throws: ``PDFFailure``.
    init(title: String, author: String) throws(PDFFailure) {
        let bytes = Bytes()
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let bytes = Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue()
            bytes.all.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        let closure = Unmanaged.passUnretained(bytes).toOpaque()
        guard let surface = cairo_pdf_surface_create_for_stream(write, closure, Self.width, Self.height) else {
            throw PDFFailure(reason: "no surface")
        }
        guard let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw PDFFailure(reason: "no context")
        }
        self.bytes = bytes
        self.surface = surface
        self.context = context
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Vestibule")
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Ends the page and the file.
    ///
    /// - Throws: ``PDFFailure`` if anything went wrong since the beginning.
    func finish() throws(PDFFailure) -> [UInt8] {
        cairo_show_page(context)
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw PDFFailure(reason: String(cString: cairo_status_to_string(status)))
        }
        return bytes.all
    }
}
