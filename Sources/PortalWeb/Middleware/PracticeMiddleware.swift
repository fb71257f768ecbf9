import Hummingbird
import PortalCore
import Storage

/// Finds the practice of `/p/{slug}/…`. An unknown one is simply not there.
struct PracticeMiddleware: RouterMiddleware {
    let store: PortalStore

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard let text = context.parameters.get("practice"), let slug = try? Slug(text),
            let practice = try await store.practice(slug: slug)
        else { throw Problem.notFound }
        var context = context
        context.practice = practice
        return try await next(request, context)
    }
}
