import Documents
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Synchronization
import Testing

/// A whole portal on SQLite in memory: two practices, people with logins, a session at 14:00, and a clock to turn.
///
/// The clock starts at 13:45 in Toronto, inside the join window.
struct World: Sendable {
    static let zone = TimeZone(identifier: "America/Toronto") ?? .gmt
    static let start = moment("2026-11-24T13:45")
    static let password = "correct horse battery"

    let clock = Clock(start)
    let signed = Signed()
    let store: PortalStore
    let journal: JournalStore
    let portal: Portal
    let passwords = PasswordHasher()
    let settings: PortalSettings
    let key: ServerKey
    let practice: Practice
    let other: Practice
    let owner: Staff
    let elise: Staff
    let paul: Staff
    let nadia: Client
    let marc: Client
    let nadiasAccount: Account
    /// Today, 14:00 to 14:50, Élise with Nadia.
    let session: Booking
    /// Today, 16:00, Paul with Marc.
    let marcsSession: Booking
    /// In the other practice, today, 14:00.
    let elsewhere: Booking
    let outsider: Staff

    init(publicURL: String = "http://localhost", trustedProxies: Set<String> = []) async throws {
        let now = Self.start
        store = try PortalStore.inMemory()
        journal = try JournalStore.inMemory()
        let made = try await store.createPractice(
            slug: Slug("laurier"), name: .parse("Clinique Laurier"), timeZone: Self.zone, language: .french, now: now
        )
        practice = try await store.updatePractice(made.id, now: now) {
            $0.contact = Practice.Contact(
                telephone: try Telephone("514 555-0142"), email: try EmailAddress("accueil@laurier.example"))
        }
        other = try await store.createPractice(
            slug: Slug("elm"), name: .parse("Elm Street Practice"), timeZone: Self.zone, language: .english, now: now
        )
        let people = People(store: store, now: now, phc: try await Self.hash)
        owner = try await people.staff(practice, .owner, "Odile Roy", "odile@laurier.example")
        elise = try await people.staff(practice, .clinician, "Élise Gagnon", "elise@laurier.example")
        paul = try await people.staff(practice, .clinician, "Paul Otis", "paul@laurier.example")
        outsider = try await people.staff(other, .clinician, "Olga Elm", "olga@elm.example")
        nadia = try await people.client(practice, "Nadia Tremblay")
        marc = try await people.client(practice, "Marc Lévesque")
        let stranger = try await people.client(other, "Sam Stone")
        nadiasAccount = try await people.account(practice, "Nadia Tremblay", "nadia@mail.example", for: nadia)
        _ = try await people.account(practice, "Marc Lévesque", "marc@mail.example", for: marc)
        _ = try await people.account(practice, "Petra Prospect", "petra@mail.example", for: nil)
        _ = try await people.account(other, "Sam Stone", "sam@mail.example", for: stranger)
        session = try await people.booking(practice, elise, [nadia], "2026-11-24T14:00")
        marcsSession = try await people.booking(practice, paul, [marc], "2026-11-24T16:00")
        elsewhere = try await people.booking(other, outsider, [stranger], "2026-11-24T14:00")
        settings = PortalSettings(
            publicURL: publicURL, signalingURL: publicURL.replacing("http", with: "ws"), issuer: "vestibule",
            trustedProxies: trustedProxies
        )
        key = try #require(ServerKey(bytes: Array(repeating: UInt8(7), count: 32)))
        portal = Portal(
            store: store, journal: journal, settings: settings, files: try await Self.files, serverKey: key, sign: signed.room, signStaff: signed.staff,
            passwords: passwords, printReceipt: Self.print, now: clock.now
        )
    }

    /// Runs a test against the router. What it logs is watched.
    func test(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await Application(router: portal.router(), logger: WatchedLog.logger).test(.router, body)
    }

    func people() async throws -> People { People(store: store, now: Self.start, phc: try await Self.hash) }

    static func moment(_ local: String) -> Instant {
        LocalDateTime(local)?.resolve(in: zone).first ?? Instant(milliseconds: 0)
    }

    static let webRoot = URL(filePath: #filePath).appending(path: "../../../web").standardizedFileURL

    /// Read once for all tests.
    private static let read = Task { try await WebFiles(root: webRoot) }
    static var files: WebFiles { get async throws { try await read.value } }

    private static let printer = ReceiptPrinter()
    /// As the program prints receipts.
    @Sendable static func print(_ sheet: ReceiptSheet) async throws -> [UInt8] { try await printer.print(sheet) }

    /// One hash for everybody: a new one for each would be most of a test's time.
    private static let hashed = Task { try await PasswordHasher().hash(password) }
    private static var hash: String { get async throws { try await hashed.value } }
}

/// A clock that stands still until it is turned.
final class Clock: Sendable {
    private let value: Mutex<Instant>
    init(_ start: Instant) { value = Mutex(start) }
    @Sendable func now() -> Instant { value.withLock { $0 } }
    func set(_ local: String) { value.withLock { $0 = World.moment(local) } }
    func advance(_ time: Duration) { value.withLock { $0 = $0 + time } }
}

/// Signs nothing, and remembers what it was asked to sign.
final class Signed: Sendable {
    private let grants = Mutex<[RoomGrant]>([])
    private let staffGrants = Mutex<[StaffGrant]>([])
    @Sendable func room(_ grant: RoomGrant) async throws -> String {
        grants.withLock { $0.append(grant) }
        return "token-\(grant.id)"
    }
    @Sendable func staff(_ grant: StaffGrant) async throws -> String {
        staffGrants.withLock { $0.append(grant) }
        return "staff-token"
    }
    var last: RoomGrant? { grants.withLock { $0.last } }
    var lastStaff: StaffGrant? { staffGrants.withLock { $0.last } }
}

/// Makes people and sessions.
struct People: Sendable {
    let store: PortalStore
    let now: Instant
    let phc: String

    func staff(_ practice: Practice, _ role: Staff.Role, _ name: String, _ email: String) async throws -> Staff {
        let staff = try await store.createStaff(
            in: practice.id, role: role, name: .parse(name), email: EmailAddress(email), now: now
        )
        try await store.setPassword(phc, of: .staff(staff.id), in: practice.id, now: now)
        return staff
    }

    func client(_ practice: Practice, _ name: String) async throws -> Client {
        try await store.createClient(in: practice.id, name: .parse(name), email: EmailAddress("c@mail.example"), now: now)
    }

    func account(
        _ practice: Practice, _ name: String, _ email: String, for client: Client?, isVerified: Bool = true
    ) async throws -> Account {
        let account = try await store.createAccount(
            in: practice.id, email: EmailAddress(email), name: .parse(name), isVerified: isVerified, now: now
        )
        try await store.setPassword(phc, of: .account(account.id), in: practice.id, now: now)
        if let client { try await store.associate(account.id, with: client.id, in: practice.id, now: now) }
        return account
    }

    func booking(_ practice: Practice, _ clinician: Staff, _ clients: [Client], _ local: String) async throws -> Booking {
        let start = try #require(LocalDateTime(local))
        return try await store.createBooking(
            in: practice.id, clinician: clinician.id, clients: clients.map(\.id),
            time: SessionTime(localStart: start, in: practice.timeZone, minutes: 50, now: now), now: now
        )
    }
}
