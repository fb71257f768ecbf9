import SignalingProtocol
import Synchronization

/// Who was logged out or disabled while tokens of theirs may still be about, whatever room they are for.
final class ShutOuts: Sendable {
    private struct Person: Hashable {
        let subject: SubjectID
        let practice: PracticeID
    }

    private let instants = Mutex<[Person: Instant]>([:])

    func add(_ subject: SubjectID, of practice: PracticeID, at: Instant) {
        instants.withLock { instants in
            // A token lives for its lifetime: after twice that none from before is good any more.
            let oldest = at - RoomGrant.lifetime * 2
            instants = instants.filter { $0.value > oldest }
            let person = Person(subject: subject, practice: practice)
            instants[person] = max(at, instants[person] ?? at)
        }
    }

    /// Whether a token was issued before its bearer was shut out.
    func cover(_ subject: SubjectID, of practice: PracticeID, issuedAt: Instant) -> Bool {
        instants.withLock { $0[Person(subject: subject, practice: practice)].map { issuedAt <= $0 } ?? false }
    }
}
