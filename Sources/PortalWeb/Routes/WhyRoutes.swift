import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/why`: what keeps each client and each link out of a session, and what to do about it; for those who
/// may host it.
struct WhyRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).post("reopen", use: reopen).post("link", use: share)
            .post("clients/:client/accounts/:account/associate", use: associate)
        for act in WhyAccountAct.allCases {
            group.post("accounts/:account/\(act.rawValue)") { request, context in try await change(act, request, context) }
        }
    }

    /// What has just been done, as the address says it.
    enum Done: String { case reopened, linkMade, verify, enable, associate }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let practice = try context.requirePractice()
        let diagnosis = try await portal.store.diagnosis(of: session, in: practice, journal: portal.journal, now: portal.now())
        let done = Done(rawValue: FormFields(request.uri.query ?? "")["done"])
        let speech = portal.pages.speech(context)
        let view = WhyView(
            diagnosis, of: session, staff: try context.requireStaff(),
            manageable: try await manageable(diagnosis, practice, context), notice: done.map { speech.words("why.done.\($0.rawValue)") },
            practice: practice, publicURL: portal.settings.publicURL, speech: speech, now: portal.now())
        return try portal.pages.render("why", view, request: request, context: context)
    }

    func reopen(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let practice = try context.requirePractice()
        // Cancelled or over since the page was shown: it says so.
        guard try await takesPlace(session.booking, in: practice) else { return back(to: session, practice, nil) }
        try await portal.store(for: request, context).reopenEntry(to: session.booking.id, in: practice.id, now: portal.now())
        return back(to: session, practice, .reopened)
    }

    func share(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let practice = try context.requirePractice()
        let links = try await portal.store.links(to: session.booking.id, in: practice.id)
        // Cancelled or over, more than there may be, or sharing switched off since the page was shown: it says so.
        guard practice.isSharingEnabled, links.count(where: { $0.revokedAt == nil }) < LinkRoutes.limit,
            try await takesPlace(session.booking, in: practice)
        else { return back(to: session, practice, nil) }
        _ = try await portal.store(for: request, context).createLink(to: session.booking.id, in: practice.id, now: portal.now())
        return back(to: session, practice, .linkMade)
    }

    /// Whether a session isn't cancelled, nor over by its time or by its host.
    private func takesPlace(_ booking: Booking, in practice: Practice) async throws -> Bool {
        guard !booking.isCancelled, portal.now() < practice.joinWindow(for: booking).hardEnd else { return false }
        return try await !portal.isHeld(booking)
    }

    private func change(_ act: WhyAccountAct, _ request: Request, _ context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let practice = try context.requirePractice()
        let id = try await account(of: session, practice, context)
        let store = portal.store(for: request, context)
        switch act {
        case .verify: _ = try await store.verifyAccount(id, in: practice.id, now: portal.now())
        case .enable: try await store.enableAccount(id, in: practice.id, now: portal.now())
        }
        return back(to: session, practice, act == .verify ? .verify : .enable)
    }

    /// Says that an account is a client's: that, too, of an account that stands for others already (P).
    private func associate(_ request: Request, context: PortalContext) async throws -> Response {
        let session = try await portal.hostedSession(context)
        let practice = try context.requirePractice()
        _ = try context.requireOverseer()
        let client: ClientID = try context.id("client")
        let account = try await account(of: session, practice, context, for: client)
        try await portal.store(for: request, context).associate(account, with: client, in: practice.id, now: portal.now())
        return back(to: session, practice, .associate)
    }

    /// The account in the path, if it is one of those that the page shows, and whoever asks may act on it.
    ///
    /// - Parameter client: The client of the session that it has to be shown for; `nil`: any.
    private func account(
        of session: BookedSession, _ practice: Practice, _ context: PortalContext, for client: ClientID? = nil
    ) async throws -> AccountID {
        let id = try context.id("account", as: Identifier<IdentifiedKind.Account>.self)
        let staff = try context.requireStaff()
        for shown in session.clients where client == nil || client == shown.id {
            let logins = try await portal.store.accounts(for: shown, of: session.booking, in: practice)
            guard let login = logins.first(where: { $0.account.id == id }) else { continue }
            guard try await portal.mayManage(login, staff: staff, in: practice) else { break }
            return id
        }
        throw Problem.notFound
    }

    /// Those of the accounts that whoever asks may act on (decision 0015).
    private func manageable(
        _ diagnosis: SessionDiagnosis, _ practice: Practice, _ context: PortalContext
    ) async throws -> Set<AccountID> {
        let staff = try context.requireStaff()
        var manageable: Set<AccountID> = []
        for login in diagnosis.clients.flatMap(\.accounts).compactMap(\.login)
        where try await portal.mayManage(login, staff: staff, in: practice) {
            manageable.insert(login.account.id)
        }
        return manageable
    }

    private func back(to session: BookedSession, _ practice: Practice, _ done: Done?) -> Response {
        let address = Places(practice: practice.slug).why(session.booking.id)
        return .redirect(to: done.map { "\(address)?done=\($0.rawValue)" } ?? address, type: .normal)
    }
}
