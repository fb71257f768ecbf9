import GRDB
import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

extension QueryPlanTests {
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
            (
                "booking_client_by_client",
                {
                    _ = try await store.assignmentRemainder(
                        of: house.client.id, hostedBy: house.clinician.id, in: practice)
                }
            ),
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
            (
                "booking_by_clinician",
                { _ = try await store.countSessionsToCome(of: house.clinician.id, in: practice, endingAfter: start) }
            ),
            ("link_by_booking", { _ = try await store.links(to: booking.id, in: practice) }),
            ("login_session_by_login", { try await store.endSessions(of: login, in: practice, now: start) }),
            ("autoindex_audit", { _ = try await store.audit(of: practice) }),
            ("audit_by_actor", { _ = try await store.audit(of: practice, matching: AuditFilter(actor: "system")) }),
            ("audit_by_act", { _ = try await store.audit(of: practice, matching: AuditFilter(act: "login")) }),
            ("audit_by_object", { _ = try await store.audit(of: practice, matching: AuditFilter(object: "x")) }),
            ("audit_by_time", { _ = try await store.audit(of: practice, matching: AuditFilter(time: day)) }),
            ("receipt_by_client", { _ = try await store.receipts(of: HistoryOwner(clients: clients), in: practice, limit: 50) }),
            (
                "booking_account_by_account",
                { _ = try await store.countReceipts(of: HistoryOwner(clients: [], account: house.account.id), in: practice) }
            ),
            (
                "receipt_by_booking",
                {
                    let owner = HistoryOwner(clients: clients, account: house.account.id)
                    _ = try await store.receipts(of: owner, in: practice, limit: 50, offset: 50)
                }
            ),
            (
                "autoindex_receipt",
                { _ = try await store.receipt("receipt", of: HistoryOwner(clients: clients, account: house.account.id), in: practice) }
            ),
            ("receipt_by_booking", { _ = try await store.receipts(of: booking.id, in: practice) }),
            (
                "booking_account_by_account",
                {
                    let owner = HistoryOwner(clients: clients, account: house.account.id)
                    _ = try await store.history(of: owner, in: practice, endedBy: start, limit: 50)
                }
            ),
            (
                "booking_account_by_account",
                {
                    let owner = HistoryOwner(clients: clients, account: house.account.id)
                    _ = try await store.upcoming(of: owner, in: practice, isBooked: true, endingAfter: start, limit: 50, offset: 50)
                }
            ),
            (
                "booking_client_by_client",
                { _ = try await store.countUpcoming(of: HistoryOwner(clients: clients), in: practice, endingAfter: start) }
            ),
            (
                "booking_client_by_client",
                { _ = try await store.countSessions(of: house.client.id, in: practice, isPast: false, isBooked: true, now: start) }
            ),
            ("api_key_by_maker", { _ = try await store.apiKeys(of: practice) }),
            ("key_hash=?", { _ = try await store.apiKey(secret: "vestibule_x", now: start) }),
            ("autoindex_webhook", { _ = try await store.webhooks(of: practice) }),
            ("outbox_by_webhook", { _ = try await store.lastNotice(to: "hook", in: practice) }),
            ("INTEGER PRIMARY KEY", { _ = try await store.commands(after: 0) }),
            ("outbox_due", { _ = try await store.takeOutbox(dueAt: start, limit: 10) }),
            ("outbox_by_practice", { _ = try await store.outbox(of: practice, in: .failed) }),
            ("outbox_by_booking", { _ = try await store.outbox(about: booking.id, in: practice) }),
            ("outbox_by_booking", { _ = try await store.outbox(about: SeriesID.random(), in: practice) }),
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
}
