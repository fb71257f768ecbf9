import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Whoever was sent a link")
struct InvitedTests {
    private let week = 7 * 24 * 60

    /// A link that was sent, unless it has no address.
    private func link(
        _ house: House, to booking: Booking, email: String? = "lin@example.org", until end: Instant? = nil, isSent: Bool = true
    ) async throws -> DirectLink {
        let terms = DirectLink.Terms(email: try email.map { try EmailAddress($0) }, expiresAt: end)
        let link = try await house.store.createLink(to: booking.id, in: house.practice.id, terms: terms, now: start)
        guard isSent, email != nil else { return link }
        return try await house.store.sendLink(link.id, in: house.practice.id, message: nil, now: start)
    }

    /// What the outbox has for links besides the links themselves, in its order.
    private func told(_ house: House) async throws -> [Notice] {
        try await house.store.outbox(of: house.practice.id, in: .due, limit: 200).reversed().map(\.notice).filter {
            switch $0 {
            case .linkMoved, .linkCancelled: true
            default: false
            }
        }
    }

    @Test func `W5 H6 is told that the session moved and that it is cancelled, and nothing of another clinician`() async throws {
        let house = try await House()
        let booking = try await house.book(60)
        let (first, second) = (try await link(house, to: booking), try await link(house, to: booking, email: "paul@example.org"))
        let colleague = try await house.store.createStaff(
            in: house.practice.id, role: .clinician, name: .parse("Marc Roy"), email: EmailAddress("marc@example.org"), now: start)
        _ = try await house.store.handOverBooking(booking.id, in: house.practice.id, to: colleague.id, now: start)
        #expect(try await told(house) == [])
        _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(120), now: start)
        let moved = try await told(house)
        #expect(moved.count == 2 && moved.contains(.linkMoved(first.id)) && moved.contains(.linkMoved(second.id)))
        _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(120), now: start)
        #expect(try await told(house).count == 2, "nothing changed")
        _ = try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: "ill", now: start)
        let all = try await told(house)
        #expect(all.count == 4 && all.contains(.linkCancelled(first.id)) && all.contains(.linkCancelled(second.id)))
        let about = try await house.store.outbox(about: booking.id, in: house.practice.id).map(\.notice)
        #expect(about.contains(.linkMoved(first.id)) && about.contains(.linkCancelled(first.id)), "staff find it with the session")
    }

    @Test func `is told nothing by a link that is revoked, expired, unsent or without an address, nor of what is over`() async throws {
        let house = try await House()
        let booking = try await house.book(60)
        let revoked = try await link(house, to: booking)
        _ = try await house.store.revokeLink(revoked.id, in: house.practice.id, now: start)
        _ = try await link(house, to: booking, until: start + .seconds(1))
        _ = try await link(house, to: booking, isSent: false)
        _ = try await link(house, to: booking, email: nil)
        let past = try await house.book(-120)
        _ = try await link(house, to: past)
        let later = start + .seconds(1)
        _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(120), now: later)
        for id in [booking.id, past.id] { _ = try await house.store.cancelBooking(id, in: house.practice.id, reason: nil, now: later) }
        #expect(try await told(house) == [])
    }

    @Test func `W5 H6 of a series each session's guest is told, but of a link that has yet to leave`() async throws {
        let house = try await House()
        var plan = SessionPlan(
            clinician: house.clinician.id, clients: [house.client.id],
            slots: try [60, 60 + week, 60 + 3 * week].map { .init(try time($0), mayOverlap: false) })
        plan.guests = [.init(name: try .parse("Lin"), email: try EmailAddress("lin@example.org"))]
        let made = try await house.store.book(plan, in: house.practice.id, now: start)
        var links: [DirectLink] = []
        for booking in made { links += try await house.store.links(to: booking.id, in: house.practice.id) }
        _ = try await house.store.moveSeries(
            from: made[0].id, in: house.practice.id, to: time(180), mayOverlap: true, now: start + .seconds(60))
        #expect(try await told(house) == [.linkMoved(links[0].id)])
        // A week before the second session its link has left; the third one's hasn't.
        _ = try await house.store.cancelSeries(from: made[0].id, in: house.practice.id, reason: nil, now: start + .seconds(180 * 60))
        #expect(
            try await told(house) == [.linkMoved(links[0].id), .linkCancelled(links[0].id), .linkCancelled(links[1].id)])
    }
}
