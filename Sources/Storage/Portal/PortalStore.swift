import GRDB
import PortalCore
import SignalingProtocol

/// Everything that the portal keeps: `portal.sqlite`. Each area has a file of its own.
///
/// Functions read or write in one transaction each. What they throw beside ``PortalStoreError`` is a failure of the database.
public struct PortalStore: Sendable {
    let database: any DatabaseWriter
    /// In whose name changes are written down.
    let actor: Actor
    private let committed: @Sendable () -> Void

    /// Opens the file, makes it if it isn't there, and brings its schema up to date.
    ///
    /// - Parameter committed: Called after each commit, so that rooms and the outbox in the same process take up what was
    ///   written for them at once.
    /// - Throws: ``DatabaseFileError``, or a failure of SQLite.
    public init(path: String, committed: @escaping @Sendable () -> Void = {}) throws {
        try self.init(database: DatabaseFile.open(path), committed: committed)
    }

    /// A store in memory, gone with its last copy: for tests.
    public static func inMemory(committed: @escaping @Sendable () -> Void = {}) throws -> PortalStore {
        try PortalStore(database: DatabaseFile.inMemory(), committed: committed)
    }

    init(database: any DatabaseWriter, committed: @escaping @Sendable () -> Void = {}) throws {
        try PortalSchema.migrator.bringUpToDate(database)
        self.init(database: database, actor: .system, committed: committed)
    }

    private init(database: any DatabaseWriter, actor: Actor, committed: @escaping @Sendable () -> Void) {
        self.database = database
        self.actor = actor
        self.committed = committed
    }

    /// The same store, for somebody: what is changed by it is written down as theirs.
    public func acting(as actor: Actor) -> PortalStore { PortalStore(database: database, actor: actor, committed: committed) }

    /// Whether a change would be kept, now.
    public func isWritable() async -> Bool { await DatabaseFile.isWritable(database) }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let value = try await writeQuietly(body)
        committed()
        return value
    }

    /// A change that gives rooms, the staff's feeds and the outbox nothing new to do: strangers who try to log in cause some.
    func writeQuietly<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await Self.typed { try await database.write(body) }
    }

    /// A row that points to something that isn't there, or belongs to another practice, was asked for by somebody's id.
    private static func typed<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY
        { throw PortalStoreError.notFound }
    }
}

/// Why the portal's store refused.
public enum PortalStoreError: Error, Equatable, Sendable {
    /// There is no such thing in this practice.
    case notFound
    case slugTaken
    /// Somebody of the same kind has that address in this practice.
    case emailTaken
    /// A cancelled booking can't be changed any more.
    case bookingCancelled
    /// A booking needs 1 to ``Booking/clientLimit`` clients, each of them once and none of them archived.
    case badClients
    /// The clinician has another session then.
    case slotTaken
    /// Nobody can have come to a session that hasn't begun.
    case notBegun
    /// There is a receipt for that session and client that counts.
    case alreadyPaid
    /// A practice has given out its last receipt number.
    case receiptNumbersUsedUp
    /// Fees are agreed on in the practice's currency: another one would change what they are.
    case currencyInUse
    /// A practice has as many services as it can have.
    case tooManyServices
    /// A practice has as many keys in use as it can have.
    case tooManyKeys
    /// A practice has as many webhooks as it can have.
    case tooManyWebhooks
    /// Its owner has logged in: staff give it no starter password any more (A3).
    case accountInUse
    /// Links can't be made while the practice has sharing switched off.
    case sharingDisabled
    /// One link was opened by more browsers than ``PortalStore/visitorsPerLink``.
    case tooManyVisitors
    /// A link lets no further browser in: it is used up, or bound to another one.
    case linkTaken(RefusalReason)
}
