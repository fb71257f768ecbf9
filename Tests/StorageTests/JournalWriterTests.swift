import Foundation
import GRDB
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Journal writer")
struct JournalWriterTests {
    @Test func `many rooms at once are all on record when each call returns`() async throws {
        try await withDirectory { directory in
            let path = directory.appending(path: "rooms.sqlite").path
            let journal = try JournalStore(path: path)
            let writer = JournalWriter(journal: journal, batchLimit: 16)
            try await withThrowingTaskGroup { group in
                for index in 0..<300 {
                    group.addTask {
                        let room = try #require(RoomID(rawValue: "room\(index)"))
                        let changes: [RoomChange] = [.room(Rooms.record()), .participant(try Rooms.participant(.waiting))]
                        try await writer.record(changes, in: room)
                        #expect(try await journal.load(room)?.participants.count == 1)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await JournalStore(path: path).liveRooms().count == 300)
        }
    }

    @Test func `one spent token refuses its own caller alone`() async throws {
        let writer = JournalWriter(journal: try .inMemory())
        try await writer.record([.room(Rooms.record())], in: "room")
        let refused = try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask {
                    do { try await writer.record([.tokenSpent("token", expiresAt: start)], in: "room"); return 0 } catch {
                        #expect(error as? JournalError == .tokenSpent("token"))
                        return 1
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(refused == 19)
    }

    @Test func `a database that fails tells every caller, and the writer goes on when it is back`() async throws {
        let journal = try JournalStore.inMemory()
        let writer = JournalWriter(journal: journal)
        try await writer.record([.room(Rooms.record())], in: "room")
        try await journal.database.write { try $0.execute(sql: "ALTER TABLE room RENAME TO away") }
        let failures = await withTaskGroup { group in
            for _ in 0..<10 {
                group.addTask {
                    do { try await writer.record([.room(Rooms.record())], in: "room"); return 0 } catch { return 1 }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(failures == 10)
        try await journal.database.write { try $0.execute(sql: "ALTER TABLE away RENAME TO room") }
        try await writer.record([.room(Rooms.record())], in: "room")
    }

    @Test func `an entry that can't be written fails alone, however many came with it`() async throws {
        let journal = try JournalStore.inMemory()
        let writer = JournalWriter(journal: journal)
        try await journal.database.write {
            try $0.execute(
                sql: """
                    CREATE TRIGGER refusal BEFORE INSERT ON room WHEN NEW.room_id = 'room3'
                    BEGIN SELECT RAISE(ABORT, 'unwritable'); END
                    """)
        }
        let failed = await withTaskGroup { group in
            for index in 0..<20 {
                group.addTask {
                    let room = RoomID(rawValue: "room\(index)") ?? "room"
                    do { try await writer.record([.room(Rooms.record())], in: room); return Set<RoomID>() } catch { return [room] }
                }
            }
            return await group.reduce(into: Set<RoomID>()) { $0.formUnion($1) }
        }
        #expect(failed == ["room3"])
        for index in 0..<20 where index != 3 {
            let room = try #require(RoomID(rawValue: "room\(index)"))
            #expect(try await journal.roomRecord(room) != nil)
        }
    }

    @Test func `more than the queue holds is refused at once`() async throws {
        let journal = try JournalStore.inMemory()
        let writer = JournalWriter(journal: journal, batchLimit: 1, queueLimit: 0)
        await #expect(throws: JournalError.overloaded) { try await writer.record([.room(Rooms.record())], in: "room") }
        #expect(try await journal.load("room") == nil)
    }

    @Test func `changes of one room are committed in the order of the calls`() async throws {
        let journal = try JournalStore.inMemory()
        let writer = JournalWriter(journal: journal, batchLimit: 3)
        var room = Rooms.record()
        for revision in 1...50 {
            room.terms.revision = revision
            try await writer.record([.room(room)], in: "room")
            #expect(try await journal.roomRecord("room")?.terms.revision == revision)
        }
    }
}
