import Foundation
import Signaling
import SignalingProtocol
import Synchronization

/// Grants, and tokens that stand for them.
final class TestTokens: Sendable {
    static let room: RoomID = "room-1"
    static let otherRoom: RoomID = "room-2"
    static let practice: PracticeID = "practice"
    static let clinician: SubjectID = "staff:clinician"

    static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    private let grants = Mutex<[String: RoomGrant]>([:])
    private let staff = Mutex<[String: StaffGrant]>([:])
    private let last = Mutex(0)

    let terms: RoomTerms

    init(startsIn minutes: Int64 = 0) {
        let start = Self.now + .seconds(60 * minutes)
        terms = RoomTerms(
            practice: Self.practice, booking: "booking", revision: 1, startsAt: start, endsAt: start + .seconds(3000),
            opensAt: start - .seconds(1800), closesAt: start + .seconds(1800), hosts: [Self.clinician])
    }

    func verify(_ token: String) async throws(TokenError) -> RoomGrant {
        if token == "expired" { throw .expired }
        if token == "early" { throw .notYetValid }
        guard let grant = grants.withLock({ $0[token] }) else { throw .invalid }
        return grant
    }

    func verifyStaff(_ token: String) async throws(TokenError) -> StaffGrant {
        guard let grant = staff.withLock({ $0[token] }) else { throw .invalid }
        return grant
    }

    func token(for grant: RoomGrant) -> String {
        grants.withLock { $0["token-\(grant.id)"] = grant }
        return "token-\(grant.id)"
    }

    func staffToken(_ grant: StaffGrant) -> String {
        let token = "staff-\(next())"
        staff.withLock { $0[token] = grant }
        return token
    }

    func staffGrant(_ subject: SubjectID = TestTokens.clinician, overseesPractice: Bool = false) -> StaffGrant {
        StaffGrant(
            subject: subject, practice: Self.practice, overseesPractice: overseesPractice, expiresAt: Self.now + .seconds(120))
    }

    func host() -> RoomGrant { grant(.host, "staff:clinician", "Dr Gagnon", verified: "Élise Gagnon", entry: .direct) }

    func observer() -> RoomGrant { grant(.observer, "staff:observer", "Paul", verified: "Paul Otis", entry: .direct) }

    func client(_ number: Int = 1) -> RoomGrant {
        grant(.participant, "account:\(number)", "Sam \(number)", verified: "Samuel Roy \(number)", entry: .wait)
    }

    func guest(_ number: Int = 1) -> RoomGrant {
        var grant = grant(.guest, "visitor:\(number)", "Guest \(number)", verified: nil, entry: .wait)
        grant.link = "link"
        return grant
    }

    func grant(_ role: Role, _ subject: String, _ name: String, verified: String?, entry: EntryMode) -> RoomGrant {
        let now = Self.now
        guard let subject = SubjectID(rawValue: subject), let id = TokenID(rawValue: "jti-\(next())"), let name = DisplayName(name)
        else { preconditionFailure("a test's own names are well formed") }
        return RoomGrant(
            issuer: "test", subject: subject, id: id, issuedAt: now, notBefore: now, expiresAt: now + RoomGrant.lifetime,
            room: Self.room, role: role, verifiedName: verified, displayName: name, entry: entry, terms: terms)
    }

    private func next() -> Int {
        last.withLock { number in
            number += 1
            return number
        }
    }
}
