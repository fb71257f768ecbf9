import Crypto
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import RoomCore
import SignalingClient
import SignalingProtocol
import Storage
import Testing

@testable import Signaling
@testable import vestibule

/// Forged room tokens at the socket of the server as it is put together for real, keys and all.
@Suite("Forged tokens", .timeLimit(.minutes(30)))
struct ForgedTokenTests {
    /// A token that is good, and the keys to forge others.
    struct Keys: Sendable {
        let genuine: String
        let ours: Curve25519.Signing.PrivateKey
        let kid: String
        /// Of a platform that is trusted for a practice of its own.
        let theirs: P256.Signing.PrivateKey

        func forgery() throws -> Forgery { try Forgery(of: genuine) }
        func header(_ alg: String, typ: String = "room+jwt", kid: String? = nil) -> String {
            #"{"alg":"\#(alg)","typ":"\#(typ)","kid":"\#(kid ?? self.kid)"}"#
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: ErrorCode
        let close: CloseCode
        let token: @Sendable (Keys) throws -> String

        init(
            _ name: String, _ code: ErrorCode = .tokenInvalid, _ close: CloseCode = .unauthorized,
            _ token: @escaping @Sendable (Keys) throws -> String
        ) {
            (testDescription, self.code, self.close, self.token) = (name, code, close, token)
        }
    }

    static let rows: [Row] = [
        Row("no signature") { try $0.forgery().with(header: $0.header("none")).unsigned() },
        Row("HMAC with the public key") { try $0.forgery().with(header: $0.header("HS256")).signed(with: $0.ours.publicKey) },
        Row("a key of nobody's") { try $0.forgery().signed(by: Curve25519.Signing.PrivateKey()) },
        Row("an unknown kid") { try $0.forgery().with(header: $0.header("EdDSA", kid: "another")).signed(by: $0.ours) },
        Row("a staff token's type") { try $0.forgery().with(header: $0.header("EdDSA", typ: "staff+jwt")).signed(by: $0.ours) },
        Row("for another audience") { try $0.forgery().with("aud", .string("vestibule-staff")).signed(by: $0.ours) },
        Row("a second more than it may live") { keys in
            let forgery = try keys.forgery()
            return try forgery.with("exp", forgery.claims["iat"].later(by: 121)).signed(by: keys.ours)
        },
        Row("expired", .tokenExpired) { keys in
            var forgery = try keys.forgery()
            for claim in ["iat", "nbf", "exp"] { forgery = try forgery.with(claim, forgery.claims[claim].later(by: -3_600)) }
            return try forgery.signed(by: keys.ours)
        },
        Row("made a host's after it was signed") { try $0.forgery().with("role", .string("host")).notSignedAgain() },
        Row("of a platform that speaks for another practice") { keys in
            try keys.forgery().with("iss", .string("platform")).with(header: keys.header("ES256", kid: "theirs")).signed(by: keys.theirs)
        },
        Row("of a platform that speaks in our name") { keys in
            try keys.forgery().with(header: keys.header("ES256", kid: "theirs")).signed(by: keys.theirs)
        },
        Row("for another room", .forbidden, .forbidden) { try $0.forgery().with("room", .string("elsewhere")).signed(by: $0.ours) },
    ]

    @Test(arguments: rows)
    func `opens nothing, and nobody inside hears of it`(row: Row) async throws {
        try await withFolder { folder in
            let theirs = P256.Signing.PrivateKey()
            let issuers = folder.appending(path: "issuers.json")
            try JSONEncoder().encode([
                ["issuer": "platform", "practice": "elsewhere", "kid": "theirs", "publicKey": theirs.publicKey.pemRepresentation]
            ]).write(to: issuers)
            try await withInstallation([.tokenIssuers: issuers.path()]) { installation in
                try await Self.expectRefusal(of: row, theirs: theirs, by: installation)
            }
        }
    }

    private static func expectRefusal(of row: Row, theirs: P256.Signing.PrivateKey, by installation: Installation) async throws {
        let booking = try await installation.book(installation.makeClinic(), at: installation.clock.now)
        _ = try await installation.run(LinkCommand.Create.self, ["link", "create", "--booking", booking.id.rawValue])
        func token(_ bearer: String) async throws -> String {
            try await installation.run(TokenCommand.Issue.self, ["token", "issue", "--booking", booking.id.rawValue, "--as", bearer]).token
        }
        let ours = try await installation.portal.secret(named: "token-signing-key", orStoring: [], now: installation.clock.now)
        let keys = Keys(
            genuine: try await token("guest"), ours: try Curve25519.Signing.PrivateKey(rawRepresentation: ours),
            kid: installation.signer.keyID, theirs: theirs)
        let hostToken = try await token("host")
        try await installation.serve { signaling, port in
            func connect() async throws -> SignalingClient {
                try await SignalingClient.connect(to: "ws://localhost:\(port)/v1/ws?room=\(booking.room)")
            }
            func snapshot() async -> RoomSnapshot? { await signaling.directory.hosts[booking.room]?.room.snapshot }
            let host = try await connect()
            _ = try await host.hello(token: hostToken)
            _ = try await host.everythingSoFar()
            let before = try #require(await snapshot())

            let forger = try await connect()
            try await forger.send(.hello(Hello(token: row.token(keys))), id: "h")
            #expect(try await forger.refusal(to: "h").code == row.code)
            #expect(try await forger.end().code == row.close.rawValue)
            #expect(try await host.everythingSoFar() == [])
            #expect(await snapshot() == before)

            // What it was forged from is good, and was not spent by the forgery.
            #expect(try await connect().hello(token: keys.genuine).state == .waiting)
        }
    }
}

extension Installation {
    /// Runs the sockets on a free port, put together as the program does.
    fileprivate func serve(_ body: @escaping @Sendable (Signaling, Int) async throws -> Void) async throws {
        let url = publicURL(port: 0)
        let signaling = try await VestibuleServer.signaling(for: self, publicURL: url, logger: Logger(label: "test"))
        let router = try await VestibuleServer.router(for: self, signaling: signaling, publicURL: url)
        try await Application(router: router, server: .signaling(signaling)).test(.live) { client in
            try await body(signaling, try #require(client.port))
        }
    }
}

extension JSONValue? {
    /// An instant in seconds, moved.
    fileprivate func later(by seconds: Int64) throws -> JSONValue {
        guard case .integer(let instant) = self else { throw CocoaError(.coderValueNotFound) }
        return .integer(instant + seconds)
    }
}
