import Hummingbird
import PortalCore
import Storage

/// `/p/{practice}/language?to=fr&back=/p/…`: chooses the language and goes back.
struct LanguageRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.group().add(middleware: LoginMiddleware(portal: portal, door: .client)).get("language") { request, context in
            let practice = try context.requirePractice()
            let response = try portal.changeLanguage(request, root: Places(practice: practice.slug).portal)
            try await keep(request, in: practice, context: context)
            return response
        }
    }
}

extension LanguageRoutes {
    /// A client who is logged in gets mails in the language they chose, too. Not where another site's link brought them here, and
    /// not from the staff's pages.
    private func keep(_ request: Request, in practice: Practice, context: PortalContext) async throws {
        let query = FormFields(request.uri.query ?? "")
        let isFromStaff = LocalPath(query["back"], under: Places(practice: practice.slug).staff) != nil
        guard case .client(let login)? = context.login, let language = Language(rawValue: query["to"]), !isFromStaff,
            SameOrigin(publicURL: portal.settings.publicURL).allows(request)
        else { return }
        _ = try await portal.store(for: request, context).changeProfile(
            of: login.account.id, language: language, in: practice.id, now: portal.now())
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
        response.setCookie(languageCookie(language))
        return response
    }

    func languageCookie(_ language: Language) -> Cookie {
        cookies.make(cookies.language, value: language.rawValue, seconds: Self.languageSeconds)
    }
}
