import Crypto
import Foundation
import JWTKit
import Signaling
import SignalingProtocol
import Testing

@testable import vestibule

@Suite("Tokens")
struct TokenTests {
    static let now = Instant(milliseconds: 1_795_356_000_000)
    let key = Curve25519.Signing.PrivateKey()

    static func grant(_ change: (inout RoomGrant) -> Void = { _ in }) throws -> RoomGrant {
        let terms = RoomTerms(
            practice: "p1", booking: "b1", revision: 3, startsAt: now, endsAt: now + .seconds(3000), opensAt: now - .seconds(1800),
            closesAt: now + .seconds(1800), graceSeconds: 600, hosts: ["staff:s1"],
            hostName: DisplayName("Élise Gagnon"))
        var grant = RoomGrant(
            issuer: TokenSigner.issuer, subject: "account:a1", id: "jti-1", issuedAt: now, notBefore: now,
            expiresAt: now + RoomGrant.lifetime, room: "r1", role: .participant, verifiedName: "Nadia Tremblay",
            displayName: try #require(DisplayName("Nadia")), entry: .wait, terms: terms, link: nil)
        change(&grant)
        return grant
    }

    private func verifier(practice: PracticeID? = nil) async throws -> (TokenSigner, TokenVerifier) {
        let signer = await TokenSigner(key)
        let trusted = TrustedKey(
            id: signer.keyID, issuer: TokenSigner.issuer, practice: practice, material: .ed25519(key.publicKey))
        return (signer, try await TokenVerifier([trusted]))
    }

    @Test func `what is signed reads back the same`() async throws {
        let (signer, verifier) = try await verifier()
        let grant = try Self.grant()
        #expect(try await verifier.roomGrant(signer.sign(grant), at: Self.now) == grant)
    }

    @Test func `a token is good to its last millisecond and not at its end`() async throws {
        let (signer, verifier) = try await verifier()
        let token = try await signer.sign(Self.grant())
        let end = Self.now + RoomGrant.lifetime
        #expect(try await verifier.roomGrant(token, at: end - .milliseconds(1)).id == "jti-1")
        await #expect(throws: TokenError.expired) { try await verifier.roomGrant(token, at: end) }
    }

    @Test func `a token that begins later than clocks may differ isn't valid yet`() async throws {
        let (signer, verifier) = try await verifier()
        let token = try await signer.sign(Self.grant())
        #expect(try await verifier.roomGrant(token, at: Self.now - TokenVerifier.clockSkew).id == "jti-1")
        await #expect(throws: TokenError.notYetValid) {
            try await verifier.roomGrant(token, at: Self.now - TokenVerifier.clockSkew - .milliseconds(1))
        }
    }

    static let wrongClaims: [(String, @Sendable (inout RoomGrant) -> Void)] = [
        ("a lifetime of 121 s", { $0.expiresAt = now + .seconds(121) }),
        ("no lifetime", { $0.expiresAt = now }),
        ("another issuer", { $0.issuer = "elsewhere" }),
        ("the role of a co-host", { $0.role = .cohost }),
        ("a client who would enter directly", { $0.entry = .direct }),
        (
            "a guest who would enter directly",
            {
                $0.role = .guest; $0.entry = .direct
            }
        ),
        ("a window that closes before it opens", { $0.terms.opensAt = $0.terms.closesAt + .seconds(1) }),
        ("an endless grace", { $0.terms.graceSeconds = .max }),
    ]

    @Test(arguments: wrongClaims.indices)
    func `a token with wrong claims is refused, whoever signed it`(index: Int) async throws {
        let (signer, verifier) = try await verifier()
        let token = try await signer.sign(Self.grant(Self.wrongClaims[index].1))
        await #expect(throws: TokenError.invalid, "\(Self.wrongClaims[index].0)") { try await verifier.roomGrant(token, at: Self.now) }
    }

    @Test func `a key of another platform speaks for its practice alone`() async throws {
        let (signer, verifier) = try await verifier(practice: "p2")
        let token = try await signer.sign(Self.grant())
        await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(token, at: Self.now) }
        let theirs = try await signer.sign(Self.grant { $0.terms.practice = "p2" })
        #expect(try await verifier.roomGrant(theirs, at: Self.now).terms.practice == "p2")
    }

    @Test func `a staff token opens no room and a room token no staff socket`() async throws {
        let (signer, verifier) = try await verifier()
        let staff = StaffGrant(subject: "staff:s1", practice: "p1", overseesPractice: true, expiresAt: Self.now + .seconds(60))
        let staffToken = try await signer.sign(staff, issuedAt: Self.now)
        let roomToken = try await signer.sign(Self.grant())
        #expect(try await verifier.staffGrant(staffToken, at: Self.now) == staff)
        await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(staffToken, at: Self.now) }
        await #expect(throws: TokenError.invalid) { try await verifier.staffGrant(roomToken, at: Self.now) }
    }

    /// A good token taken apart.
    private func forgery() async throws -> Forgery { try Forgery(of: try await TokenSigner(key).sign(Self.grant())) }

    @Test func `a token for another audience is refused, though everything else is right`() async throws {
        let (signer, verifier) = try await verifier()
        let room = try await forgery()
        let grant = StaffGrant(subject: "staff:s1", practice: "p1", overseesPractice: true, expiresAt: Self.now + .seconds(60))
        let staff = try Forgery(of: try await signer.sign(grant, issuedAt: Self.now))
        #expect(try await verifier.roomGrant(room.signed(by: key), at: Self.now).id == "jti-1")
        #expect(try await verifier.staffGrant(staff.signed(by: key), at: Self.now) == grant)
        for audience in ["elsewhere", ""] {
            let (roomToken, staffToken) = try (
                room.with("aud", .string(audience)).signed(by: key), staff.with("aud", .string(audience)).signed(by: key)
            )
            await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(roomToken, at: Self.now) }
            await #expect(throws: TokenError.invalid) { try await verifier.staffGrant(staffToken, at: Self.now) }
        }
        let (roomToken, staffToken) = try (
            room.with("aud", .string(StaffTokenClaims.audience)).signed(by: key),
            staff.with("aud", .string(RoomTokenClaims.audience)).signed(by: key)
        )
        await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(roomToken, at: Self.now) }
        await #expect(throws: TokenError.invalid) { try await verifier.staffGrant(staffToken, at: Self.now) }
    }

    @Test func `another platform's token signed with P-256 is believed, and not under another algorithm`() async throws {
        let theirs = P256.Signing.PrivateKey()
        let verifier = try await TokenVerifier([
            TrustedKey(id: "theirs", issuer: "platform", practice: "p1", material: .p256(theirs.publicKey))
        ])
        let forgery = try await forgery().with("iss", .string("platform"))
        let token = try forgery.with(header: #"{"alg":"ES256","typ":"room+jwt","kid":"theirs"}"#).signed(by: theirs)
        #expect(try await verifier.roomGrant(token, at: Self.now) == Self.grant { $0.issuer = "platform" })
        let other = try forgery.with(header: #"{"alg":"EdDSA","typ":"room+jwt","kid":"theirs"}"#).signed(by: theirs)
        await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(other, at: Self.now) }
    }

    @Test func `a token without a signature is refused`() async throws {
        let (signer, verifier) = try await verifier()
        for alg in ["none", "None", "NONE"] {
            let token = try await forgery().with(header: #"{"alg":"\#(alg)","typ":"room+jwt","kid":"\#(signer.keyID)"}"#).unsigned()
            await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(token, at: Self.now) }
        }
    }

    @Test func `a token signed by HMAC with our public key is refused`() async throws {
        let (signer, verifier) = try await verifier()
        let header = #"{"alg":"HS256","typ":"room+jwt","kid":"\#(signer.keyID)"}"#
        let token = try await forgery().with(header: header).signed(with: key.publicKey)
        await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(token, at: Self.now) }
    }

    static let wrongHeaders = [
        #"{"alg":"EdDSA","typ":"JWT","kid":"KID"}"#, #"{"alg":"EdDSA","typ":"room+jwt","kid":"another"}"#,
        #"{"alg":"EdDSA","typ":"room+jwt"}"#, #"{"alg":"EdDSA","kid":"KID"}"#, #"{"alg":"ES256","typ":"room+jwt","kid":"KID"}"#,
        #"{"alg":"EdDSA","typ":"room+jwt","kid":"KID","crit":["b64"],"b64":false}"#, "[]", "",
    ]

    @Test(arguments: wrongHeaders)
    func `a well signed token with a wrong header is refused`(header: String) async throws {
        let (signer, verifier) = try await verifier()
        let token = try await forgery().with(header: header.replacing("KID", with: signer.keyID)).signed(by: key)
        await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(token, at: Self.now) }
    }

    @Test func `the same forgery with the right header is believed, so that the refusals above mean something`() async throws {
        let (signer, verifier) = try await verifier()
        let token = try await forgery().with(header: #"{"alg":"EdDSA","typ":"room+jwt","kid":"\#(signer.keyID)"}"#).signed(by: key)
        #expect(try await verifier.roomGrant(token, at: Self.now).id == "jti-1")
    }

    @Test func `a token signed by a stranger, cut short or altered is refused`() async throws {
        let (signer, verifier) = try await verifier()
        let stranger = Curve25519.Signing.PrivateKey()
        let header = #"{"alg":"EdDSA","typ":"room+jwt","kid":"\#(signer.keyID)"}"#
        let token = try await signer.sign(Self.grant())
        var tokens = [try await forgery().with(header: header).signed(by: stranger), "", ".", "..", "a.b", "a.b.c.d"]
        tokens.append(String(token.dropLast(4)))
        tokens.append(token.replacing(".", with: ".A", maxReplacements: 1))
        tokens.append(String(repeating: "a", count: TokenHeader.longestToken + 1))
        for token in tokens {
            await #expect(throws: TokenError.invalid) { try await verifier.roomGrant(token, at: Self.now) }
        }
    }
}
