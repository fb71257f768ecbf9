import HTTPTypes
import Hummingbird

/// What every answer tells the browser about what its page may do.
///
/// - SeeAlso: OWASP HTTP Security Response Headers Cheat Sheet.
struct SecurityHeadersMiddleware: RouterMiddleware {
    let isSecure: Bool
    private let policy: String

    /// - Parameter signalingOrigin: where sockets are opened to, such as `wss://portal.example.org`.
    init(isSecure: Bool, signalingOrigin: String) {
        self.isSecure = isSecure
        policy = [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:",
            "media-src 'self' blob:", "connect-src 'self' \(signalingOrigin)", "font-src 'self'", "base-uri 'none'",
            "form-action 'self'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers.value("Content-Security-Policy") == nil { response.headers.set("Content-Security-Policy", policy) }
        response.headers.set("X-Content-Type-Options", "nosniff")
        response.headers.set("Referrer-Policy", "same-origin")
        response.headers.set("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.set("Cross-Origin-Resource-Policy", "same-origin")
        if response.headers.value("Permissions-Policy") == nil { response.headers.set("Permissions-Policy", Self.closed) }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if isSecure { response.headers.set("Strict-Transport-Security", "max-age=31536000") }
        return response
    }

    /// No page but the session's gets at a camera.
    static let closed = "camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=()"

    /// The session page.
    static let session =
        "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), autoplay=(self), "
        + "geolocation=(), payment=(), usb=()"
}
