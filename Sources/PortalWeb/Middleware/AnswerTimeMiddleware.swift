import Hummingbird

/// Tells how long each answer took, and its status: for the figures that an operator watches.
struct AnswerTimeMiddleware: RouterMiddleware {
    let answered: @Sendable (_ status: Int, _ time: Duration) -> Void

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let begun = ContinuousClock.now
        do {
            let response = try await next(request, context)
            answered(response.status.code, begun.duration(to: .now))
            return response
        } catch {
            answered((error as? any HTTPResponseError)?.status.code ?? 500, begun.duration(to: .now))
            throw error
        }
    }
}
