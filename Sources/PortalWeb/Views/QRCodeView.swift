import CQREncode

/// A QR code (ISO/IEC 18004) as a picture that needs neither a file nor a script: the path of an SVG in units of one module.
struct QRCodeView: Sendable {
    /// The side of the picture, in modules, with the quiet zone around the code.
    let side: Int
    /// One subpath for each run of dark modules in a row.
    let path: String

    /// Modules that stay light on each side: 4, as the standard asks.
    private static let quietZone = 4

    /// Encodes bytes at error correction level M, in the smallest version that holds them.
    ///
    /// - Returns: `nil` if the text is too long for any version.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let modules = code.pointee.data, width > 0 else { return nil }
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] & 1 == 1 { column += 1 }
                if column > start { path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(column - start)v1h-\(column - start)z" }
                column += 1
            }
        }
        side = width + 2 * Self.quietZone
        self.path = path
    }
}
