import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Asking with what is on record")
struct AdmissionRequestTests {
    @Test func `a client's request holds the room and their own record`() async throws {
        let house = try await House()
        let journal = try JournalStore.inMemory()
        let booking = try await house.book()
        let nadia = try Rooms.participant(.waiting, subject: .account(house.account.id))
        var room = Rooms.record()
        room.terms = house.practice.terms(of: booking, hostName: nil)
        try await journal.record([.room(room), .participant(nadia)], in: booking.room)

        let login = try await house.store.clientLogin(house.account.id, in: house.practice.id)
        let request = try await journal.admissionRequest(for: .client(login), practice: house.practice, booking: booking)
        #expect(request.room == room)
        #expect(request.participant == nadia)
        guard case .granted = Admission.check(request, now: start + .seconds(4_000)) else {
            Issue.record("who waits may come back after the closing")
            return
        }
    }

    @Test func `a newcomer by a link from which somebody was removed is blocked`() async throws {
        let house = try await House()
        let journal = try JournalStore.inMemory()
        let booking = try await house.book()
        let link = try await house.store.createLink(to: booking.id, in: house.practice.id, now: start)
        let removed = try Rooms.participant(.removed, subject: "visitor:one", link: link.id, isBlocked: true)
        try await journal.record([.room(Rooms.record()), .participant(removed)], in: booking.room)

        let visitor = try await house.store.visitor(of: link.id, in: house.practice.id, cookie: hash(1), now: start)
        let person = AdmissionRequest.Person.visitor(LinkVisit(link: link, visitor: visitor))
        let request = try await journal.admissionRequest(for: person, practice: house.practice, booking: booking)
        #expect(Admission.check(request, now: start) == .refused([.blocked]))
    }

    @Test func `nobody has no record`() async throws {
        let house = try await House()
        let journal = try JournalStore.inMemory()
        let booking = try await house.book()
        let request = try await journal.admissionRequest(for: .client(nil), practice: house.practice, booking: booking)
        #expect(Admission.check(request, now: start) == .refused([.notSignedIn]))
    }
}
