/// What reaches an open room from outside: written with the change that causes it, handed over at once.
public enum RoomCommand: Codable, Equatable, Sendable {
    /// The booking was moved, handed over, or a setting changed its window: these terms hold from now on.
    case changed(RoomTerms)
    case cancelled(reason: String?)
    /// A direct link was revoked: who came by it is out (H6).
    case linkRevoked(LinkID)
    /// An account was disabled or logged out, or somebody was taken off the booking.
    case subjectRevoked(SubjectID)
    /// Entry stays open until the end (W4a).
    case reopened
    /// The clinician was told, away from the room, of everybody who waited then (H8).
    case clinicianAlerted(at: Instant)
}
