import Hummingbird
import PortalCore

/// `/p/{practice}/language?to=fr&back=/p/…`: chooses the language and goes back.
struct LanguageRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("language") { request, context in
            let root = Places(practice: try context.requirePractice().slug).portal
            return try portal.changeLanguage(request, root: root)
        }
    }
}

extension Portal {
    /// How long the choice is kept: a year, in seconds.
    private static let languageSeconds = 365 * 86_400

    /// Sets the language cookie and goes back to a page under `root`.
    ///
    /// - Throws: ``Problem/badRequest`` for a language we don't speak.
    func changeLanguage(_ request: Request, root: String) throws -> Response {
        let query = FormFields(request.uri.query ?? "")
        guard let language = Language(rawValue: query["to"]) else { throw Problem.badRequest }
        let back = LocalPath(query["back"], under: root)?.text ?? root
        var response = Response.redirect(to: back, type: .found)
        response.setCookie(cookies.make(cookies.language, value: language.rawValue, seconds: Self.languageSeconds))
        return response
    }
}
