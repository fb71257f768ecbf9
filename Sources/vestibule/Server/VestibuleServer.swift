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
    /// Held as long as the server lives, so that nobody else is given the port before it listens.
    private let reserved: ReservedPort?

    /// - Parameters:
    ///   - settings: Port 0 takes a free one.
    ///   - onReady: Called once the port is open.
    /// - Throws: ``SettingsError``, or what opening files and databases throws.
    init(_ settings: Settings, logger: Logger, onReady: @escaping @Sendable (URL, Installation) async -> Void) async throws {
        reserved = settings.port == 0 ? try ReservedPort(onAllInterfaces: settings.host == "0.0.0.0") : nil
        let port = reserved?.port ?? settings.port
        let (wakeUps, wakeUp) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let installation = try await Installation(settings) { wakeUp.yield() }
        let publicURL = installation.publicURL(port: port)

        let signaling = try await Self.signaling(for: installation, publicURL: publicURL, logger: logger)
        try await signaling.restore()
        let router = try await Self.router(for: installation, signaling: signaling, publicURL: publicURL)

        var app = Application(
            router: router,
            server: try Self.http(signaling, tls: settings.tls),
            configuration: .init(address: .hostname(settings.host, port: port), serverName: nil),
            onServerRunning: { _ in await onReady(publicURL, installation) },
            logger: logger
        )
        app.addServices(
            RoomCommandFeed(
                portal: installation.portal, journal: installation.journal, signaling: signaling, wakeUps: wakeUps, logger: logger),
            Upkeep(portal: installation.portal, journal: installation.journal, clock: installation.clock, logger: logger))
        application = app
    }

    /// Until SIGTERM or SIGINT.
    func run() async throws { try await application.runService() }

    /// Every page and every machine interface but the sockets.
    static func router(for installation: Installation, signaling: Signaling, publicURL: URL) async throws -> Router<PortalContext> {
        let router = try await portal(for: installation, publicURL: publicURL).router()
        MachineRoutes(signaling: signaling, portal: installation.portal, signer: installation.signer).add(to: router)
        return router
    }

    static func signaling(for installation: Installation, publicURL: URL, logger: Logger) async throws -> Signaling {
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
            journal: SignalingJournal(installation.journal),
            verify: { token throws(TokenError) in try await verifier.roomGrant(token, at: clock.now) },
            verifyStaff: { token throws(TokenError) in try await verifier.staffGrant(token, at: clock.now) },
            terms: { room in
                guard let session = try await store.session(room: room) else { return nil }
                return try await store.practice(session.booking.practice)?.terms(of: session.booking)
            },
            now: { clock.now },
            logger: logger
        )
    }

    private static func portal(for installation: Installation, publicURL: URL) async throws -> Portal {
        let settings = installation.settings
        let url = publicURL.absoluteString
        let signer = installation.signer
        let clock = installation.clock
        return try await Portal(
            store: installation.portal.acting(as: .system),
            journal: installation.journal,
            settings: PortalSettings(
                publicURL: url, signalingURL: url.replacing(/^http/, with: "ws"), issuer: TokenSigner.issuer,
                webRoot: settings.webDirectory, trustedProxies: Set(settings.trustedProxies)),
            serverKey: installation.serverKey,
            sign: { try await signer.sign($0) },
            signStaff: { try await signer.sign($0, issuedAt: clock.now) },
            now: { clock.now }
        )
    }

    private static func http(_ signaling: Signaling, tls: Settings.TLS?) throws -> HTTPServerBuilder {
        guard let tls else { return .signaling(signaling) }
        return try .tls(.signaling(signaling), tlsConfiguration: try tls.configuration())
    }
}
