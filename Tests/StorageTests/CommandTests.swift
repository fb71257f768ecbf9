import PortalCore
import SignalingProtocol
import Synchronization
import Testing

@testable import Storage

final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .sequentiallyConsistent) }
    func add() { count.add(1, ordering: .sequentiallyConsistent) }
}

@Suite("Commands for rooms")
struct CommandTests {
    @Test func `commands are read in order, from where one stopped`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for minutes in [10, 20, 30] {
            _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(minutes), now: start)
        }
        let all = try await house.store.commands(after: 0)
        #expect(all.map(\.sequence) == [1, 2, 3])
        #expect(try await house.store.commands(after: 1) == Array(all.dropFirst()))
        #expect(try await house.store.commands(after: 0, limit: 2) == Array(all.prefix(2)))
        #expect(try await house.store.commands(after: 3) == [])
    }

    @Test func `commands since a moment are read whether they were taken up or not`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for seconds in [0, 10, 20] {
            try await house.store.sendCommand(
                .reopened, to: booking.room, in: house.practice.id, now: start + .seconds(Int64(seconds)))
        }
        #expect(try await house.store.commands(writtenAfter: start).map(\.sequence) == [2, 3])
        #expect(try await house.store.commands(writtenAfter: start + .seconds(20)) == [])
    }

    @Test func `every kind of command reads back as it was written`() async throws {
        let house = try await House()
        let booking = try await house.book()
        let commands: [RoomCommand] = [
            .changed(house.practice.terms(of: booking, hostName: nil)), .cancelled(reason: "« ill »\n\"x\""), .cancelled(reason: nil),
            .linkRevoked("link"), .subjectRevoked(.account(house.account.id)), .reopened,
            .clinicianAlerted(at: start),
        ]
        for command in commands {
            try await house.store.sendCommand(command, to: booking.room, in: house.practice.id, now: start)
        }
        #expect(try await house.commands() == commands)
    }

    @Test func `whoever listens is told after each commit, and not of what was refused`() async throws {
        let told = Counter()
        let house = try await House(try .inMemory { told.add() })
        let booking = try await house.book()
        let before = told.value
        _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(10), now: start)
        #expect(told.value == before + 1)
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await house.store.moveBooking("nothing", in: house.practice.id, to: time(10), now: start)
        }
        #expect(told.value == before + 1)
    }

    @Test func `what was taken up and is old is dropped, and sequences are never used again`() async throws {
        let house = try await House()
        let booking = try await house.book()
        for minutes in [10, 20] {
            _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(minutes), now: start)
        }
        try await house.store.forgetCommands(upTo: 1, writtenBefore: start + .seconds(1))
        #expect(try await house.store.commands(after: 0).map(\.sequence) == [2])
        try await house.store.forgetCommands(upTo: 2, writtenBefore: start)
        #expect(try await house.store.commands(after: 0).map(\.sequence) == [2])
        try await house.store.forgetCommands(upTo: 2, writtenBefore: start + .seconds(1))
        _ = try await house.store.moveBooking(booking.id, in: house.practice.id, to: time(30), now: start)
        #expect(try await house.store.commands(after: 0).map(\.sequence) == [3])
    }
}
