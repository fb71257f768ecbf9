import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

extension QueryPlanTests {
    @Test func `no change of the portal walks through a whole table`() async throws {
        let recorder = Recorder()
        let store = try PortalStore(database: recorder.database())
        let house = try await House(store)
        let statements = try await recorder.recording {
            try await changeSessions(house)
            try await workOffTheOutbox(house)
            try await changePeople(house)
            try await changeLogins(house)
        }
        #expect(statements.count > 50)
        try await expectIndexes(for: statements, in: store.database)
    }

    /// Everything that happens to a session, once.
    private func changeSessions(_ house: House) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let paul = try await store.createStaff(
            in: practice, role: .clinician, name: .parse("Paul"), email: EmailAddress("paul@example.org"), now: start)
        let service = try await store.createService(in: practice, name: .parse("x"), minutes: 50, now: start)
        _ = try await store.service(service.id, in: practice)
        _ = try await store.updateService(service.id, in: practice, now: start) { $0.fee = 100 }
        let week = 7 * 24 * 60
        let slots = try [0, week, 2 * week].map { SessionPlan.Slot(try time($0), mayOverlap: false) }
        let series = try await store.book(
            SessionPlan(clinician: house.clinician.id, clients: [house.client.id], slots: slots), in: practice, now: start)
        let first = try #require(series.first)
        _ = try await store.moveBooking(first.id, in: practice, to: time(60), mayOverlap: false, now: start)
        _ = try await store.handOverBooking(first.id, in: practice, to: paul.id, mayOverlap: false, now: start)
        _ = try await store.charge(service.charge, for: first.id, in: practice, now: start)
        _ = try await store.recordAttendance(.attended, at: first.id, in: practice, now: start + .seconds(7_200))
        _ = try await store.moveSeries(from: first.id, in: practice, to: time(120), mayOverlap: false, now: start)
        let link = try await store.createLink(to: first.id, in: practice, now: start)
        _ = try await store.use(of: link.id, in: practice, cookie: hash(1))
        _ = try await store.revokeLink(link.id, in: practice, now: start)
        try await store.sendCommand(.reopened, to: first.room, in: practice, now: start)
        try await store.forgetCommands(upTo: 1, writtenBefore: start)
        _ = try await store.cancelBooking(first.id, in: practice, reason: nil, now: start)
        let second = try #require(series.dropFirst().first)
        _ = try await store.cancelSeries(from: second.id, in: practice, reason: nil, now: start)
    }

    private func workOffTheOutbox(_ house: House) async throws {
        let (store, practice) = (house.store, house.practice.id)
        for channel in NoticeChannel.allCases { _ = try await store.nextOutboxDue(on: channel) }
        for item in try await store.takeOutbox(on: .mail, dueAt: start, limit: 1) {
            try await store.postponeOutboxItem(item.sequence, until: start, failure: "x")
            try await store.endOutboxItem(item.sequence, as: .failed, failure: "x", now: start)
            try await store.resendOutboxItem(item.sequence, in: practice, now: start)
        }
    }

    /// Records, accounts and staff that change.
    private func changePeople(_ house: House) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let zoe = try await store.createClient(
            in: practice, name: .parse("Zoé Roy"), email: EmailAddress("zoe@example.org"), now: start)
        _ = try await store.clients(named: zoe.name, of: nil, in: practice)
        _ = try await store.clients(named: zoe.name, of: house.clinician.id, in: practice)
        _ = try await store.updateClient(zoe.id, in: practice, now: start) { $0.language = .english }
        _ = try await store.archiveClient(zoe.id, in: practice, now: start)
        _ = try await store.restoreClient(zoe.id, in: practice, now: start)
        let account = try await store.openPortal(
            to: zoe.id, in: practice, email: EmailAddress("zoe@example.org"), phc: "phc", now: start)
        try await store.setStarterPassword("phc", of: account.id, in: practice, now: start)
        try await store.setMobile(MobileNumber("514 555-0142"), of: account.id, in: practice, now: start)
        try await store.disableAccount(account.id, in: practice, now: start)
        try await store.enableAccount(account.id, in: practice, now: start)
        try await store.deactivateStaff(house.clinician.id, in: practice, now: start)
        _ = try await store.secret(named: "x", orStoring: [1], now: start)
    }

    /// Passwords and what they are asked for.
    private func changeLogins(_ house: House) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let login = LoginID.account(house.account.id)
        try await store.setPassword("phc", of: login, in: practice, now: start)
        _ = try await store.password(of: login, in: practice)
        let attempt = LoginAttempt(form: .account, email: house.account.email, address: "192.0.2.1")
        _ = try await store.countAttempt(attempt, in: practice, now: start)
        try await store.forgiveAttempt(attempt, in: practice)
        let reset = try await store.startChallenge(
            .resetPassword, of: login, email: nil, in: practice, now: start, notice: nil)
        _ = try await store.resetPassword(reset.id, phc: "phc", in: practice, now: start)
        let invited = try await store.startChallenge(
            .staffInvitation, of: .staff(house.clinician.id), email: nil, in: practice, now: start, notice: nil)
        _ = try await store.acceptInvitation(invited.id, phc: "phc", in: practice, now: start)
    }
}
