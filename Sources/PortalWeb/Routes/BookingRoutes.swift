import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}`: one session, for those who may host it.
struct BookingRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let notice = Notice(rawValue: FormFields(request.uri.query ?? "")["done"])
        return try await portal.bookingPage(session, request: request, context: context, notice: notice)
    }

    /// What has just been done, as the address says it.
    enum Notice: String {
        case created, handedOver, linkCreated, linkRevoked, linksRevoked, linkMailed
        case seriesCreated, moved, seriesMoved, cancelled, seriesCancelled, charged, attendance, resent
        case paid, receiptVoided
        /// By somebody else, since the form was shown: nothing was changed.
        case cancelledMeanwhile

        /// Where the words for it are.
        var words: String {
            switch self {
            case .created, .handedOver: "booking.\(rawValue)"
            case .seriesCreated, .moved, .seriesMoved, .cancelled, .seriesCancelled, .charged, .attendance, .resent, .cancelledMeanwhile: "change.\(rawValue)"
            case .paid, .receiptVoided: "payment.done.\(rawValue)"
            case .linkCreated: "links.created"
            case .linkRevoked: "links.revoked"
            case .linksRevoked: "links.revokedAll"
            case .linkMailed: "links.mailed"
            }
        }

        /// With who was not told of it, where the clients are told.
        fileprivate func text(_ words: Words, _ told: ToldView) -> String {
            let text = words(self.words)
            switch self {
            case .created, .seriesCreated, .moved, .seriesMoved, .cancelled, .seriesCancelled, .handedOver:
                return ([text] + told.unreached).joined(separator: " ")
            default: return text
            }
        }
    }
}

extension Portal {
    /// The session in the path, if whoever is logged in may host it. Others get the same answer as for one that doesn't exist.
    ///
    /// - Throws: ``NotSignedIn``, ``Problem/notFound``.
    func hostedSession(_ context: PortalContext) async throws -> BookedSession {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        guard let session = try await store.session(try context.id("booking"), in: practice.id), staff.mayHost(session.booking)
        else { throw Problem.notFound }
        return session
    }

    /// A session and those of its series that follow it, as far as whoever is logged in may host them.
    func followers(of session: BookedSession, _ context: PortalContext) async throws -> [BookedSession] {
        try await store.followers(of: session.booking, hostedBy: try context.requireStaff().clientScope, now: now())
    }

    func bookingPage(
        _ session: BookedSession, request: Request, context: PortalContext, notice: BookingRoutes.Notice? = nil,
        form: LinkForm = LinkForm(), typed: TypedChanges = TypedChanges(), payment: PaymentView.Typed = PaymentView.Typed(),
        errors: [ErrorLine] = []
    ) async throws -> Response {
        let practice = try context.requirePractice()
        let speech = pages.speech(context)
        let links = try await store.links(to: session.booking.id, in: practice.id)
        let record = try await journal.roomRecord(session.booking.room)
        let booking = session.booking
        let isOver = booking.isCancelled || record?.ended != nil || now() >= practice.joinWindow(for: booking).hardEnd
        let sharing = LinksView(
            links, of: booking.id, uses: try await store.uses(of: links.map(\.id), in: practice.id),
            address: { self.links.address(of: $0, publicURL: settings.publicURL) }, isOver: isOver, form: form, errors: errors,
            practice: practice, speech: speech, now: now())
        let changes = BookingChangesView(
            session,
            BookingChangesView.Content(
                seriesCount: try await seriesCount(of: booking),
                followers: try await followers(of: session, context).count,
                services: try await services(for: booking), typed: typed, hasEnded: record?.ended != nil, isOver: isOver),
            errors: errors, practice: practice, speech: speech, now: now())
        let mailboxes = try await mailboxes(of: session.clients)
        let told = ToldView(
            try await notices(about: booking), about: session, reachable: Set(mailboxes.keys), links: links,
            places: Places(practice: practice.slug), speech: speech, now: now())
        var view = BookingView(
            session, changes: changes, told: told, mailboxes: mailboxes,
            colleagues: try await store.successors(of: session.clinician.id, in: practice.id),
            sharing: sharing, record: record, errors: errors,
            notice: notice.map { $0.text(speech.words, told) }, practice: practice, publicURL: settings.publicURL,
            speech: speech, now: now()
        )
        view.payment = PaymentView(
            session, receipts: try await store.receipts(of: session.booking.id, in: practice.id), typed: payment, errors: errors,
            practice: practice, speech: speech, now: now())
        return try pages.render(
            "booking", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent
        )
    }

    /// What was said of a session: by itself, or with others of its series.
    private func notices(about booking: Booking) async throws -> [OutboxItem] {
        let own = try await store.outbox(about: booking.id, in: booking.practice)
        guard let series = booking.series else { return own }
        let isOwn = Set(own.map(\.sequence))
        let shared = try await store.outbox(about: series, in: booking.practice).filter { item in
            switch item.notice {
            // A new series is told once, with its first session.
            case .sessionBooked: !isOwn.contains(item.sequence)
            case .sessionMoved(_, _, let others), .sessionCancelled(_, _, let others), .sessionTakenOver(_, _, let others):
                !isOwn.contains(item.sequence) && others?.contains(booking.id) == true
            default: false
            }
        }
        return (own + shared).sorted { $0.sequence > $1.sequence }
    }

    private func seriesCount(of booking: Booking) async throws -> Int {
        guard let series = booking.series else { return 0 }
        return try await store.sessions(of: series, in: booking.practice).count
    }
}

extension Portal {
    /// Back to the page of a session that has been cancelled since the form was shown, which says so.
    func cancelledMeanwhile(_ session: BookedSession, _ practice: Practice) -> Response {
        let address = Places(practice: practice.slug).staffSession(session.booking.id)
        return .redirect(to: "\(address)?done=\(BookingRoutes.Notice.cancelledMeanwhile.rawValue)", type: .normal)
    }
}
