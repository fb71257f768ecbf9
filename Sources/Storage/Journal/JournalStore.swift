import GRDB
import PortalCore
import SignalingProtocol

/// What rooms have to remember: `rooms.sqlite`, apart from the portal's so that no page holds up an admission.
public struct JournalStore: Sendable {
    let database: any DatabaseWriter

    /// Opens the file, makes it if it isn't there, and brings its schema up to date.
    ///
    /// - Throws: ``DatabaseFileError``, or a failure of SQLite.
    public init(path: String) throws { try self.init(database: DatabaseFile.open(path)) }

    /// A journal in memory, gone with its last copy: for tests.
    public static func inMemory() throws -> JournalStore { try JournalStore(database: DatabaseFile.inMemory()) }

    init(database: any DatabaseWriter) throws {
        self.database = database
        try JournalSchema.migrator.bringUpToDate(database)
    }

    /// Whether a change would be kept, now.
    public func isWritable() async -> Bool { await DatabaseFile.isWritable(database) }
}

/// Why the journal refused one entry; it then holds nothing of it.
public enum JournalError: Error, Equatable, Sendable {
    /// A token among the changes was used before.
    case tokenSpent(TokenID)
    /// The room's own record has to come before, or with, what happens in it, and a room belongs to one practice for good.
    case roomNotRecorded
    /// Too many changes wait to be committed.
    case overloaded
}

/// The changes of one room that belong together: all of them are kept, or none.
public struct JournalEntry: Equatable, Sendable {
    public var room: RoomID
    public var changes: [RoomChange]

    public init(room: RoomID, changes: [RoomChange]) {
        self.room = room
        self.changes = changes
    }
}
