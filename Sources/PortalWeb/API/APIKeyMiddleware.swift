import HTTPTypes
import Hummingbird
import Logging
import PortalCore
import SignalingProtocol
import Storage

/// Finds out which program asks, by the key in its `Authorization` header, and so for which practice.
///
/// Cookies say nothing here: no page of another site can make a browser show a key, so no form token is asked for.
///
/// - SeeAlso: RFC 6750, section 2.1.
struct APIKeyMiddleware: RouterMiddleware {
    let portal: Portal

    /// In bytes; a key's secret is shorter by half.
    private static let longestSecret = 128

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers.value("Authorization") else { throw Problem.noKey }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= Self.longestSecret,
            let key = try await portal.store.apiKey(secret: String(parts[1]), now: portal.now()),
            let practice = try await portal.store.practice(key.practice)
        else { throw Problem.badKey }
        var context = context
        context.key = key
        context.practice = practice
        context.logger[metadataKey: "key.id"] = .string(key.id.rawValue)
        return try await next(request, context)
    }
}
