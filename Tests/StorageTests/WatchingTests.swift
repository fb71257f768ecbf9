import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

/// What an operator's watcher asks the databases.
@Suite("Watching")
struct WatchingTests {
    @Test func `people in rooms are counted, and the longest wait is known`() async throws {
        let journal = try JournalStore.inMemory()
        #expect(try await journal.census() == Census())
        let waits = [start + .seconds(60), start, start + .seconds(30)]
        var changes: [RoomChange] = [.room(Rooms.record())]
        for (number, since) in waits.enumerated() {
            let id = try #require(ParticipantID(rawValue: "waiting\(number)")), subject = try #require(SubjectID(rawValue: "account:\(number)"))
            changes.append(.participant(try Rooms.participant(.waiting, id: id, subject: subject, waitingSince: since)))
        }
        changes.append(.participant(try Rooms.participant(.admitted, id: "in", subject: "account:in", waitingSince: start - .seconds(600))))
        changes.append(.participant(try Rooms.participant(.left, id: "gone", subject: "account:gone", waitingSince: start - .seconds(900))))
        try await journal.record(changes, in: "room")
        #expect(try await journal.census() == Census(waiting: 3, admitted: 1, longestWaitSince: start))
    }

    @Test func `a notice counts as late from the moment it was due until it is taken or ended`() async throws {
        let house = try await House()
        let booking = try await house.book(2 * 24 * 60)
        let due = try await house.store.backlog(now: start)
        #expect(due.counts == [.mail: 1] && due.oldest == start)
        #expect(try await house.store.backlog(now: start - .milliseconds(1)) == Backlog())
        // The reminders, a day and an hour before, are due later.
        #expect(try await house.store.backlog(now: booking.startsAt).counts == [.mail: 3])
        let taken = try await house.store.takeOutbox(dueAt: start, limit: 1)
        #expect(try await house.store.backlog(now: start) == Backlog())
        for item in taken { try await house.store.endOutboxItem(item.sequence, as: .delivered, now: start) }
        #expect(try await house.store.backlog(now: start + .seconds(7_200)) == Backlog())
    }
}
