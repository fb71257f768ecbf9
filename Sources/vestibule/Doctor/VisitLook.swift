import Foundation
import NIOCore
import NIOSSL
import PortalCore
import SignalingClient
import SignalingProtocol
import Storage

/// A visit to the running server, by the way that browsers take: is it alive, is it ready, does a socket open, does it believe
/// our tokens.
///
/// The hello is for another room than the socket: the server looks at the token, refuses, and writes nothing down.
struct VisitLook: Sendable {
    /// How long the whole visit may take. Default 30 s.
    static let patience: Duration = .seconds(30)
    private static let room: RoomID = "doctor"

    let settings: Settings
    /// Whether the databases, where the key is, can be opened as they are.
    let canSign: Bool
    let now: @Sendable () -> Instant

    private struct Obstacle: Error { let finding: Finding }

    var finding: Finding {
        get async {
            let (findings, found) = AsyncStream.makeStream(of: Finding.self)
            let visiting = Task { found.yield(await visit()) }
            let limit = Task {
                try? await Task.sleep(for: Self.patience)
                found.yield(.failed(.server, "\(url) takes too long to answer", "look at its load and its log"))
            }
            defer {
                visiting.cancel()
                limit.cancel()
            }
            for await finding in findings { return finding }
            return .failed(.server, "nobody knows", "try again")
        }
    }

    private var url: String {
        settings.publicURL?.absoluteString ?? "\(settings.tls == nil ? "http" : "https")://localhost:\(settings.port)"
    }

    private func visit() async -> Finding {
        do {
            try await expectAnswer("alive\n", at: "/healthz", else: "something else than Vestibule")
            try await expectAnswer("ready\n", at: "/readyz", else: "takes nobody in: it stops, or can't write")
            return try await openSocket()
        } catch let obstacle as Obstacle {
            return obstacle.finding
        } catch is NIOSSLError {
            return .failed(.server, "the certificate at \(url) isn't trusted here", "have the proxy send the whole chain")
        } catch is NIOSSLExtraError {
            return .failed(.server, "the certificate at \(url) is another host's", "have one made for the host of VESTIBULE_PUBLIC_URL")
        } catch {
            return .failed(.server, "nobody answers at \(url)", "start it, and check VESTIBULE_PUBLIC_URL and the proxy")
        }
    }

    /// A page, asked for on the road of a socket: whoever isn't there to be a socket answers as a page.
    private func expectAnswer(_ wanted: String, at path: String, else words: String) async throws {
        do {
            _ = try await connect(path)
            throw Obstacle(finding: .failed(.server, "\(url)\(path) is something else than Vestibule", "check the proxy"))
        } catch SignalingClient.Failure.refused(let status, let body) {
            guard status == 200, body == wanted else {
                throw Obstacle(finding: .failed(.server, "\(url)\(path) answers \(status): \(words)", "look at its log"))
            }
        }
    }

    private func openSocket() async throws -> Finding {
        let client: SignalingClient
        do {
            client = try await connect("/v1/ws?room=\(Self.room)")
        } catch SignalingClient.Failure.refused(let status, _) {
            return .failed(.server, "sockets are answered \(status)", "have the proxy pass WebSocket upgrades to /v1/ws on, each on a fresh connection")
        }
        let serverTime = try await client.first { frame -> Instant? in
            if case .event(.welcome(let welcome), _, _) = frame { welcome.serverTime } else { nil }
        }
        let token = canSign ? try await token() : "doctor"
        try await client.send(.hello(Hello(token: token, client: .init(name: "vestibule-doctor", version: "1"))), id: "doctor")
        let refusal = try await client.refusal(to: "doctor")
        await client.drop()
        // First: by another clock no token is good.
        let drift = max(serverTime, now()) - min(serverTime, now())
        guard drift <= ClockLook.tolerance else {
            return .failed(
                .server, "its clock is \(drift.milliseconds / 1000) s from this one, and tokens go by it",
                "set both by NTP, then restart it: it keeps the time that it started with")
        }
        let expected: ErrorCode = canSign ? .forbidden : .tokenInvalid
        guard refusal.code == expected else {
            return .failed(
                .server, "it answers a token of this installation with \(refusal.code.rawValue)",
                "does the server at \(url) use another VESTIBULE_DATA_DIR?")
        }
        return .ok(.server, "\(url) is ready, opens sockets" + (canSign ? " and believes our tokens" : ""))
    }

    private func connect(_ path: String) async throws -> SignalingClient {
        var tls = TLSConfiguration.makeClientConfiguration()
        // One that is self-signed is the other look's business.
        if let own = settings.tls { tls.additionalTrustRoots = [.file(own.certificate)] }
        return try await SignalingClient.connect(to: url.replacing(/^http/, with: "ws") + path, handshake: .init(origin: url), tls: tls)
    }

    private func token() async throws -> String {
        let installation = try await Installation(settings)
        let now = now()
        let terms = RoomTerms(
            practice: "doctor", booking: "doctor", revision: 1, startsAt: now, endsAt: now, opensAt: now, closesAt: now)
        return try await installation.signer.sign(
            RoomGrant(
                issuer: TokenSigner.issuer, subject: "doctor", id: .random(), issuedAt: now, notBefore: now,
                expiresAt: now + RoomGrant.lifetime, room: "doctors-other-room", role: .guest, verifiedName: nil,
                displayName: try DisplayName.parse("Doctor"), entry: .wait, terms: terms))
    }
}
