import SignalingProtocol

/// Whom and which links the portal has shut out while tokens for them may still be about.
struct Revocations: Equatable, Sendable {
    private var subjects: [SubjectID: Instant] = [:]
    private var links: [LinkID: Instant] = [:]

    mutating func add(_ subject: SubjectID, at now: Instant) {
        forgetExpired(at: now)
        subjects[subject] = now
    }

    mutating func add(_ link: LinkID, at now: Instant) {
        forgetExpired(at: now)
        links[link] = now
    }

    /// Whether a token was issued before its bearer or its link was shut out.
    func cover(_ grant: RoomGrant) -> Bool {
        if let at = subjects[grant.subject], grant.issuedAt <= at { return true }
        if let link = grant.link, let at = links[link], grant.issuedAt <= at { return true }
        return false
    }

    private mutating func forgetExpired(at now: Instant) {
        let oldest = now - RoomGrant.longestUse
        subjects = subjects.filter { $0.value > oldest }
        links = links.filter { $0.value > oldest }
    }
}
