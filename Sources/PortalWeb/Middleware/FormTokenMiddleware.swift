import Hummingbird
import Logging

/// Lets a request that changes something through only if it comes from our own pages and carries the form token.
struct FormTokenMiddleware: RouterMiddleware {
    let sameOrigin: SameOrigin
    let tokens: FormToken
    let door: Door

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard request.changesSomething else { return try await next(request, context) }
        // A script that outlived its login is told so: its token can't be good any more.
        if request.sendsJSON, context.login == nil { throw NotSignedIn(door: door) }
        let token = request.headers.value("X-CSRF-Token") ?? (request.sendsJSON ? "" : context.form["csrf"])
        guard sameOrigin.allows(request), !context.formCookie.isEmpty, tokens.isValid(token, for: context.formCookie) else {
            context.logger.info("form token refused")
            throw Problem.formExpired
        }
        return try await next(request, context)
    }
}
