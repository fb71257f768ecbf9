import PortalCore
import SignalingProtocol
import Testing

@testable import Storage

/// What is done in a portal, for the statements that it takes.
extension QueryPlanTests {
    /// Every act of logins, once.
    func walkThroughAccounts(_ store: PortalStore, in practice: PracticeID) async throws {
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
    func useClients(_ store: PortalStore, _ house: House, _ booking: Booking) async throws {
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
    func walkThroughReceipts(_ house: House, _ booking: Booking) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let payment = Payment(
            client: house.client.id, net: Money(minorUnits: 1, .canadianDollar), isTaxed: false, method: .cash,
            paidOn: try #require(LocalDate("2027-01-15")), service: "x", language: .french)
        for currency in [Currency.euro, .canadianDollar] {
            _ = try? await store.updatePractice(practice, now: start) { $0.currency = currency }
        }
        _ = try await store.countSessionsToCome(of: house.clinician.id, in: practice, endingAfter: start)
        let issued = try await store.issueReceipt(payment, for: booking.id, in: practice, now: start)
        _ = try await store.voidReceipt(issued.id, of: booking.id, in: practice, because: VoidReason("x"), now: start)
        _ = try await store.receipts(of: booking.id, in: practice)
        let owner = HistoryOwner(clients: [house.client.id, "x"], account: house.account.id)
        _ = try await store.receipts(of: owner, in: practice, limit: 50)
        _ = try await store.countReceipts(of: owner, in: practice)
        _ = try await store.receipt(issued.id, of: owner, in: practice)
        _ = try await store.upcoming(of: owner, in: practice, endingAfter: start, limit: 50)
        _ = try await store.upcoming(of: owner, in: practice, isBooked: true, endingAfter: start, limit: 1)
        _ = try await store.countUpcoming(of: owner, in: practice, endingAfter: start)
        _ = try await store.countSessions(of: house.client.id, in: practice, isPast: false, isBooked: true, now: start)
        _ = try await store.history(of: owner, in: practice, endedBy: start, limit: 50)
        _ = try await store.countHistory(of: owner, in: practice, endedBy: start)
        _ = try await store.records(of: house.account.id, and: owner, in: practice)
        _ = try await store.changeProfile(of: house.account.id, language: .english, in: practice, now: start)
        _ = try await store.countDataDownload(of: house.account.id, in: practice, now: start)
    }

    /// Every act of keys and webhooks, once.
    func walkThroughPrograms(_ house: House, _ booking: Booking) async throws {
        let (store, practice) = (house.store, house.practice.id)
        let (key, secret) = try await store.createAPIKey(name: .parse("Agenda"), scopes: [.readClients], in: practice, now: start)
        _ = try await store.apiKey(secret: secret, now: start)
        _ = try await store.apiKey(key.id, in: practice)
        _ = try await store.apiKeys(of: practice)
        try await store.revokeAPIKey(key.id, in: practice, now: start)
        let webhook = try await store.createWebhook(
            WebAddress("https://program.example"), events: [.participantLeft], in: practice, now: start)
        try await store.takeUp(RoomEvent(room: booking.room, kind: .left, subject: "account:x", since: start), now: start)
        try await store.takeUp(RoomEvent(room: booking.room, kind: .waiting, subject: "account:x", since: start), now: start)
        for item in try await store.takeOutbox(on: .mail, dueAt: start + .seconds(3_600), limit: 50) where item.notice.call != nil {
            _ = try await store.isAnswered(try #require(item.notice.call), in: practice, now: start)
            try await store.endDelivered(item, asOf: start)
        }
        try await store.testWebhook(webhook.id, in: practice, now: start)
        _ = try await store.lastNotice(to: webhook.id, in: practice)
        try await store.renewWebhookSecret(webhook.id, in: practice, now: start)
        try await store.removeWebhook(webhook.id, in: practice, now: start)
    }
}
