import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import vestibule

@Suite("Backup and restore")
struct BackupTests {
    private static let practice = ["practice", "create", "--slug", "laurier", "--name", "L", "--time-zone", "America/Toronto", "--locale", "fr"]

    /// A practice with a client, and a backup of it.
    private func backedUp(in folder: URL) throws -> (program: Program, backup: URL) {
        let program = Program(dataDirectory: folder.appending(path: "data"))
        try #require(program.run(Self.practice).status == 0)
        try add("Nadia", to: program)
        let backup = folder.appending(path: "backup")
        let made = try program.run(["backup", "--to", backup.plainPath])
        try #require(made.status == 0, "\(made.errors)")
        return (program, backup)
    }

    private func add(_ name: String, to program: Program) throws {
        let client = ["client", "create", "--practice", "laurier", "--name", name, "--email", "\(name)@mail.example"]
        try #require(program.run(client).status == 0)
    }

    private func names(in program: Program) async throws -> Set<String> {
        let store = try PortalStore(path: program.dataDirectory.appending(path: "portal.sqlite").plainPath)
        let practice = try #require(try await store.practice(slug: Slug("laurier")))
        return Set(try await store.clients(in: practice.id, matching: "").map(\.name.text))
    }

    @Test func `what was there at the backup is there after the restore, elsewhere, and no more`() async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            try add("Marc", to: program)
            let other = Program(dataDirectory: folder.appending(path: "other place"))
            #expect(try other.run(["restore", "--from", backup.plainPath]).status == 0)
            #expect(try await names(in: other) == ["Nadia"])
            #expect(try await names(in: program) == ["Marc", "Nadia"])
            #expect(try other.run(["audit", "verify"]).status == 0)
            #expect(try await key(in: other) == key(in: program), "links go on opening what they opened")
        }
    }

    private func key(in program: Program) async throws -> [UInt8] {
        let store = try PortalStore(path: program.dataDirectory.appending(path: "portal.sqlite").plainPath)
        return try await store.secret(named: "server-key", orStoring: [0], now: Instant(milliseconds: 0))
    }

    @Test func `the copy is for its owner alone, and is never made over something`() async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            for (file, mode) in [(backup, 0o700), (backup.appending(path: "portal.sqlite"), 0o600), (backup.appending(path: "rooms.sqlite"), 0o600)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file.plainPath)
                #expect(attributes[.posixPermissions] as? Int == mode, "\(file.lastPathComponent)")
            }
            let again = try program.run(["backup", "--to", backup.plainPath])
            #expect(again.status == 1 && again.errors.contains("already"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.plainPath).sorted() == ["backup", "data"], "nothing half made stays")
        }
    }

    @Test func `databases that are there are replaced only when that is asked for, and kept`() async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            try add("Marc", to: program)
            let refused = try program.run(["restore", "--from", backup.plainPath])
            #expect(refused.status == 1 && refused.errors.contains("--replace"))
            #expect(try await names(in: program) == ["Marc", "Nadia"])
            #expect(try program.run(["restore", "--from", backup.plainPath, "--replace"]).status == 0)
            #expect(try await names(in: program) == ["Nadia"])
            let aside = try #require(
                try FileManager.default.contentsOfDirectory(atPath: program.dataDirectory.plainPath).first { $0.hasPrefix("replaced-") })
            #expect(try await names(in: Program(dataDirectory: program.dataDirectory.appending(path: aside))) == ["Marc", "Nadia"])
        }
    }

    @Test(arguments: ["missing", "damaged", "not ours", "newer"])
    func `a backup that isn't whole changes nothing`(flaw: String) async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            let rooms = backup.appending(path: "rooms.sqlite")
            switch flaw {
            case "missing": try FileManager.default.removeItem(at: rooms)
            case "damaged":
                var bytes = try Data(contentsOf: rooms)
                bytes.replaceSubrange(4_096..<8_192, with: Data(repeating: 0xA5, count: 4_096))
                try bytes.write(to: rooms)
            case "not ours": try Data().write(to: rooms)
            default: try write("INSERT INTO grdb_migrations VALUES ('9999 later')", to: rooms)
            }
            try add("Marc", to: program)
            let refused = try program.run(["restore", "--from", backup.plainPath, "--replace"])
            #expect(refused.status == 1 && refused.errors.contains("rooms.sqlite"), "\(refused.errors)")
            #expect(try await names(in: program) == ["Marc", "Nadia"])
        }
    }

    @Test func `a restore that was interrupted is finished before anything else`() async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            try Data().write(to: program.dataDirectory.appending(path: "restoring"))
            let refused = try program.run(["migrate"])
            #expect(refused.status == 1 && refused.errors.contains("run it again"))
            #expect(try program.run(["restore", "--from", backup.plainPath]).status == 0)
            #expect(try program.run(["migrate"]).status == 0)
        }
    }

    @Test func `whoever uses the databases keeps a server and a restore out`() async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            let lock = try DataLock(program.dataDirectory)
            for command in [["serve", "--port", "0"], ["restore", "--from", backup.plainPath, "--replace"]] {
                let refused = try program.run(command)
                #expect(refused.status == 1 && refused.errors.contains("is using"), "\(command)")
            }
            #expect(try program.run(["migrate"]).status == 0, "commands work beside a server")
            withExtendedLifetime(lock) {}
        }
    }

    @Test func `a data directory that was copied is restored with what its log alone holds`() async throws {
        try await withFolder { folder in
            let (program, _) = try backedUp(in: folder)
            // As a crash leaves it: nobody has brought the log into the database.
            let open = try PortalStore(path: program.dataDirectory.appending(path: "portal.sqlite").plainPath)
            try add("Marc", to: program)
            let copy = folder.appending(path: "copy")
            try FileManager.default.copyItem(at: program.dataDirectory, to: copy)
            withExtendedLifetime(open) {}
            let other = Program(dataDirectory: folder.appending(path: "other"))
            #expect(try other.run(["restore", "--from", copy.plainPath]).status == 0)
            #expect(try await names(in: other) == ["Marc", "Nadia"])
        }
    }

    @Test func `what is restored belongs to the owner of the data directory, also where root restores it`() async throws {
        try await withFolder { folder in
            let (program, backup) = try backedUp(in: folder)
            let files = FileManager.default
            let paths = { try [""] + files.subpathsOfDirectory(atPath: program.dataDirectory.plainPath) }
            let place = { (path: String) in program.dataDirectory.appending(path: path).plainPath }
            let owner = { (path: String) in try files.attributesOfItem(atPath: place(path))[.ownerAccountID] as? Int }
            // Only root can give it away: whoever else runs this owns it as it is.
            for path in try paths() {
                try? files.setAttributes([.ownerAccountID: 65_534, .groupOwnerAccountID: 65_534], ofItemAtPath: place(path))
            }
            #expect(try program.run(["restore", "--from", backup.plainPath, "--replace"]).status == 0)
            for path in try paths() { #expect(try owner(path) == owner(""), "\(path)") }
        }
    }

    @Test(arguments: [["serve", "--port", "0"], ["client", "create", "--practice", "laurier", "--name", "Marc", "--email", "marc@mail.example"]])
    func `no schema is changed under a running server`(command: [String]) async throws {
        try await withFolder { folder in
            let (program, _) = try backedUp(in: folder)
            let rooms = program.dataDirectory.appending(path: "rooms.sqlite")
            // The server of an older version that runs.
            try write("DELETE FROM grdb_migrations WHERE identifier = (SELECT MAX(identifier) FROM grdb_migrations)", to: rooms)
            let lock = try DataLock(program.dataDirectory)
            let refused = try program.run(command)
            #expect(refused.status == 1 && refused.errors.contains("is using"), "\(refused.errors)")
            #expect(try !JournalStore.health(of: rooms.plainPath).isUpToDate)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func `commands that come to an empty folder at once wait for each other`() async throws {
        try await withFolder { folder in
            for round in 1...3 {
                let program = Program(dataDirectory: folder.appending(path: "data-\(round)"))
                let refused = try await withThrowingTaskGroup(of: (Int32, String).self) { group in
                    for _ in 1...4 {
                        group.addTask {
                            let run = try program.run(["migrate"])
                            return (run.status, run.errors)
                        }
                    }
                    return try await group.reduce(into: [String]()) { if $1.0 != 0 { $0.append($1.1) } }
                }
                #expect(refused == [])
            }
        }
    }

    @Test func `a backup into a folder that isn't there is refused in words`() async throws {
        try await withFolder { folder in
            let (program, _) = try backedUp(in: folder)
            let refused = try program.run(["backup", "--to", folder.appending(path: "missing/backup").plainPath])
            let parent = folder.appending(path: "missing").plainPath
            #expect(refused.status == 1 && refused.errors.hasPrefix("vestibule: no folder can be made in \(parent)"), "\(refused.errors)")
        }
    }
}
