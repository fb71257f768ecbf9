import Hummingbird
import Logging
import SignalingProtocol

/// Gives every request an id, for the log, the answer and the person, and writes down when it came.
struct RequestIDMiddleware: RouterMiddleware {
    let now: @Sendable () -> Instant

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID = RandomToken.make()
        context.receivedAt = now()
        context.logger[metadataKey: "request.id"] = .string(context.requestID)
        var response = try await next(request, context)
        response.headers.set("X-Request-Id", context.requestID)
        return response
    }
}
