import NIOConcurrencyHelpers
import SignalingProtocol

/// What opens rooms to somebody until it is withdrawn.
public enum Access: Hashable, Sendable {
    /// A login, of whoever it is.
    case subject(SubjectID)
    /// A direct link, for whoever holds it.
    case link(LinkID)
}

/// What was withdrawn while tokens that were given for it may still be about, whatever room they are for.
final class ShutOuts: Sendable {
    private struct Key: Hashable {
        let access: Access
        let practice: PracticeID
    }

    private let instants = NIOLockedValueBox<[Key: Instant]>([:])

    func add(_ access: Access, of practice: PracticeID, at: Instant) {
        instants.withLockedValue { instants in
            let oldest = at - RoomGrant.longestUse
            instants = instants.filter { $0.value > oldest }
            let key = Key(access: access, practice: practice)
            instants[key] = max(at, instants[key] ?? at)
        }
    }

    /// Whether a token was issued before what it was given for was withdrawn.
    func cover(_ grant: RoomGrant) -> Bool { withdrawal(of: grant) != nil }

    /// What tells a room so; `nil` where nothing was withdrawn.
    func withdrawal(of grant: RoomGrant) -> RoomCommand? {
        let practice = grant.terms.practice
        if cover(.subject(grant.subject), of: practice, issuedAt: grant.issuedAt) { return .subjectRevoked(grant.subject) }
        guard let link = grant.link, cover(.link(link), of: practice, issuedAt: grant.issuedAt) else { return nil }
        return .linkRevoked(link)
    }

    /// The same for the token of a queue's socket, which lives as long as it may: it was issued that long before its end.
    func cover(_ grant: StaffGrant) -> Bool {
        cover(.subject(grant.subject), of: grant.practice, issuedAt: grant.expiresAt - RoomGrant.lifetime)
    }

    private func cover(_ access: Access, of practice: PracticeID, issuedAt: Instant) -> Bool {
        instants.withLockedValue { $0[Key(access: access, practice: practice)].map { issuedAt <= $0 } ?? false }
    }
}
