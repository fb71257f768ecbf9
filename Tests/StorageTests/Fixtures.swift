import Foundation
import GRDB
import PortalCore
import SignalingProtocol

@testable import Storage

let start = Instant(milliseconds: 1_800_000_000_000)

/// A store with one practice, a clinician, and a client who has an account.
struct House {
    let store: PortalStore
    let practice: Practice
    let clinician: Staff
    let client: Client
    let account: Account

    init(_ store: PortalStore? = nil, slug: String = "laurier") async throws {
        self.store = try store ?? .inMemory()
        practice = try await self.store.createPractice(
            slug: Slug(slug), name: .parse("Clinique Laurier"), timeZone: zone(), language: .french, now: start)
        clinician = try await self.store.createStaff(
            in: practice.id, role: .clinician, name: .parse("Élise Gagnon"), email: EmailAddress("elise@example.org"), now: start)
        client = try await self.store.createClient(
            in: practice.id, name: .parse("Nadia Tremblay"), email: EmailAddress("nadia@example.org"), now: start)
        account = try await self.store.createAccount(
            in: practice.id, email: EmailAddress("nadia@example.org"), name: .parse("Nadia"), isVerified: true, now: start)
        try await self.store.associate(account.id, with: client.id, in: practice.id, now: start)
    }

    func book(_ minutesFromStart: Int = 0, clients: [ClientID]? = nil, clinician: StaffID? = nil) async throws -> Booking {
        try await store.createBooking(
            in: practice.id, clinician: clinician ?? self.clinician.id, clients: clients ?? [client.id],
            time: time(minutesFromStart),
            now: start)
    }

    func commands() async throws -> [RoomCommand] { try await store.commands(after: 0).map(\.command) }
}

struct NoSuchZone: Error {}

func zone() throws -> TimeZone {
    guard let zone = TimeZone.named("America/Montreal") else { throw NoSuchZone() }
    return zone
}

func time(_ minutesFromStart: Int, minutes: Int = 50) throws -> SessionTime {
    try SessionTime(startsAt: start + .seconds(minutesFromStart * 60), in: zone(), minutes: minutes, now: start)
}

func hash(_ byte: UInt8) throws -> SecretHash {
    guard let hash = SecretHash(bytes: Array(repeating: byte, count: 32)) else { throw NoSuchZone() }
    return hash
}

/// A directory of its own, gone after the test.
func withDirectory<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appending(path: "vestibule-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
}

extension DatabaseReader {
    /// The steps of SQLite's plan for a statement.
    func plan(_ sql: String, _ arguments: StatementArguments) async throws -> [String] {
        try await read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map { try $0.value("detail") }
        }
    }
}
