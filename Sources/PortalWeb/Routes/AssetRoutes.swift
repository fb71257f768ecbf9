import Hummingbird
import PortalCore
import Storage

/// `/assets/…`, and what a server is asked for that nobody linked to.
struct AssetRoutes {
    let portal: Portal

    func add(to router: Router<PortalContext>) {
        router.get("assets/**", use: asset)
        router.get("/", use: root)
    }

    func asset(_ request: Request, context: PortalContext) async throws -> Response {
        try portal.assets.response(String(request.uri.path.dropFirst("/assets".count)), request: request)
    }

    /// Where there is one practice only, its portal. Where there are several, none is named to strangers.
    func root(_ request: Request, context: PortalContext) async throws -> Response {
        let practices = try await portal.store.practices()
        guard practices.count == 1, let practice = practices.first else { throw Problem.notFound }
        return .redirect(to: Places(practice: practice.slug).portal, type: .found)
    }
}
