import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

@Suite("Query plans")
struct QueryPlanTests {
    @Test func `no query of the portal walks through a whole table`() async throws {
        let recorder = Recorder()
        let store = try PortalStore(database: recorder.database())
        let house = try await House(store)
        let booking = try await house.book()
        let practice = house.practice.id
        let statements = try await recorder.recording {
            _ = try await store.practice(slug: house.practice.slug)
            _ = try await store.staff(email: house.clinician.email, in: practice)
            _ = try await store.activeStaff(in: practice)
            _ = try await store.clients(in: practice, matching: "nad")
            _ = try await store.account(email: house.account.email, in: practice)
            _ = try await store.clientLogin(house.account.id, in: practice)
            _ = try await store.logins(of: house.client.id, in: practice)
            _ = try await store.sessions(of: [house.client.id], in: practice, endingAfter: start)
            _ = try await store.sessions(of: [house.client.id], in: practice, endedBy: start + .seconds(86_400))
            _ = try await store.sessions(startingIn: start..<(start + .seconds(1)), in: practice)
            _ = try await store.sessions(startingIn: start..<(start + .seconds(1)), in: practice, clinician: house.clinician.id)
            _ = try await store.sessions(overlapping: time(0), of: house.clinician.id, in: practice)
            _ = try await store.sessions(during: start..<(start + .seconds(604_800)), in: practice)
            _ = try await store.followers(of: booking, now: start)
            _ = try await store.services(in: practice)
            _ = try await store.session(room: booking.room)
            _ = try await store.sessionAnywhere(booking.id)
            let link = try await store.createLink(to: booking.id, in: practice, now: start)
            _ = try await store.links(to: booking.id, in: practice)
            _ = try await store.link(link.id)
            _ = try await store.visitor(of: link.id, in: practice, cookie: hash(1), now: start)
            _ = try await store.uses(of: [link.id], in: practice)
            _ = try await store.revokeLinks(to: booking.id, in: practice, now: start)
            _ = try? await store.sendLink(link.id, in: practice, message: nil, now: start)
            _ = try await store.outboxCount(of: practice, in: .failed)
            _ = try await store.undeliveredInvitations(of: practice)
            _ = try await store.invited(by: "nobody", in: practice)
            _ = try await store.countAttempt(
                LoginAttempt(form: .account, email: house.account.email, address: "192.0.2.1"), in: practice, now: start)
            try await store.startSession(
                LoginSession(practice: practice, login: .account(house.account.id), now: start), token: hash(1))
            try await store.endSession(token: hash(1), in: practice, now: start)
            try await store.endSessions(of: .account(house.account.id), in: practice, now: start)
            _ = try await store.updatePractice(practice, now: start) { $0.isSharingEnabled = false }
            try await store.setText(FreeText("x", as: .terms), as: .terms, of: practice, now: start)
            try await store.setText(nil, as: .terms, of: practice, now: start)
            _ = try await store.text(.invitation, of: practice)
            try await store.setLogo(
                Logo(type: .png, width: 1, height: 1, changedAt: start), image: [1], of: practice, now: start)
            _ = try await store.logoImage(of: practice)
            try await store.removeLogo(of: practice, now: start)
            _ = try await store.team(of: practice)
            _ = try await store.joinedStaff(of: practice)
            try await store.updateProfile(of: house.clinician.id, in: practice, now: start) { $0.language = .english }
            let owner = try await store.createStaff(
                in: practice, role: .owner, name: .parse("Odile"), email: EmailAddress("odile@example.org"), now: start)
            _ = try await store.changeTeam(house.clinician.id, .role(.admin), by: owner.id, in: practice, now: start)
            _ = try await store.commands(after: 0)
            _ = try await store.commands(writtenAfter: start)
            _ = try await store.audit(of: practice)
            _ = try await store.auditCount(of: practice)
            _ = try await store.audit(of: practice, matching: AuditFilter(), after: 2)
            _ = try await store.verifyAudit(of: practice)
            _ = try await store.auditedThings([house.client.id.rawValue, booking.id.rawValue], in: practice)
            _ = try await store.takeOutbox(dueAt: start, limit: 10)
            _ = try await store.backlog(now: start)
            _ = try await store.outbox(about: booking.id, in: practice)
            try await store.forgetOutbox(endedBefore: start)
            let challenge = try await store.startChallenge(
                .resetPassword, of: .account(house.account.id), email: nil, in: practice, now: start, notice: nil)
            _ = try await store.challenge(challenge.id, in: practice, now: start)
            try await store.countFailedTry(at: challenge.id, in: practice)
            _ = try await store.challenge(challenge.id, boundTo: hash(1), in: practice, now: start)
            try await walkThroughAccounts(store, in: practice)
            try await useClients(store, house, booking)
            try await walkThroughReceipts(house, booking)
            try await walkThroughPrograms(house, booking)
        }
        #expect(statements.count > 50)
        try await expectIndexes(for: statements, in: store.database)
    }

    @Test func `no query of the journal walks through a whole table`() async throws {
        let recorder = Recorder()
        let journal = try JournalStore(database: recorder.database())
        try await journal.record([.room(Rooms.record()), .participant(Rooms.participant(.waiting))], in: "room")
        let statements = try await recorder.recording {
            _ = try await journal.load("room")
            _ = try await journal.facts(about: "account:nadia", cameBy: "link", in: "room")
            _ = try await journal.waiting(in: ["room", "other"])
            _ = try await journal.rooms(of: "account:nadia", in: "practice")
            _ = try await journal.liveRooms()
            _ = try await journal.census()
            try await journal.record([.tokenSpent("token", expiresAt: start)], in: "room")
            try await journal.forgetTokens(expiredBefore: start)
            _ = try await journal.consumedCommand()
            _ = try await journal.heldCommands()
            _ = try await journal.isHolding(for: "room", of: "practice")
            try await journal.forget(try await journal.events())
        }
        #expect(statements.count > 10)
        try await expectIndexes(for: statements, in: journal.database)
    }

    func expectIndexes(for statements: Set<String>, in database: any DatabaseWriter) async throws {
        for sql in statements.sorted() {
            let steps = try await database.plan(sql, [])
            // A covering index that holds only what is asked for may be read from end to end.
            // `theirs` is a subquery: the few sessions of some clients.
            let walks = steps.filter { step in
                step.hasPrefix("SCAN") && !["participant_present", "CONSTANT ROW", "theirs"].contains { step.contains($0) }
            }
            #expect(walks.isEmpty, "\(walks) in \(sql)")
        }
    }
}
