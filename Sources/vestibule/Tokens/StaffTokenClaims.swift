import JWTKit
import SignalingProtocol

/// The claims of a token for `/v1/staff` (protocol, "Across rooms").
struct StaffTokenClaims: JWTPayload {
    static let audience = "vestibule-staff"

    var iss: String
    var aud: String
    var sub: SubjectID
    var iat: Int64
    var nbf: Int64
    var exp: Int64
    var practice: PracticeID
    var overseesPractice: Bool

    init(_ grant: StaffGrant, issuer: String, issuedAt: Instant) {
        iss = issuer
        aud = Self.audience
        sub = grant.subject
        iat = issuedAt.seconds
        nbf = issuedAt.seconds
        exp = grant.expiresAt.seconds
        practice = grant.practice
        overseesPractice = grant.overseesPractice
    }

    var grant: StaffGrant {
        StaffGrant(subject: sub, practice: practice, overseesPractice: overseesPractice, expiresAt: Instant(seconds: exp))
    }

    /// The signature alone; ``TokenVerifier`` checks the claims.
    func verify(using algorithm: some JWTAlgorithm) {}
}
