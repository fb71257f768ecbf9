import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Direct links and visitors")
struct LinkTests {
    @Test func `H6 a link reads back by its id alone, and with its session`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let first = try await house.store.createLink(
            to: booking.id, in: house.practice.id, label: .parse("Interprète"), expiresAt: start + .seconds(60), now: start)
        let second = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start + .seconds(1))
        #expect(try await house.store.link(first.id) == first)
        #expect(try await house.store.link("nothing") == nil)
        #expect(try await house.store.links(to: booking.id, in: house.practice.id) == [first, second])
        #expect(first.version == 1)
        #expect(first.role == .guest)
    }

    @Test func `A18 a link is made and revoked in its own practice alone`() async throws {
        let house = try await House()
        let other = try await House(house.store, slug: "parc")
        let booking = try await house.book()
        let link = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.createLink(to: booking.id, in: other.practice.id, now: start)
        }
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.revokeLink(link.id, in: other.practice.id, now: start)
        }
        #expect(try await house.store.links(to: booking.id, in: other.practice.id) == [])
    }

    @Test func `H6 a revoked link tells its room, once`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let link = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        let revoked = try await house.store.revokeLink(link.id, in: house.practice.id, now: start + .seconds(1))
        #expect(revoked.revokedAt == start + .seconds(1))
        #expect(try await house.store.revokeLink(link.id, in: house.practice.id, now: start + .seconds(2)) == revoked)
        #expect(try await house.store.link(link.id) == revoked)
        let commands = try await house.store.commands(after: 0)
        #expect(commands.map(\.command) == [.linkRevoked(link.id)])
        #expect(commands.map(\.room) == [booking.room])
    }

    @Test func `H6 switching sharing off revokes every link, and switching it on again brings none back`() async throws {
        let house = try await House()
        let booking = try await house.book(60 * 24 * 30)
        let link = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        _ = try await house.store.updatePractice(house.practice.id, now: start) { $0.isSharingEnabled = false }
        #expect(try await house.store.link(link.id)?.revokedAt == start)
        #expect(try await house.store.commands(after: 0).map(\.room) == [booking.room])
        #expect(try await house.commands() == [.linkRevoked(link.id)])
        await #expect(throws: PortalStoreError.sharingDisabled) {
            _ = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        }
        _ = try await house.store.updatePractice(house.practice.id, now: start) { $0.isSharingEnabled = true }
        #expect(try await house.store.link(link.id)?.revokedAt == start)
    }

    @Test func `a cancelled session can't be shared`() async throws {
        let house = try await House()
        let booking = try await house.book()
        _ = try await house.store.cancelBooking(booking.id, in: house.practice.id, reason: nil, now: start)
        await #expect(throws: PortalStoreError.bookingCancelled) {
            _ = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        }
    }

    @Test func `a visitor is the pair of link and cookie`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let first = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        let second = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        func visitor(_ link: DirectLink, _ byte: UInt8) async throws -> VisitorID {
            try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(byte), now: start)
        }
        let visitor = try await visitor(first, 1)
        #expect(try await house.store.visitor(of: first.id, in: house.practice.id, cookie: hash(1), now: start) == visitor)
        #expect(try await house.store.visitor(of: first.id, in: house.practice.id, cookie: hash(2), now: start) != visitor)
        #expect(try await house.store.visitor(of: second.id, in: house.practice.id, cookie: hash(1), now: start) != visitor)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.visitor(of: "nothing", in: house.practice.id, cookie: hash(1), now: start)
        }
    }

    @Test func `a link takes a hundred browsers, not one more, and keeps those it knows`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let link = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        for byte in 0..<100 as Range<UInt8> {
            _ = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(byte), now: start)
        }
        await #expect(throws: PortalStoreError.tooManyVisitors) {
            _ = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(100), now: start)
        }
        _ = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(0), now: start)
    }
}
