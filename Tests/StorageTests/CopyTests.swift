import Foundation
import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Copies of databases")
struct CopyTests {
    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-copy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "copy.sqlite").path(percentEncoded: false))
    }

    @Test func `a copy of the journal holds rooms, places in line and spent tokens`() async throws {
        let journal = try JournalStore.inMemory()
        try await journal.record([.room(Rooms.record()), .participant(Rooms.participant(.waiting))], in: "room")
        try await journal.record([.tokenSpent("token", expiresAt: start + .seconds(600))], in: "room")
        try await withFile { path in
            try await journal.copy(to: path)
            try JournalStore.check(path)
            try await journal.record([.tokenSpent("later", expiresAt: start + .seconds(600))], in: "room")
            let copy = try JournalStore(path: path)
            #expect(try await copy.load("room")?.participants == journal.load("room")?.participants)
            await #expect(throws: JournalError.tokenSpent("token")) {
                try await copy.record([.tokenSpent("token", expiresAt: start + .seconds(600))], in: "room")
            }
            try await copy.record([.tokenSpent("later", expiresAt: start + .seconds(600))], in: "room")
        }
    }

    @Test func `a copy is made at once, whoever writes meanwhile`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vestibule-copy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = { (name: String) in folder.appending(path: name).path(percentEncoded: false) }
        let house = try await House(PortalStore(path: place("portal.sqlite")))
        // Another process's connection, in the middle of a change.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let writer = try DatabaseQueue(path: place("portal.sqlite"), configuration: configuration)
        try await writer.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE; UPDATE client SET name = 'half way'")
        }
        try await house.store.copy(to: place("copy.sqlite"))
        try await writer.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        let copy = try PortalStore(path: place("copy.sqlite"))
        #expect(try await copy.client(house.client.id, in: house.practice.id)?.name == house.client.name)
        #expect(try await house.store.client(house.client.id, in: house.practice.id)?.name.text == "half way")
    }
}
