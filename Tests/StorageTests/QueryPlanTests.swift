import GRDB
import PortalCore
import SignalingProtocol
import Synchronization
import Testing

@testable import Storage

/// Collects the statements that a database runs.
final class Recorder: Sendable {
    private let statements = Mutex<[String]>([])

    func database() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            db.trace { event in
                guard case .statement(let statement) = event else { return }
                self.statements.withLock { $0.append(statement.expandedSQL) }
            }
        }
        configuration.publicStatementArguments = true
        return try DatabaseQueue(configuration: configuration)
    }

    /// The statements that `body` runs.
    func recording(_ body: () async throws -> Void) async throws -> Set<String> {
        statements.withLock { $0 = [] }
        try await body()
        let verbs = ["SELECT", "UPDATE", "DELETE", "INSERT"]
        return statements.withLock { Set($0.filter { sql in verbs.contains { sql.hasPrefix($0) } }) }
    }
}

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
            _ = try await store.audit(of: practice)
            _ = try await store.auditCount(of: practice)
            _ = try await store.audit(of: practice, matching: AuditFilter(), after: 2)
            _ = try await store.verifyAudit(of: practice)
            _ = try await store.auditedThings([house.client.id.rawValue, booking.id.rawValue], in: practice)
            _ = try await store.takeOutbox(dueAt: start, limit: 10)
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

    /// Every act of logins, once.
    private func walkThroughAccounts(_ store: PortalStore, in practice: PracticeID) async throws {
        let email = try EmailAddress("petra@example.org")
        let signUp = SignUp(email: email, name: try .parse("Petra"), language: .english, phc: "phc")
        for _ in 1...2 { _ = try await store.signUp(signUp, browser: hash(1), in: practice, now: start) }
        let petra = try #require(try await store.account(email: email, in: practice))
        let login = LoginID.account(petra.id)
        let asked = try await store.resendConfirmation(of: petra.id, browser: hash(1), in: practice, now: start)
        _ = try await store.confirmEmail(asked.id, by: .asker, in: practice, now: start)
        let signUpElsewhere = SignUp(email: try EmailAddress("rosa@example.org"), name: try .parse("Rosa"), language: .english, phc: nil)
        for phc in [nil, "phc"] as [String?] {
            let read = try await store.signUp(signUpElsewhere, browser: hash(1), in: practice, now: start)
            _ = try await store.confirmEmail(read.id, by: .reader(phc: phc), in: practice, now: start)
        }
        let change = try await store.requestEmailChange(
            of: petra.id, to: EmailAddress("new@example.org"), browser: hash(1), in: practice, now: start)
        _ = try await store.confirmEmail(change.id, by: .asker, in: practice, now: start)
        try await store.changePassword("phc", of: login, goingOnAs: hash(2), in: practice, now: start)
        try await store.requestPasswordReset(for: email, at: .account, in: practice, now: start)
        let code = try await store.requestLoginCode(
            for: EmailAddress("new@example.org"), browser: hash(1), onlyKnownClients: false, in: practice, now: start)
        _ = try await store.meetLoginCode(code.id, in: practice, now: start)
        let staff = try await store.inviteStaff(
            in: practice, role: .owner, name: .parse("Ada"), email: EmailAddress("ada@example.org"), now: start)
        try await store.resendInvitation(to: staff.id, in: practice, now: start)
        try await store.beginSecondStep(of: staff.id, in: practice)
        _ = try await store.secondStep(of: staff.id, in: practice)
        _ = try await store.confirmSecondStep(of: staff.id, version: 1, step: 1, codes: [hash(3)], in: practice, now: start)
        _ = try await store.recoveryCodesLeft(of: staff.id, in: practice)
        _ = try await store.endSecondStep(of: staff.id, by: .recoveryCode(hash(3)), in: practice, now: start)
        _ = try await store.confirmSecondStep(of: staff.id, version: 2, step: 2, codes: [], in: practice, now: start)
        _ = try await store.resetSecondStep(of: staff.id, in: practice, now: start)
        _ = try await store.countMail(to: email, from: "192.0.2.1", in: practice, now: start)
    }

    /// Every act around client records, once.
    private func useClients(_ store: PortalStore, _ house: House, _ booking: Booking) async throws {
        let practice = house.practice.id
        let prospect = try await store.createAccount(
            in: practice, email: EmailAddress("owen.fraser@example.org"), name: .parse("Owen Fraser"), isVerified: false, now: start)
        _ = try await store.clients(ClientFilter(text: "nad", clinician: house.clinician.id), in: practice, limit: 50)
        _ = try await store.countClients(ClientFilter(isArchived: true), in: practice)
        _ = try await store.client(house.client.id, in: practice, of: house.clinician.id)
        _ = try await store.clients(like: prospect)
        _ = try await store.clinicians(of: house.client.id, in: practice)
        _ = try await store.sessions(of: house.client.id, in: practice, isPast: false, limit: 50, now: start)
        _ = try await store.countSessions(of: house.client.id, in: practice, isPast: true, now: start)
        _ = try await store.prospects(in: practice, limit: 50, now: start)
        _ = try await store.countProspects(in: practice, isDismissed: true)
        _ = try await store.prospect(prospect.id, in: practice)
        _ = try await store.accounts(of: [house.client.id], in: practice)
        _ = try await store.clientsWhoBooked(among: [house.client.id], in: practice)
        _ = try await store.assignableAccounts(of: house.client.id, in: practice)
        _ = try await store.clients(of: booking.id, assignedTo: house.account.id, in: practice)
        try await store.assign(booking.id, of: house.client.id, to: prospect.id, in: practice, now: start)
        try await store.assign(booking.id, of: house.client.id, to: nil, in: practice, now: start)
        _ = try await store.assignAll(of: house.client.id, in: practice, now: start)
        _ = try await store.verifyAccount(prospect.id, in: practice, now: start)
        try await store.associate(prospect.id, with: house.client.id, in: practice, now: start)
        try await store.dissociate(prospect.id, from: house.client.id, in: practice, now: start)
        _ = try await store.archiveClient(house.client.id, in: practice, now: start)
    }

    /// Receipts, and what somebody sees of themselves.
    private func walkThroughReceipts(_ house: House, _ booking: Booking) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let payment = Payment(
            client: house.client.id, net: Money(minorUnits: 1, .canadianDollar), isTaxed: false, method: .cash,
            paidOn: try #require(LocalDate("2027-01-15")), service: "x", language: .french)
        let issued = try await store.issueReceipt(payment, for: booking.id, in: practice, now: start)
        _ = try await store.voidReceipt(issued.id, of: booking.id, in: practice, because: VoidReason("x"), now: start)
        _ = try await store.receipts(of: booking.id, in: practice)
        _ = try await store.receipts(of: [house.client.id, "x"], in: practice, limit: 50)
        _ = try await store.countReceipts(of: [house.client.id, "x"], in: practice)
        let owner = HistoryOwner(clients: [house.client.id, "x"], account: house.account.id)
        _ = try await store.history(of: owner, in: practice, endedBy: start, limit: 50)
        _ = try await store.countHistory(of: owner, in: practice, endedBy: start)
        _ = try await store.records(of: house.account.id, and: owner, in: practice)
        _ = try await store.changeProfile(of: house.account.id, language: .english, in: practice, now: start)
        _ = try await store.countDataDownload(of: house.account.id, in: practice, now: start)
    }

    /// Every act of keys and webhooks, once.
    private func walkThroughPrograms(_ house: House, _ booking: Booking) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let (key, secret) = try await store.createAPIKey(name: .parse("Agenda"), scopes: [.readClients], in: practice, now: start)
        _ = try await store.apiKey(secret: secret, now: start)
        _ = try await store.apiKey(key.id, in: practice)
        _ = try await store.apiKeys(of: practice)
        try await store.revokeAPIKey(key.id, in: practice, now: start)
        let webhook = try await store.createWebhook(
            WebAddress("https://program.example"), events: [.participantLeft], in: practice, now: start)
        try await store.takeUp(RoomEvent(room: booking.room, kind: .left, subject: "account:x", since: start), now: start)
        try await store.testWebhook(webhook.id, in: practice, now: start)
        _ = try await store.lastNotice(to: webhook.id, in: practice)
        try await store.renewWebhookSecret(webhook.id, in: practice, now: start)
        try await store.removeWebhook(webhook.id, in: practice, now: start)
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
            try await journal.record([.tokenSpent("token", expiresAt: start)], in: "room")
            try await journal.forgetTokens(expiredBefore: start)
            _ = try await journal.consumedCommand()
            _ = try await journal.heldCommands()
            _ = try await journal.isHolding(for: "room", of: "practice")
        }
        #expect(statements.count > 8)
        try await expectIndexes(for: statements, in: journal.database)
    }

    @Test func `every list of the portal comes from its own index`() async throws {
        let recorder = Recorder()
        let store = try PortalStore(database: recorder.database())
        let house = try await House(store)
        let booking = try await house.book()
        let (practice, day) = (house.practice.id, start..<(start + .seconds(86_400)))
        let login = LoginID.account(house.account.id)
        let clients: [ClientID] = [house.client.id, "another"]
        let lists: [(index: String, list: () async throws -> Void)] = [
            ("client_in_use", { _ = try await store.clients(in: practice, matching: "nad") }),
            ("client_in_use", { _ = try await store.clients(ClientFilter(), in: practice, limit: 50, offset: 4_950) }),
            ("client_in_use", { _ = try await store.countClients(ClientFilter(text: "nad"), in: practice) }),
            ("client_archived", { _ = try await store.clients(ClientFilter(isArchived: true), in: practice, limit: 50) }),
            (
                "autoindex_client_clinician",
                { _ = try await store.clients(ClientFilter(clinician: house.clinician.id), in: practice, limit: 50) }
            ),
            ("client_by_email", { _ = try await store.clients(like: house.account) }),
            ("client_in_use", { _ = try await store.clients(like: house.account) }),
            ("client_clinician_by_client", { _ = try await store.clinicians(of: house.client.id, in: practice) }),
            ("account_client_by_client", { _ = try await store.accounts(of: clients, in: practice) }),
            ("booking_account_by_client", { _ = try await store.clientsWhoBooked(among: clients, in: practice) }),
            ("booking_account_by_client", { _ = try await store.assignments(of: house.client.id, in: practice) }),
            ("autoindex_booking_account", { _ = try await store.assignmentRemainder(of: house.client.id, in: practice) }),
            ("account_by_association", { _ = try await store.prospects(in: practice, limit: 50, now: start) }),
            ("account_by_association", { _ = try await store.countProspects(in: practice) }),
            (
                "booking_client_by_client",
                {
                    _ = try await store.sessions(
                        of: house.client.id, in: practice, isPast: true, clinician: house.clinician.id, limit: 50, now: start)
                }
            ),
            (
                "booking_account_by_account",
                { _ = try await store.sessions(of: clients, assignedTo: house.account.id, in: practice, endedBy: start) }
            ),
            ("account_client_by_client", { _ = try await store.logins(of: house.client.id, in: practice) }),
            ("booking_client_by_client", { _ = try await store.sessions(of: clients, in: practice, endingAfter: start) }),
            ("booking_client_by_client", { _ = try await store.sessions(of: clients, in: practice, endedBy: start) }),
            ("autoindex_account_client", { _ = try await store.clients(of: house.account.id, in: practice) }),
            ("booking_by_start", { _ = try await store.sessions(startingIn: day, in: practice) }),
            ("booking_by_start", { _ = try await store.sessions(startingIn: day, in: practice, limit: 51, offset: 50) }),
            (
                "booking_by_clinician",
                { _ = try await store.sessions(startingIn: day, in: practice, clinician: house.clinician.id) }
            ),
            ("booking_by_start", { _ = try await store.sessions(during: day, in: practice) }),
            ("booking_by_clinician", { _ = try await store.sessions(during: day, in: practice, clinician: house.clinician.id) }),
            ("booking_by_series", { _ = try await store.sessions(of: "series", in: practice) }),
            ("autoindex_service", { _ = try await store.services(in: practice) }),
            ("booking_by_clinician", { _ = try await store.sessions(overlapping: time(0), of: house.clinician.id, in: practice) }),
            (
                "booking_by_clinician",
                { _ = try await store.sessionsToCome(of: house.clinician.id, in: practice, endingAfter: start) }
            ),
            ("link_by_booking", { _ = try await store.links(to: booking.id, in: practice) }),
            ("login_session_by_login", { try await store.endSessions(of: login, in: practice, now: start) }),
            ("autoindex_audit", { _ = try await store.audit(of: practice) }),
            ("audit_by_actor", { _ = try await store.audit(of: practice, matching: AuditFilter(actor: "system")) }),
            ("audit_by_act", { _ = try await store.audit(of: practice, matching: AuditFilter(act: "login")) }),
            ("audit_by_object", { _ = try await store.audit(of: practice, matching: AuditFilter(object: "x")) }),
            ("audit_by_time", { _ = try await store.audit(of: practice, matching: AuditFilter(time: day)) }),
            ("receipt_by_client", { _ = try await store.receipts(of: clients, in: practice, limit: 50) }),
            ("receipt_by_booking", { _ = try await store.receipts(of: booking.id, in: practice) }),
            (
                "booking_account_by_account",
                {
                    let owner = HistoryOwner(clients: clients, account: house.account.id)
                    _ = try await store.history(of: owner, in: practice, endedBy: start, limit: 50)
                }
            ),
            ("autoindex_api_key", { _ = try await store.apiKeys(of: practice) }),
            ("key_hash=?", { _ = try await store.apiKey(secret: "vestibule_x", now: start) }),
            ("autoindex_webhook", { _ = try await store.webhooks(of: practice) }),
            ("outbox_by_webhook", { _ = try await store.lastNotice(to: "hook", in: practice) }),
            ("INTEGER PRIMARY KEY", { _ = try await store.commands(after: 0) }),
            ("outbox_due", { _ = try await store.takeOutbox(dueAt: start, limit: 10) }),
            ("outbox_by_practice", { _ = try await store.outbox(of: practice, in: .failed) }),
            ("outbox_by_booking", { _ = try await store.outbox(about: booking.id, in: practice) }),
            ("outbox_by_end", { try await store.forgetOutbox(endedBefore: start) }),
        ]
        for (index, list) in lists { try await expect(index, in: recorder.recording(list), of: store.database) }
    }

    @Test func `every list of the journal comes from its own index`() async throws {
        let recorder = Recorder()
        let journal = try JournalStore(database: recorder.database())
        let lists: [(index: String, list: () async throws -> Void)] = [
            ("participant_by_room", { _ = try await journal.facts(about: "account:nadia", cameBy: "link", in: "room") }),
            ("participant_by_subject", { _ = try await journal.rooms(of: "account:nadia", in: "practice") }),
            ("participant_present", { _ = try await journal.liveRooms() }),
            ("held_command_by_sequence", { _ = try await journal.heldCommands() }),
            ("spent_token_by_expiry", { try await journal.forgetTokens(expiredBefore: start) }),
        ]
        for (index, list) in lists { try await expect(index, in: recorder.recording(list), of: journal.database) }
    }

    private func expect(_ index: String, in statements: Set<String>, of database: any DatabaseWriter) async throws {
        var steps: [String] = []
        for sql in statements { steps += try await database.plan(sql, []) }
        #expect(steps.contains { $0.contains(index) }, "\(index) isn't among \(steps)")
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
