import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// Where a practice requires the second step, staff who haven't set it up come to nothing else first: only to the page that
/// does it, and to the way out.
struct SecondStepMiddleware: RouterMiddleware {
    let store: PortalStore

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard case .staff(let staff)? = context.login, let practice = context.practice,
            practice.identity.requiresTwoStep(of: staff.role), !isExempt(request.uri.path, in: practice),
            try await store.secondStep(of: staff.id, in: practice.id)?.isOn != true
        else { return try await next(request, context) }
        guard !request.changesSomething, !request.wantsJSON else { throw Problem.forbidden }
        return .redirect(to: Places(practice: practice.slug).twoStep, type: .normal)
    }

    private func isExempt(_ path: String, in practice: Practice) -> Bool {
        let places = Places(practice: practice.slug)
        return path == places.twoStep || path.hasPrefix(places.twoStep + "/") || path == places.logout(.staff)
    }
}
