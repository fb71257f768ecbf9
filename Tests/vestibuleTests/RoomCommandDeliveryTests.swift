import Foundation
import Logging
import PortalCore
import Signaling
import SignalingProtocol
import Storage
import Synchronization
import Testing

@testable import vestibule

@Suite("Delivery of room commands")
struct RoomCommandDeliveryTests {
    private static let now = Instant(milliseconds: 1_800_000_000_000)

    /// Rooms that write down what they are told, but for those that are broken.
    private final class Rooms: Sendable {
        struct Broken: Error {}
        struct Told: Equatable {
            var room: RoomID
            var command: RoomCommand
        }

        private let broken: Mutex<Set<RoomID>>
        private let told = Mutex<[Told]>([])
        private let shutOuts = Mutex<[Access]>([])

        init(broken: Set<RoomID> = []) { self.broken = Mutex(broken) }

        func mend() { broken.withLock { $0 = [] } }
        func commands(_ room: RoomID) -> [RoomCommand] { told.withLock { $0.filter { $0.room == room }.map(\.command) } }
        var shutOut: [Access] { shutOuts.withLock { $0 } }

        func delivery(_ portal: PortalStore, _ journal: JournalStore) -> RoomCommandDelivery {
            RoomCommandDelivery(
                portal: portal, journal: journal,
                shutOut: { access, _, _ in self.shutOuts.withLock { $0.append(access) } },
                deliver: { command, room in
                    if self.broken.withLock({ $0.contains(room) }) { throw Broken() }
                    self.told.withLock { $0.append(Told(room: room, command: command)) }
                },
                logger: Logger(label: "test"))
        }
    }

    private let portal: PortalStore
    private let journal: JournalStore
    private let practice: PracticeID

    init() async throws {
        portal = try .inMemory()
        journal = try .inMemory()
        practice = try await portal.createPractice(
            slug: .init("laurier"), name: .parse("Clinique Laurier"), timeZone: .gmt, language: .french, now: Self.now
        ).id
    }

    private func send(_ command: RoomCommand, to room: RoomID) async throws {
        try await portal.sendCommand(command, to: room, in: practice, now: Self.now)
    }

    @Test func `a room that can't take its command holds no other room up`() async throws {
        let rooms = Rooms(broken: ["sick"])
        let delivery = rooms.delivery(portal, journal)
        try await send(.cancelled(reason: nil), to: "sick")
        try await send(.cancelled(reason: nil), to: "well")
        try await delivery.takeUp()
        #expect(rooms.commands("well") == [.cancelled(reason: nil)])
        #expect(rooms.commands("sick") == [])
        #expect(try await journal.consumedCommand() == 2)
        try await delivery.takeUp()
        #expect(rooms.commands("well").count == 1)
    }

    @Test func `all that was written is taken up in one go, however much it is`() async throws {
        let rooms = Rooms()
        for _ in 1...401 { try await send(.reopened, to: "room") }
        try await rooms.delivery(portal, journal).takeUp()
        #expect(rooms.commands("room").count == 401)
        #expect(try await journal.consumedCommand() == 401)
    }

    @Test func `a room takes what was held in its order, and what came meanwhile after it`() async throws {
        let rooms = Rooms(broken: ["sick"])
        let delivery = rooms.delivery(portal, journal)
        let commands: [RoomCommand] = [.linkRevoked("one"), .cancelled(reason: nil), .reopened, .linkRevoked("two")]
        for command in commands.prefix(2) { try await send(command, to: "sick") }
        try await delivery.takeUp()
        try await send(commands[2], to: "sick")
        try await delivery.takeUp()
        rooms.mend()
        try await send(commands[3], to: "sick")
        try await delivery.takeUp()
        #expect(rooms.commands("sick") == commands)
        #expect(try await journal.heldCommands() == [])
        try await delivery.takeUp()
        #expect(rooms.commands("sick") == commands)
    }

    @Test func `what is held outlives the process, even when the portal has forgotten it`() async throws {
        let before = Rooms(broken: ["sick"])
        try await send(.reopened, to: "well")
        try await send(.cancelled(reason: nil), to: "sick")
        try await before.delivery(portal, journal).takeUp()
        try await portal.forgetCommands(upTo: try await journal.consumedCommand(), writtenBefore: Self.now + .seconds(1))
        let after = Rooms()
        try await after.delivery(portal, journal).takeUp()
        #expect(after.commands("sick") == [.cancelled(reason: nil)])
        #expect(after.commands("well") == [])
    }

    @Test func `a database that fails loses nothing`() async throws {
        let rooms = Rooms()
        try await send(.reopened, to: "room")
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await rooms.delivery(portal, journal).takeUp()
        }
        await #expect(throws: (any Error).self) { try await cancelled.value }
        #expect(try await journal.consumedCommand() == 0)
        try await rooms.delivery(portal, journal).takeUp()
        #expect(rooms.commands("room") == [.reopened])
    }

    @Test func `somebody whose access ends is shut out before any room is told`() async throws {
        let rooms = Rooms(broken: ["room"])
        try await send(.subjectRevoked("account:nadia"), to: "room")
        try await rooms.delivery(portal, journal).takeUp()
        #expect(rooms.shutOut == [.subject("account:nadia")])
    }

    @Test func `a process that starts remembers whose access ended, as long as tokens from before are about`() async throws {
        try await send(.subjectRevoked("account:nadia"), to: "room")
        try await send(.linkRevoked("link"), to: "room")
        try await send(.reopened, to: "room")
        try await Rooms().delivery(portal, journal).takeUp()

        let rooms = Rooms()
        let delivery = rooms.delivery(portal, journal)
        try await delivery.recall(at: Self.now + RoomGrant.longestUse)
        #expect(rooms.shutOut == [])
        try await delivery.recall(at: Self.now + RoomGrant.lifetime)
        #expect(rooms.shutOut == [.subject("account:nadia"), .link("link")])
        #expect(rooms.commands("room") == [])
    }
}
