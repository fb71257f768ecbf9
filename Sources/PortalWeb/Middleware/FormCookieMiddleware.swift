import Hummingbird
import PortalCore

/// Before login, gives the browser a cookie for the login form's token to go with.
struct FormCookieMiddleware: RouterMiddleware {
    let cookies: PortalCookies

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard context.formCookie.isEmpty else { return try await next(request, context) }
        let name = cookies.form(slug: try context.requirePractice().slug)
        var context = context
        if let value = request.cookies[name]?.value, (16...64).contains(value.utf8.count) {
            context.formCookie = value
            return try await next(request, context)
        }
        guard !request.changesSomething else { return try await next(request, context) }
        context.formCookie = RandomToken.make()
        var response = try await next(request, context)
        response.setCookie(cookies.make(name, value: context.formCookie, seconds: nil))
        return response
    }
}
