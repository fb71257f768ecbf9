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
            ?? Language.preferred(in: request.headers.value("Accept-Language") ?? "")
        if request.isOfAPI { context.languageOfLast = .english }
        return try await next(request, context)
    }
}
