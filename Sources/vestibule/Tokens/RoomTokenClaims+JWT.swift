import JWTKit

extension RoomTokenClaims: JWTPayload {
    /// The signature alone; ``TokenVerifier`` checks the claims, since it knows the time and the key's issuer.
    func verify(using algorithm: some JWTAlgorithm) {}
}
