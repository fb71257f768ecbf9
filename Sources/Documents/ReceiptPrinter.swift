import PortalCore

/// Prints receipts as PDF (M3), one at a time, off the event loops.
///
/// Pango lays the text out and Cairo writes the file, so that accents, other scripts and long names are right and the text can be
/// searched, copied and read aloud.
public actor ReceiptPrinter {
    public init() {}

    /// The receipt as a PDF file on US letter paper.
    ///
    /// - Throws: ``PDFFailure`` where the library gives up: no memory, or no font on this machine.
    public func print(_ sheet: ReceiptSheet) throws(PDFFailure) -> [UInt8] {
        let file = try PDFFile(title: sheet.title, author: sheet.issuer)
        var page = ReceiptPage(file, language: sheet.language)
        page.draw(sheet)
        return try file.finish()
    }
}
