import Foundation
import Hummingbird
import Mustache
import PortalCore
import SignalingProtocol
import Storage

/// The pages of all practices: logins, My account, the staff's part, direct links, and the tokens that open rooms.
///
/// ```swift
/// let portal = try await Portal(
///     store: store, journal: journal, settings: settings, serverKey: key,
///     sign: { try await keys.sign($0) }, signStaff: { try await keys.sign($0) }, now: clock.now
/// )
/// let router = portal.router()        // add what isn't the portal's: /healthz, /v1/…
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
    let passwords: PasswordHasher
    let sign: @Sendable (RoomGrant) async throws -> String
    let signStaff: @Sendable (StaffGrant) async throws -> String
    let now: @Sendable () -> Instant

    /// Reads templates, words and assets from ``PortalSettings/webRoot``.
    ///
    /// - Parameters:
    ///   - sign: makes a room token out of what it shall say.
    ///   - signStaff: makes a token for `/v1/staff`.
    ///   - passwords: hashes passwords off the event loops; one for the process.
    ///   - now: the server's clock.
    /// - Throws: what reading or parsing these files throws.
    public init(
        store: PortalStore, journal: JournalStore, settings: PortalSettings, serverKey: ServerKey,
        sign: @escaping @Sendable (RoomGrant) async throws -> String,
        signStaff: @escaping @Sendable (StaffGrant) async throws -> String, passwords: PasswordHasher = PasswordHasher(),
        now: @escaping @Sendable () -> Instant
    ) async throws {
        self.store = store
        self.journal = journal
        self.settings = settings
        self.sign = sign
        self.signStaff = signStaff
        self.passwords = passwords
        self.now = now
        pages = Pages(
            catalogue: try Catalogue(directory: settings.webRoot.appending(path: "locales")),
            library: try await MustacheLibrary(directory: settings.webRoot.appending(path: "templates").path),
            formTokens: FormToken(key: serverKey)
        )
        assets = try Assets(webRoot: settings.webRoot)
        cookies = PortalCookies(isSecure: settings.isSecure)
        links = LinkSecret(key: serverKey)
        challenges = ChallengeSecret(key: serverKey)
    }

    /// A router with every page of the portal.
    public func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: RequestIDMiddleware(now: now))
        router.add(middleware: SecurityHeadersMiddleware(isSecure: settings.isSecure, signalingOrigin: settings.signalingURL))
        router.add(middleware: LanguageMiddleware(cookies: cookies))
        router.add(middleware: ProblemMiddleware(pages: pages))
        router.add(middleware: BodyMiddleware())
        AssetRoutes(portal: self).add(to: router)
        VisitorRoutes(portal: self).add(to: router.group("v/:link"))
        addPractice(to: router.group("p/:practice"))
        return router
    }

    private func addPractice(to group: RouterGroup<PortalContext>) {
        let practice = group.add(middleware: PracticeMiddleware(store: store)).add(middleware: ProblemMiddleware(pages: pages))
        LanguageRoutes(portal: self).add(to: practice)
        let client = door(.client, of: practice.group())
        LoginRoutes(portal: self, door: .client).add(to: client)
        AccountRoutes(portal: self).add(to: client)
        ClientSessionRoutes(portal: self).add(to: client.group("sessions/:booking"))
        let staff = door(.staff, of: practice.group("staff"))
        LoginRoutes(portal: self, door: .staff).add(to: staff)
        TodayRoutes(portal: self).add(to: staff)
        CalendarRoutes(portal: self).add(to: staff)
        ClientSearchRoutes(portal: self).add(to: staff)
        BookingFormRoutes(portal: self).add(to: staff.group("sessions/new"))
        BookingRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        LinkRoutes(portal: self).add(to: staff.group("sessions/:booking/links"))
        MoveRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        CancelRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        BookingRecordRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        HandOverRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        StaffSessionRoutes(portal: self).add(to: staff.group("sessions/:booking"))
        AuditRoutes(portal: self).add(to: staff.group("audit"))
        practice.get("**") { _, _ -> Response in throw Problem.notFound }
    }

    /// What a door's requests pass: who is logged in there, and whether a form is really theirs.
    private func door(_ door: Door, of group: RouterGroup<PortalContext>) -> RouterGroup<PortalContext> {
        group.add(middleware: LoginMiddleware(portal: self, door: door))
            .add(middleware: FormCookieMiddleware(cookies: cookies))
            .add(
                middleware: FormTokenMiddleware(
                    sameOrigin: SameOrigin(publicURL: settings.publicURL), tokens: pages.formTokens, door: door
                ))
    }
}
