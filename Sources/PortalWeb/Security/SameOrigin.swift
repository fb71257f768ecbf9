import Hummingbird

/// Whether a request that changes something came from our own pages.
///
/// Browsers say where a request comes from in `Sec-Fetch-Site` or, where they don't, in `Origin`. A program that sends neither
/// holds no cookies of anybody's.
///
/// - SeeAlso: OWASP Cross-Site Request Forgery Prevention Cheat Sheet, Fetch Metadata.
struct SameOrigin: Sendable {
    /// `https://portal.example.org`, without a slash at its end.
    let publicURL: String

    func allows(_ request: Request) -> Bool {
        if let site = request.headers.value("Sec-Fetch-Site") { return site == "same-origin" || site == "none" }
        guard let origin = request.headers.value("Origin") else { return true }
        return origin == publicURL || origin == request.head.authority.map { "\(scheme)://\($0)" }
    }

    private var scheme: String { publicURL.hasPrefix("https:") ? "https" : "http" }
}
