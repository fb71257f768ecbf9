import Hummingbird
import PortalCore

/// Finds out which language to speak: the one that was chosen, else the browser's. (Else the practice's: the context knows.)
struct LanguageMiddleware: RouterMiddleware {
    let cookies: PortalCookies

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.chosenLanguage =
            (request.isOfAPI ? nil : request.cookies[cookies.language]).flatMap { Language(rawValue: $0.value) }
            ?? Self.preferred(request.headers.value("Accept-Language") ?? "")
        return try await next(request, context)
    }

    /// The first language we speak in an `Accept-Language` header, best quality first (RFC 9110, 12.5.4).
    static func preferred(_ header: String) -> Language? {
        header.split(separator: ",").prefix(20).enumerated()
            .compactMap { position, part -> (language: Language, quality: Double, position: Int)? in
                let fields = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
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
