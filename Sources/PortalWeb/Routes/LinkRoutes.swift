import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/links`: makes and revokes direct links (H6).
struct LinkRoutes {
    let portal: Portal

    /// How many links a session may have. Enough for any family and its interpreters.
    static let limit = 20

    func add(to group: RouterGroup<PortalContext>) {
        group.post(use: create).post("revoke", use: revokeAll).post(":link/revoke", use: revoke)
    }

    /// A link for an address leads on to its mail, which is looked over before it is sent.
    func create(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        guard !session.booking.isCancelled else { return portal.cancelledMeanwhile(session, practice) }
        let words = portal.pages.words(context)
        let form = LinkForm(context.form)
        var (terms, errors) = form.read(in: practice.timeZone, now: portal.now(), words: words)
        let links = try await portal.store.links(to: session.booking.id, in: practice.id)
        if links.count(where: { $0.revokedAt == nil }) >= Self.limit {
            errors.append(ErrorLine(field: "label", text: words("links.tooMany")))
        }
        guard errors.isEmpty else {
            return try await portal.bookingPage(session, request: request, context: context, form: form, errors: errors)
        }
        let link = try await portal.store(for: request, context).createLink(
            to: session.booking.id, in: practice.id, terms: terms, now: portal.now()
        )
        guard link.terms.email != nil else { return back(to: session.booking.id, practice, .linkCreated) }
        return .redirect(to: Places(practice: practice.slug).linkMail(link.id, of: link.booking), type: .normal)
    }

    func revoke(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let link = try await portal.link(of: session, context)
        _ = try await portal.store(for: request, context).revokeLink(link.id, in: practice.id, now: portal.now())
        return back(to: session.booking.id, practice, .linkRevoked)
    }

    func revokeAll(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        _ = try await portal.store(for: request, context).revokeLinks(
            to: session.booking.id, in: practice.id, now: portal.now())
        return back(to: session.booking.id, practice, .linksRevoked)
    }

    private func back(to booking: BookingID, _ practice: Practice, _ done: BookingRoutes.Notice) -> Response {
        .redirect(to: "\(Places(practice: practice.slug).staffSession(booking))?done=\(done.rawValue)", type: .normal)
    }
}

extension Portal {
    /// The link in the path, if it is one of a session's.
    ///
    /// - Throws: ``Problem/notFound``.
    func link(of session: BookedSession, _ context: PortalContext) async throws -> DirectLink {
        let id = try context.id("link", as: Identifier<IdentifiedKind.Link>.self)
        let links = try await store.links(to: session.booking.id, in: session.booking.practice)
        guard let link = links.first(where: { $0.id == id }) else { throw Problem.notFound }
        return link
    }
}

extension Staff {
    var subject: SubjectID { .staff(id) }
}
