import JWTKit
import Signaling
import SignalingProtocol

/// Reads tokens and believes only those that a trusted key signed for this purpose, now.
///
/// The header is checked before anything else (RFC 8725, sections 3.1 and 3.11): jwt-kit alone would fall back to a
/// default key for an unknown `kid`, and checks neither `alg` nor `typ`.
struct TokenVerifier: Sendable {
    /// How far another issuer's clock may be ahead, in both `iat` and `nbf`.
    static let clockSkew: Duration = .seconds(5)

    private struct Trusted: Sendable {
        var key: TrustedKey
        var collection: JWTKeyCollection
    }

    private let trusted: [String: Trusted]

    init(_ keys: [TrustedKey]) async throws {
        var trusted: [String: Trusted] = [:]
        for key in keys { trusted[key.id] = Trusted(key: key, collection: try await key.collection()) }
        self.trusted = trusted
    }

    /// - Throws: ``TokenError``.
    func roomGrant(_ token: String, at now: Instant) async throws(TokenError) -> RoomGrant {
        let key = try key(for: token, type: "room+jwt")
        let claims = try await claims(RoomTokenClaims.self, of: token, key: key)
        guard claims.aud == RoomTokenClaims.audience, claims.iss == key.key.issuer,
            key.key.practice == nil || key.key.practice == claims.practice, claims.role != .cohost,
            claims.entry == .wait || claims.role.isStaff, claims.window.opensAt <= claims.window.closesAt,
            claims.booking.startsAt <= claims.booking.endsAt, (0...86_400).contains(claims.booking.graceSeconds ?? 0)
        else { throw TokenError.invalid }
        try checkTimes(iat: claims.iat, nbf: claims.nbf, exp: claims.exp, lifetime: RoomGrant.lifetime, at: now)
        return claims.grant
    }

    /// - Throws: ``TokenError``.
    func staffGrant(_ token: String, at now: Instant) async throws(TokenError) -> StaffGrant {
        let key = try key(for: token, type: "staff+jwt")
        let claims = try await claims(StaffTokenClaims.self, of: token, key: key)
        guard claims.aud == StaffTokenClaims.audience, claims.iss == key.key.issuer, key.key.practice == nil else {
            throw TokenError.invalid
        }
        try checkTimes(iat: claims.iat, nbf: claims.nbf, exp: claims.exp, lifetime: RoomGrant.lifetime, at: now)
        return claims.grant
    }

    private func key(for token: String, type: String) throws(TokenError) -> Trusted {
        guard let header = TokenHeader(of: token), header.typ == type, let found = trusted[header.kid],
            found.key.material.algorithm == header.alg
        else { throw TokenError.invalid }
        return found
    }

    private func claims<Claims: JWTPayload>(_ type: Claims.Type, of token: String, key: Trusted) async throws(TokenError) -> Claims {
        do {
            return try await key.collection.verify(token, as: type)
        } catch {
            throw TokenError.invalid
        }
    }

    private func checkTimes(iat: Int64, nbf: Int64, exp: Int64, lifetime: Duration, at now: Instant) throws(TokenError) {
        let (age, overflow) = exp.subtractingReportingOverflow(iat)
        guard !overflow, age > 0, age <= lifetime.components.seconds else { throw TokenError.invalid }
        guard Instant(seconds: exp) > now else { throw TokenError.expired }
        guard Instant(seconds: max(iat, nbf)) <= now + Self.clockSkew else { throw TokenError.notYetValid }
    }
}
