import Foundation
import Signaling
import SignalingProtocol
import Synchronization

/// Grants, and tokens that stand for them.
final class Tokens: Sendable {
    static let practice: PracticeID = "practice"
    static let clinician: SubjectID = "staff:clinician"
    static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    private let grants = Mutex<[String: RoomGrant]>([:])

    func verify(_ token: String) async throws(TokenError) -> RoomGrant {
        guard let grant = grants.withLock({ $0[token] }) else { throw .invalid }
        return grant
    }

    func verifyStaff(_ token: String) async throws(TokenError) -> StaffGrant {
        StaffGrant(subject: Self.clinician, practice: Self.practice, overseesPractice: true, expiresAt: Self.now + .seconds(120))
    }

    /// A token for somebody: the clinician, or a client by number.
    func token(_ number: Int, in room: RoomID) throws -> String {
        let now = Self.now
        let isHost = number == 0
        guard let name = DisplayName("Sam \(number)"), let client = SubjectID(rawValue: "account:\(number)"),
            let id = TokenID(rawValue: "jti-\(UUID().uuidString)")
        else { throw TokenError.invalid }
        let grant = RoomGrant(
            issuer: "test", subject: isHost ? Self.clinician : client, id: id, issuedAt: now, notBefore: now,
            expiresAt: now + RoomGrant.lifetime, room: room, role: isHost ? .host : .participant, verifiedName: nil, displayName: name,
            entry: isHost ? .direct : .wait,
            terms: RoomTerms(
                practice: Self.practice, booking: "booking", revision: 1, startsAt: now, endsAt: now + .seconds(3000),
                opensAt: now - .seconds(1800), closesAt: now + .seconds(1800), hosts: [Self.clinician]))
        grants.withLock { $0[id.rawValue] = grant }
        return id.rawValue
    }
}

/// Commits everything, and keeps nothing.
actor ForgetfulJournal: RoomJournal {
    func record(_ changes: [RoomChange], in room: RoomID) async throws {}
    func load(_ room: RoomID) async throws -> RoomSnapshot? { nil }
    func openRooms() async throws -> [RoomID] { [] }
}
