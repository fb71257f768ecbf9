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
            to: booking.id, in: house.practice.id,
            terms: .init(
                label: .parse("Interprète"), email: EmailAddress("lin@example.org"), language: .english,
                expiresAt: start + .seconds(60), useLimit: 2, isBoundToDevice: true), now: start)
        let second = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start + .seconds(1))
        #expect(try await house.store.link(first.id) == first)
        #expect(try await house.store.link("nothing") == nil)
        #expect(try await house.store.links(to: booking.id, in: house.practice.id) == [first, second])
        #expect(first.version == 1)
        #expect(first.terms.role == .guest)
    }

    @Test func `H6 of more links than are listed the good ones and the newest are shown, oldest first`() async throws {
        let house = try await House()
        let practice = house.practice.id
        let booking = try await house.book()
        var links: [DirectLink] = []
        for second in 0..<4 {
            links.append(try await house.store.createLink(to: booking.id, in: practice, now: start + .seconds(second)))
        }
        for link in links[1...2] { _ = try await house.store.revokeLink(link.id, in: practice, now: start) }
        for (limit, shown) in [(4, [0, 1, 2, 3]), (3, [0, 2, 3]), (2, [0, 3]), (1, [3])] {
            #expect(try await house.store.links(to: booking.id, in: practice, limit: limit).map(\.id) == shown.map { links[$0].id })
        }
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

    @Test func `H6 each link counts its own browsers, and of those who come at once for the last place one gets it`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let link = try await house.store.createLink(
            to: booking.id, in: house.practice.id, terms: .init(useLimit: 3), now: start)
        let other = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        _ = try await house.store.visitor(of: other.id, in: house.practice.id, cookie: hash(99), now: start)
        let entered = await withTaskGroup { group in
            for byte in 0..<10 as Range<UInt8> {
                group.addTask { (try? await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(byte), now: start)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(entered == 3)
        #expect(try await house.store.uses(of: [link.id, other.id], in: house.practice.id) == [link.id: 3, other.id: 1])
        await #expect(throws: PortalStoreError.linkTaken(.linkUsedUp)) {
            _ = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(50), now: start)
        }
    }

    @Test func `H6 a link for one device takes one browser`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let link = try await house.store.createLink(
            to: booking.id, in: house.practice.id, terms: .init(useLimit: 5, isBoundToDevice: true), now: start)
        let visitor = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(1), now: start)
        #expect(try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(1), now: start) == visitor)
        await #expect(throws: PortalStoreError.linkTaken(.linkOnOtherDevice)) {
            _ = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(2), now: start)
        }
    }

    @Test func `H6 a link is sent to the address it was made for, with its own words, and sent again`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let practice = house.practice.id
        let terms = DirectLink.Terms(email: try EmailAddress("lin@example.org"))
        let link = try await house.store.createLink(to: booking.id, in: practice, terms: terms, now: start)
        let text = try FreeText("Bonjour Lin", as: .invitation)
        let sent = try await house.store.sendLink(link.id, in: practice, message: text, now: start + .seconds(1))
        #expect(sent.sentAt == start + .seconds(1))
        #expect(try await house.store.link(link.id)?.message == text)
        _ = try await house.store.sendLink(link.id, in: practice, message: nil, now: start + .seconds(2))
        #expect(try await house.store.link(link.id)?.message == nil)
        let notices = try await house.store.outbox(about: booking.id, in: practice).map(\.notice)
        #expect(notices.filter { $0 == .directLink(link.id) }.count == 2)
    }

    @Test func `H6 a link without an address, a revoked one and another practice's are sent nowhere`() async throws {
        let house = try await House()
        let elsewhere = try await House(house.store, slug: "parc")
        let booking = try await house.book()
        let practice = house.practice.id
        let mute = try await house.store.createLink(to: booking.id, in: practice, now: start)
        let terms = DirectLink.Terms(email: try EmailAddress("lin@example.org"))
        let good = try await house.store.createLink(to: booking.id, in: practice, terms: terms, now: start)
        let revoked = try await house.store.createLink(to: booking.id, in: practice, terms: terms, now: start)
        _ = try await house.store.revokeLink(revoked.id, in: practice, now: start)
        for (link, place) in [(mute, practice), (revoked, practice), (good, elsewhere.practice.id)] {
            await #expect(throws: PortalStoreError.notFound) {
                _ = try await house.store.sendLink(link.id, in: place, message: nil, now: start)
            }
        }
    }

    @Test func `H6 all links of a session are revoked together, and those of others stay`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let later = try await house.book(120)
        let practice = house.practice.id
        for _ in 1...3 { _ = try await house.store.createLink(to: booking.id, in: practice, now: start) }
        let other = try await house.store.createLink(to: later.id, in: practice, now: start)
        #expect(try await house.store.revokeLinks(to: booking.id, in: practice, now: start) == 3)
        #expect(try await house.store.revokeLinks(to: booking.id, in: practice, now: start) == 0)
        #expect(try await house.store.links(to: booking.id, in: practice).allSatisfy { $0.revokedAt == start })
        #expect(try await house.store.link(other.id)?.revokedAt == nil)
        #expect(try await house.commands().count == 3)
    }
}
