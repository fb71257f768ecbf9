import Delivery
import Documents
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import PortalCore
import PortalWeb
import ServiceLifecycle
import Signaling
import SignalingProtocol
import Storage

/// The whole server, put together: read it from top to bottom.
struct VestibuleServer {
    private let application: any ApplicationProtocol
    private let drain: Drain
    private let drainTime: Duration
    private let logger: Logger
    /// Held as long as the server lives, so that nobody else is given the port before it listens.
    private let reserved: ReservedPort?
    /// Held as long, so that no second server and no restore uses the same databases.
    private let lock: DataLock

    /// - Parameters:
    ///   - settings: Port 0 takes a free one.
    ///   - showsMail: Whether anybody may look at the mails that are kept for want of a mail server: for the demo alone.
    ///   - onReady: Called once the port is open.
    /// - Throws: ``SettingsError``, ``CommandFailure`` where another server has the databases, or what opening files and databases
    ///   throws.
    init(
        _ settings: Settings, showsMail: Bool = false, logger: Logger, onReady: @escaping @Sendable (URL, Installation) async -> Void
    ) async throws {
        reserved = settings.port == 0 ? try ReservedPort(onAllInterfaces: settings.host == "0.0.0.0") : nil
        let port = reserved?.port ?? settings.port
        let (commands, command) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (notices, notice) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let files = DataFiles(settings.dataDirectory)
        try files.makeFolder()
        lock = try await DataLock.forServer(files)
        let installation = try await Installation(settings, lock: lock) {
            command.yield()
            notice.yield()
        }
        let publicURL = installation.publicURL(port: port)

        let (events, event) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let registry = MetricsRegistry()
        let metrics = ServerMetrics(registry)
        let signaling = try await Self.signaling(
            for: installation, publicURL: publicURL, metrics: registry, logger: logger
        ) { event.yield() }
        try await signaling.restore()
        let commandFeed = RoomCommandFeed(
            portal: installation.portal, journal: installation.journal, signaling: signaling, wakeUps: commands, logger: logger)
        try await commandFeed.catchUp(at: installation.clock.now)
        try await installation.portal.takeBackFuture(now: installation.clock.now)
        let portal = try await Self.portal(
            for: installation, signaling: signaling, publicURL: publicURL, metrics: metrics, showsMail: showsMail)
        let router = Self.router(portal, for: installation, signaling: signaling, metrics: registry)

        var app = Application(
            router: router,
            server: try Self.http(signaling, tls: settings.tls),
            configuration: .init(address: .hostname(settings.host, port: port), serverName: nil),
            onServerRunning: { listener in
                do {
                    try await signaling.attend(listener)
                } catch {
                    // It is closed already: the server stops.
                }
                await onReady(publicURL, installation)
            },
            logger: logger
        )
        app.addServices(
            commandFeed,
            RoomEventFeed(
                portal: installation.portal.acting(as: .system), journal: installation.journal, clock: installation.clock,
                wakeUps: events, logger: logger),
            OutboxFeed(
                Self.delivery(of: installation, portal: portal, metrics: metrics, logger: logger), wakeUps: notices),
            Upkeep(portal: installation.portal, journal: installation.journal, clock: installation.clock, logger: logger))
        application = app
        // Sockets have half of the time, and pages what is left of it.
        drain = Drain(signaling: signaling, time: settings.drainTime / 2, logger: logger)
        drainTime = settings.drainTime
        self.logger = logger
    }

    /// Until SIGTERM or SIGINT, and as long after that as draining takes.
    func run() async throws {
        let signals = await StopSignals(logger: logger)
        // The last is the first to be shut down.
        let services = ServiceGroup(services: [application, drain], logger: logger)
        let stopping = Task { [drainTime] in await signals.stop(services, within: drainTime) }
        defer { stopping.cancel() }
        try await services.run()
    }

    /// Every page and every machine interface but the sockets.
    static func router(
        for installation: Installation, signaling: Signaling, publicURL: URL, metrics: MetricsRegistry = MetricsRegistry()
    ) async throws -> Router<PortalContext> {
        let portal = try await portal(
            for: installation, signaling: signaling, publicURL: publicURL, metrics: ServerMetrics(metrics))
        return router(portal, for: installation, signaling: signaling, metrics: metrics)
    }

    private static func router(
        _ portal: Portal, for installation: Installation, signaling: Signaling, metrics: MetricsRegistry
    ) -> Router<PortalContext> {
        let page = MetricsPage(
            registry: metrics, portal: installation.portal, journal: installation.journal, clock: installation.clock)
        let machine = MachineRoutes(
            signaling: signaling, readiness: ServerReadiness(of: installation) { signaling.isReady }, signer: installation.signer,
            metrics: MetricsRoute(page: page, token: installation.settings.metricsToken))
        return portal.router(machine.operations)
    }

    /// What tells the world: composed by the portal, sent by the roads that the settings give.
    static func delivery(
        of installation: Installation, portal: Portal, metrics: ServerMetrics, logger: Logger
    ) -> OutboxDelivery {
        let courier = installation.settings.courier
        let clock = installation.clock
        return OutboxDelivery(
            portal: installation.portal.acting(as: .system), compose: { try await portal.compose($0) },
            send: { message throws(DeliveryFailure) in try await courier.send(message) },
            handled: { metrics.handled($0, $1) }, now: { clock.now }, logger: logger)
    }

    /// - Parameter wakeUp: Called when something happened in a room that the portal has to do with.
    static func signaling(
        for installation: Installation, publicURL: URL, metrics: MetricsRegistry = MetricsRegistry(), logger: Logger,
        wakeUp: @escaping @Sendable () -> Void = {}
    ) async throws -> Signaling {
        let settings = installation.settings
        var keys = [
            TrustedKey(
                id: installation.signer.keyID, issuer: TokenSigner.issuer, practice: nil,
                material: .ed25519(installation.signer.publicKey))
        ]
        if let file = settings.tokenIssuers { keys += try TrustedIssuers.read(file) }
        let verifier = try await TokenVerifier(keys)
        let clock = installation.clock
        let store = installation.portal

        var signaling = SignalingSettings(
            endpoint: Endpoints(publicURL: publicURL).rooms,
            allowedOrigins: Set([publicURL.absoluteString] + settings.allowedOrigins))
        if let limit = DescriptorLimit.raise() {
            signaling.maximumConnections = DescriptorLimit.connections(under: limit)
            logger.info("descriptors are limited", metadata: ["limit": "\(limit)", "connections": "\(signaling.maximumConnections)"])
        }
        if let turn = settings.turn { signaling.ice = ICEConfiguration(urls: turn.urls, secret: turn.secret) }
        let proxies = Set(settings.trustedProxies)
        let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .via
        signaling.clientAddress = { request, peer in
            ClientAddress(
                peer: peer?.ipAddress, forwardedFor: request.headerFields[values: forwardedFor].joined(separator: ","),
                trustedProxies: proxies
            ).text
        }
        return Signaling(
            settings: signaling,
            journal: SignalingJournal(installation.journal, wakeUp: wakeUp),
            verify: { token throws(TokenError) in try await verifier.roomGrant(token, at: clock.now) },
            verifyStaff: { token throws(TokenError) in try await verifier.staffGrant(token, at: clock.now) },
            terms: { room in
                guard let session = try await store.session(room: room) else { return nil }
                return try await store.practice(session.booking.practice)?.terms(of: session.booking, hostName: session.clinician.name)
            },
            now: { clock.now },
            logger: logger,
            metrics: metrics
        )
    }

    static func portal(
        for installation: Installation, signaling: Signaling, publicURL: URL, metrics: ServerMetrics, showsMail: Bool = false
    ) async throws -> Portal {
        let settings = installation.settings
        let url = publicURL.absoluteString
        let signer = installation.signer
        let clock = installation.clock
        let printer = ReceiptPrinter()
        return Portal(
            store: installation.portal.acting(as: .system),
            journal: installation.journal,
            settings: PortalSettings(
                publicURL: url, signalingURL: url.replacing(/^http/, with: "ws"), issuer: TokenSigner.issuer,
                mailSender: settings.mail.sender, sendsTexts: settings.sms != nil,
                demoMail: showsMail && settings.mail.server == nil ? settings.mailFolder : nil,
                allowsPrivateWebhooks: settings.allowsPrivateWebhooks, trustedProxies: Set(settings.trustedProxies)),
            files: try await WebFiles(root: settings.pageDirectory()),
            serverKey: installation.serverKey,
            sign: { try await signer.sign($0) },
            signStaff: { try await signer.sign($0, issuedAt: clock.now) },
            printReceipt: { try await printer.print($0) },
            isHosted: { await signaling.isHosted($0) },
            answered: { metrics.answered($0, after: $1) },
            now: { clock.now }
        )
    }

    private static func http(_ signaling: Signaling, tls: Settings.TLS?) throws -> HTTPServerBuilder {
        guard let tls else { return .signaling(signaling) }
        return try .tls(.signaling(signaling), tlsConfiguration: try tls.configuration())
    }
}
