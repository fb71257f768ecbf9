import Hummingbird
import Synchronization

/// Which routes are pages: so that what answers a form leads back to a page, and not to an address that only takes forms.
///
/// Empty until a router with all its routes is read: what answers requests is made before the routes it has to know.
final class PageTable: Sendable {
    /// As the router spells them, parameters and all.
    private let routes = Mutex<Set<String>>([])

    func read(_ router: Router<PortalContext>) {
        let pages = Set(router.routes.filter { $0.method == .get }.map(\.path.description))
        routes.withLock { $0 = pages }
    }

    /// Where whoever sent a request is. A form's answer is shown on the page at its address or, where there is none, on the nearest
    /// one above it.
    func page(of request: Request, _ context: PortalContext) -> String {
        guard request.changesSomething else { return request.uri.path }
        var route = (context.endpointPath ?? "").split(separator: "/")
        var path = request.uri.path.split(separator: "/")
        guard route.count == path.count else { return "/" }
        let routes = routes.withLock { $0 }
        while !path.isEmpty, !routes.contains("/" + route.joined(separator: "/")) {
            route.removeLast()
            path.removeLast()
        }
        return "/" + path.joined(separator: "/")
    }
}
