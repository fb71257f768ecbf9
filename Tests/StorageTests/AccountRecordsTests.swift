import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("What is kept about an account")
struct AccountRecordsTests {
    @Test func `M2 the history is whole, in parts, latest first`() async throws {
        let house = try await House()
        var booked: [BookingID] = []
        for number in 0..<7 { booked.append(try await house.book(number * 60).id) }
        let owner = HistoryOwner(clients: [house.client.id])
        let end = start + .seconds(6 * 3_600)
        let (store, practice) = (house.store, house.practice.id)
        #expect(try await store.countHistory(of: owner, in: practice, endedBy: end) == 6)
        let first = try await store.history(of: owner, in: practice, endedBy: end, limit: 4)
        let rest = try await store.history(of: owner, in: practice, endedBy: end, limit: 4, offset: 4)
        #expect((first + rest).map(\.booking.id) == booked.prefix(6).reversed())
        #expect(try await store.countHistory(of: HistoryOwner(clients: []), in: practice, endedBy: end) == 0)
    }

    @Test func `M8 the records of an account hold nothing of anybody else`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let marc = try await store.createClient(in: practice, name: .parse("Marc"), email: nil, now: start)
        let joint = try await house.book(clients: [house.client.id, marc.id])
        _ = try await house.book(120, clients: [marc.id])
        let other = try await store.createAccount(
            in: practice, email: EmailAddress("marc@example.org"), name: .parse("Marc"), isVerified: true, now: start)
        try await store.startSession(LoginSession(practice: practice, login: .account(house.account.id), now: start), token: hash(1))
        try await store.startSession(LoginSession(practice: practice, login: .account(other.id), now: start), token: hash(2))
        let mine = store.acting(as: Actor(.account(house.account.id), from: "192.0.2.1"))
        try await mine.appendAudit("account.data_downloaded", on: house.account.id.rawValue, in: practice, now: start)
        let owner = HistoryOwner(clients: [house.client.id])
        let records = try await store.records(of: house.account.id, and: owner, in: practice)
        #expect(records.sessions.map(\.booking.id) == [joint.id])
        #expect(!records.notices.isEmpty && records.notices.allSatisfy { $0.client == house.client.id })
        #expect(records.logins.count == 1)
        #expect(records.acts.map(\.act) == ["account.data_downloaded"])
    }

    @Test func `a profile changes by what is given, and says so once`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        let changed = try await store.changeProfile(of: house.account.id, language: .english, in: practice, now: start)
        #expect(changed.language == .english && changed.name == house.account.name)
        _ = try await store.changeProfile(of: house.account.id, language: .english, in: practice, now: start)
        let renamed = try await store.changeProfile(of: house.account.id, name: .parse("Nadège"), in: practice, now: start)
        #expect(renamed.name.text == "Nadège" && renamed.language == .english)
        let notes = try await store.audit(of: practice).filter { $0.act == "account.profile_changed" }
        #expect(notes.compactMap(\.detail?.text).sorted() == ["fields=language", "fields=name"])
        await #expect(throws: PortalStoreError.notFound) {
            _ = try await store.changeProfile(of: "nobody", language: .english, in: practice, now: start)
        }
    }

    @Test func `downloads are slowed down, and others aren't by them`() async throws {
        let house = try await House()
        let (store, practice) = (house.store, house.practice.id)
        for _ in 1...3 { #expect(try await store.countDataDownload(of: house.account.id, in: practice, now: start) == nil) }
        #expect(try await store.countDataDownload(of: house.account.id, in: practice, now: start) == start + .seconds(600))
        #expect(try await store.countDataDownload(of: "other", in: practice, now: start) == nil)
        #expect(try await store.countDataDownload(of: house.account.id, in: practice, now: start + .seconds(600)) == nil)
    }
}
