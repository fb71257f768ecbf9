import PortalCore

extension Language {
    /// The first language we speak in an `Accept-Language` header, best quality first (RFC 9110, 12.5.4).
    static func preferred(in header: String) -> Language? {
        header.split(separator: ",").prefix(20).enumerated()
            .compactMap { position, part -> (language: Language, quality: Double, position: Int)? in
                // Blanks may stand around a field, not within.
                let fields = part.split(separator: ";").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                guard let tag = fields.first?.split(separator: "-").first,
                    let language = Language(rawValue: tag.lowercased())
                else { return nil }
                let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
                return quality > 0 ? (language, quality, position) : nil
            }
            .min { ($1.quality, $0.position) < ($0.quality, $1.position) }?
            .language
    }
}
