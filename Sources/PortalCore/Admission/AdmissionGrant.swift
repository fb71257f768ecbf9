import SignalingProtocol

/// That somebody may enter a room: what a room token will say, but for the token's own number, name and times.
public struct AdmissionGrant: Equatable, Sendable {
    public let subject: SubjectID
    public let room: RoomID
    public let role: Role
    /// The record's name; `nil` for visitors.
    public let verifiedName: String?
    public let entry: EntryMode
    public let terms: RoomTerms
    public let link: LinkID?
    /// Until when somebody on record may come back: later than the terms say where a host has extended the session.
    public let hardEnd: Instant

    /// What a token says that is issued on this grant.
    ///
    /// - Parameters:
    ///   - displayName: The name that was chosen for this session (V8).
    ///   - now: When the token is issued; it lives for ``RoomGrant/lifetime`` from then on.
    public func roomGrant(issuer: String, id: TokenID, displayName: DisplayName, now: Instant) -> RoomGrant {
        RoomGrant(
            issuer: issuer, subject: subject, id: id, issuedAt: now, notBefore: now, expiresAt: now + RoomGrant.lifetime,
            room: room,
            role: role, verifiedName: verifiedName, displayName: displayName, entry: entry, terms: terms, link: link
        )
    }
}
