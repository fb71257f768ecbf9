import Hummingbird

/// Reads the body of requests that change something, up to the context's limit.
struct BodyMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard request.changesSomething else { return try await next(request, context) }
        var request = request
        var context = context
        if let length = request.headers.value("Content-Length").flatMap(Int.init), length > context.maxUploadSize {
            throw Problem.tooLarge
        }
        context.body = try await request.collectBody(upTo: context.maxUploadSize)
        return try await next(request, context)
    }
}

extension Request {
    /// Any method but those that only look (RFC 9110, 9.2.1).
    var changesSomething: Bool { method != .get && method != .head && method != .options }

    /// Whether the body is said to be JSON.
    var sendsJSON: Bool { headers.value("Content-Type")?.lowercased().hasPrefix("application/json") == true }
}
