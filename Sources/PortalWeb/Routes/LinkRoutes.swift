import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/links`: makes and revokes direct links (H6).
struct LinkRoutes {
    let portal: Portal

    /// How many links a session may have. Enough for any family and its interpreters.
    static let limit = 20

    func add(to group: RouterGroup<PortalContext>) { group.post(use: create).post(":link/revoke", use: revoke) }

    func create(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let words = portal.pages.words(context)
        let form = LinkForm(context.form)
        var (label, expiresAt, errors) = form.read(in: practice.timeZone, now: portal.now(), words: words)
        let links = try await portal.store.links(to: session.booking.id, in: practice.id)
        if links.filter({ $0.revokedAt == nil }).count >= Self.limit {
            errors.append(ErrorLine(field: "label", text: words("booking.linksFull")))
        }
        guard errors.isEmpty else {
            return try await portal.bookingPage(session, request: request, context: context, form: form, errors: errors)
        }
        _ = try await portal.store(for: request, context).createLink(
            to: session.booking.id, in: practice.id, label: label, expiresAt: expiresAt, now: portal.now()
        )
        return back(to: session.booking.id, practice, "linkCreated")
    }

    func revoke(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let id = try context.id("link", as: Identifier<IdentifiedKind.Link>.self)
        let links = try await portal.store.links(to: session.booking.id, in: practice.id)
        guard links.contains(where: { $0.id == id }) else { throw Problem.notFound }
        _ = try await portal.store(for: request, context).revokeLink(id, in: practice.id, now: portal.now())
        return back(to: session.booking.id, practice, "linkRevoked")
    }

    private func back(to booking: BookingID, _ practice: Practice, _ done: String) -> Response {
        .redirect(to: "\(Places(practice: practice.slug).staffSession(booking))?done=\(done)", type: .normal)
    }
}

extension Staff {
    var subject: SubjectID { .staff(id) }
}
