import Foundation
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// The pages of all practices: logins, My account, the staff's part, direct links, and the tokens that open rooms.
///
/// ```swift
/// let portal = Portal(
///     store: store, journal: journal, settings: settings, files: try await WebFiles(root: folder), serverKey: key,
///     sign: { try await keys.sign($0) }, signStaff: { try await keys.sign($0) },
///     printReceipt: { try await printer.print($0) }, now: clock.now
/// )
/// let router = portal.router(operations)      // with what isn't the portal's: /healthz, /v1/rooms/…
/// ```
public struct Portal: Sendable {
    let store: PortalStore
    let journal: JournalStore
    let settings: PortalSettings
    let pages: Pages
    let assets: Assets
    let cookies: PortalCookies
    let links: LinkSecret
    let challenges: ChallengeSecret
    let authenticators: AuthenticatorSecret
    let webhookSecrets: WebhookSecret
    let passwords: PasswordHasher
    /// Whether somebody who may admit is in a room now.
    let isHosted: @Sendable (RoomID) async -> Bool
    let answered: @Sendable (_ status: Int, _ time: Duration) -> Void
    let sign: @Sendable (RoomGrant) async throws -> String
    let signStaff: @Sendable (StaffGrant) async throws -> String
    let printReceipt: (@Sendable (ReceiptSheet) async throws -> [UInt8])?
    let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - files: templates, words and assets.
    ///   - sign: makes a room token out of what it shall say.
    ///   - signStaff: makes a token for `/v1/staff`.
    ///   - passwords: hashes passwords off the event loops; one for the process.
    ///   - printReceipt: makes a PDF file out of a receipt's words; `nil`: receipts are shown, but can't be downloaded.
    ///   - isHosted: whether somebody who may admit is in a room now; for mails about those who wait.
    ///   - answered: hears of each answer's status and how long it took.
    ///   - now: the server's clock.
    public init(
        store: PortalStore, journal: JournalStore, settings: PortalSettings, files: WebFiles, serverKey: ServerKey,
        sign: @escaping @Sendable (RoomGrant) async throws -> String,
        signStaff: @escaping @Sendable (StaffGrant) async throws -> String, passwords: PasswordHasher = PasswordHasher(),
        printReceipt: (@Sendable (ReceiptSheet) async throws -> [UInt8])? = nil,
        isHosted: @escaping @Sendable (RoomID) async -> Bool = { _ in false },
        answered: @escaping @Sendable (_ status: Int, _ time: Duration) -> Void = { _, _ in }, now: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.journal = journal
        self.settings = settings
        self.isHosted = isHosted
        self.answered = answered
        self.sign = sign
        self.signStaff = signStaff
        self.passwords = passwords
        self.printReceipt = printReceipt
        self.now = now
        pages = Pages(
            catalogue: files.catalogue, library: files.library, formTokens: FormToken(key: serverKey)
        )
        assets = files.assets
        cookies = PortalCookies(isSecure: settings.isSecure)
        links = LinkSecret(key: serverKey)
        challenges = ChallengeSecret(key: serverKey)
        authenticators = AuthenticatorSecret(key: serverKey)
        webhookSecrets = WebhookSecret(key: serverKey)
    }

    /// A router with every page of the portal, and its JSON API.
    ///
    /// - Parameter operations: What other parts of the program serve, to be served and documented with the API.
    public func router(_ operations: [Operation] = []) -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: AnswerTimeMiddleware(answered: answered))
        router.add(middleware: RequestIDMiddleware(now: now))
        router.add(middleware: SecurityHeadersMiddleware(isSecure: settings.isSecure, signalingOrigin: settings.signalingURL))
        router.add(middleware: LanguageMiddleware(cookies: cookies))
        router.add(middleware: ProblemMiddleware(pages: pages))
        router.add(middleware: BodyMiddleware())
        AssetRoutes(portal: self).add(to: router)
        APIRoutes(portal: self, others: operations).add(to: router)
        VisitorRoutes(portal: self).add(to: router.group("v/:link"))
        addPractice(to: router.group("p/:practice"))
        if let folder = settings.demoMail { DemoMailRoutes(portal: self, folder: folder).add(to: router.group("demo/mail")) }
        pages.table.read(router)
        return router
    }

    private func addPractice(to group: RouterGroup<PortalContext>) {
        let practice = group.add(middleware: PracticeMiddleware(store: store)).add(middleware: ProblemMiddleware(pages: pages))
        LanguageRoutes(portal: self).add(to: practice)
        BrandRoutes(portal: self).add(to: practice)
        let client = door(.client, of: practice.group())
        LoginRoutes(portal: self, door: .client).add(to: client)
        SignUpRoutes(portal: self).add(to: client)
        CodeRoutes(portal: self).add(to: client)
        ConfirmRoutes(portal: self).add(to: client)
        ForgotRoutes(portal: self, door: .client).add(to: client)
        ResetRoutes(portal: self, door: .client).add(to: client)
        SecurityRoutes(portal: self, door: .client).add(to: client.group("account/security"))
        LegalRoutes(portal: self).add(to: client)
        AccountRoutes(portal: self).add(to: client)
        addMyAccount(to: client.group("account"))
        ClientSessionRoutes(portal: self).add(to: client.group("sessions/:booking"))
        let staff = door(.staff, of: practice.group("staff")).add(middleware: SecondStepMiddleware(store: store))
        LoginRoutes(portal: self, door: .staff).add(to: staff)
        SecondStepRoutes(portal: self).add(to: staff)
        ForgotRoutes(portal: self, door: .staff).add(to: staff)
        ResetRoutes(portal: self, door: .staff).add(to: staff)
        SecurityRoutes(portal: self, door: .staff).add(to: staff.group("security"))
        TwoStepRoutes(portal: self).add(to: staff.group("security/two-step"))
        TodayRoutes(portal: self).add(to: staff)
        CalendarRoutes(portal: self).add(to: staff)
        ClientSearchRoutes(portal: self).add(to: staff)
        addClients(to: staff.group("clients"))
        SettingsRoutes(portal: self).add(to: staff.group("settings"))
        BookingFormRoutes(portal: self).add(to: staff.group("sessions/new"))
        BookingRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        LinkRoutes(portal: self).add(to: staff.group("sessions/:booking/links"))
        MoveRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        CancelRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        BookingRecordRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        PaymentRoutes(portal: self).add(to: staff.group("sessions/:booking/receipts"))
        LinkMailRoutes(portal: self).add(to: staff.group("sessions/:booking/links/:link/mail"))
        OutboxRoutes(portal: self).add(to: staff.group("outbox"))
        HandOverRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        StaffSessionRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        WhyRoutes(portal: self).add(to: staff.group("sessions/:booking/why"))
        WhyFinderRoutes(portal: self).add(to: staff.group("why"))
        AuditRoutes(portal: self).add(to: staff.group("audit"))
        // Behind the doors, so that who is logged in stays so on the page that says that something isn't there.
        for door in [staff, client] { door.get("**") { _, _ -> Response in throw Problem.notFound } }
    }

    private func addClients(to clients: RouterGroup<PortalContext>) {
        ClientListRoutes(portal: self).add(to: clients)
        NewClientRoutes(portal: self).add(to: clients.group("new"))
        ProspectRoutes(portal: self).add(to: clients.group("prospects"))
        ProspectClientRoutes(portal: self).add(to: clients.group("prospects"))
        ClientRoutes(portal: self).add(to: clients.group(":client"))
        ClientAccountRoutes(portal: self).add(to: clients.group(":client"))
        ClientAccountActRoutes(portal: self).add(to: clients.group(":client"))
        ClientSessionsRoutes(portal: self).add(to: clients.group(":client"))
    }

    private func addMyAccount(to account: RouterGroup<PortalContext>) {
        AccountHistoryRoutes(portal: self).add(to: account.group("history"))
        AccountProfileRoutes(portal: self).add(to: account.group("profile"))
        AccountReceiptRoutes(portal: self).add(to: account.group("receipts"))
        AccountDataRoutes(portal: self).add(to: account.group("data"))
    }

    /// What a door's requests pass: who is logged in there, and whether a form is really theirs. What goes wrong from there on is
    /// said on a page of whoever is logged in.
    private func door(_ door: Door, of group: RouterGroup<PortalContext>) -> RouterGroup<PortalContext> {
        group.add(middleware: LoginMiddleware(portal: self, door: door))
            .add(middleware: FormCookieMiddleware(cookies: cookies))
            .add(middleware: ProblemMiddleware(pages: pages))
            .add(
                middleware: FormTokenMiddleware(
                    sameOrigin: SameOrigin(publicURL: settings.publicURL), tokens: pages.formTokens, door: door
                ))
    }
}
