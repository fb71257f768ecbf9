import Foundation
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// A portal that writes mail, and a client, an account and staff who read one language.
struct Post {
    let world: World
    let portal: Portal
    let client: Client
    let account: Account
    /// The client's, today at 14:00 with Élise.
    let session: Booking
    let language: Language

    init(
        language: Language = .english, name: String = "Nadia Tremblay", sendsTexts: Bool = false, isHosted: Bool = false
    ) async throws {
        let world = try await World()
        self.world = world
        self.language = language
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.language = language }
        let people = try await world.people()
        client = try await world.store.createClient(
            in: world.practice.id, name: .parse(name), email: EmailAddress("reader@mail.example"), language: language,
            now: World.start)
        account = try await people.account(world.practice, name, "reader@mail.example", for: nil)
        session = try await people.booking(world.practice, world.elise, [client], "2026-11-24T14:00")
        var settings = world.settings
        settings.publicURL = "https://portal.example"
        settings.mailSender = try EmailAddress("no-reply@portal.example")
        settings.sendsTexts = sendsTexts
        portal = Portal(
            store: world.store, journal: world.journal, settings: settings, files: try await World.files, serverKey: world.key, sign: world.signed.room,
            signStaff: world.signed.staff, isHosted: { _ in isHosted }, now: world.clock.now)
    }

    /// What a notice says as a mail; `nil` if it is obsolete.
    func mail(_ notice: Notice) async throws -> MailMessage? {
        guard case .mail(let mail)? = try await message(notice) else { return nil }
        return mail
    }

    func message(_ notice: Notice, on channel: NoticeChannel = .mail) async throws -> OutgoingMessage? {
        try await portal.compose(try await Self.item(notice, on: channel, in: world))
    }

    /// A notice that waits in the outbox.
    static func item(
        _ notice: Notice, on channel: NoticeChannel = .mail, about booking: BookingID? = nil, in world: World
    ) async throws -> OutboxItem {
        try await world.store.enqueue(notice, on: channel, about: booking, in: world.practice.id, now: world.clock.now())
        return try #require(try await world.store.outbox(of: world.practice.id, in: .due).first)
    }

    func book(_ local: String) async throws -> Booking {
        try await world.people().booking(world.practice, world.elise, [client], local)
    }

    func cancelled(_ local: String = "2026-11-25T10:00", reason: String? = "Élise is ill.") async throws -> Booking {
        try await world.store.cancelBooking(try await book(local).id, in: world.practice.id, reason: reason, now: World.start)
    }

    func challenge(_ purpose: Challenge.Purpose, of login: LoginID, _ email: String = "reader@mail.example") async throws -> Challenge {
        try await world.store.startChallenge(
            purpose, of: login, email: EmailAddress(email), in: world.practice.id, now: world.clock.now(), notice: nil)
    }

    func link(_ terms: DirectLink.Terms? = nil) async throws -> DirectLink {
        let email = try EmailAddress("lin@mail.example")
        return try await world.store.createLink(
            to: session.id, in: world.practice.id, terms: terms ?? .init(email: email, language: language), now: World.start)
    }

    private func closedAccount() async throws -> Account {
        let closed = try await world.people().account(world.practice, account.name.text, "closed@mail.example", for: nil)
        _ = try await world.store.changeProfile(of: closed.id, language: language, in: world.practice.id, now: World.start)
        try await world.store.disableAccount(closed.id, in: world.practice.id, now: World.start)
        return closed
    }

    /// A link to a session that was cancelled.
    func lostLink(reason: String?) async throws -> DirectLink {
        let booking = try await book("2026-11-25T12:00")
        let link = try await world.store.createLink(
            to: booking.id, in: world.practice.id, terms: .init(email: EmailAddress("lin@mail.example"), language: language),
            now: World.start)
        _ = try await world.store.cancelBooking(booking.id, in: world.practice.id, reason: reason, now: World.start)
        return link
    }

    /// Somebody waits in the session's room: the account's owner, if nobody is named.
    func wait(
        _ who: String? = nil, as name: String = "Nadia Tremblay", onRecord: String? = nil, link: LinkID? = nil,
        since: Instant = World.start
    ) async throws {
        let room = RoomRecord(terms: world.practice.terms(of: session, hostName: nil))
        let id = who ?? "participant"
        let person = ParticipantRecord(
            id: try #require(ParticipantID(rawValue: id)),
            subject: try who.map { try #require(SubjectID(rawValue: "account:\($0)")) } ?? .account(account.id), role: .participant,
            state: .waiting, displayName: try .parse(name), verifiedName: onRecord, link: link, wasAdmitted: false,
            waitingSince: since, since: since, session: try #require(SessionID(rawValue: id)), resumeHash: ResumeHash(rawValue: "00"))
        try await world.journal.record([.room(room), .participant(person)], in: session.room)
    }

    /// The account's owner still waits, to the practice.
    var stillWaiting: Notice { .clientStillWaiting(session.id, since: World.start, who: .account(account.id)) }

    /// One of each that goes out by mail, and has something to say.
    func everyNotice() async throws -> [Notice] {
        try await wait()
        let later = try await book("2026-11-26T10:00")
        let login = LoginID.account(account.id)
        let old = try EmailAddress("old@mail.example")
        return [
            .sessionBooked(session.id, client.id), .sessionMoved(session.id, client.id),
            .sessionHandedOver(session.id, client.id), .sessionTakenOver(session.id, for: world.elise.id),
            .sessionTakenOver(session.id, for: world.elise.id, with: [later.id]),
            .sessionCancelled(try await cancelled().id, client.id),
            .sessionReminder(later.id, client.id, .dayBefore, startsAt: later.startsAt),
            .sessionReminder(later.id, client.id, .hourBefore, startsAt: later.startsAt), .directLink(try await link().id),
            .linkMoved(try await link().id), .linkCancelled(try await lostLink(reason: "Élise is ill.").id),
            .emailConfirmation(try await challenge(.changeEmail, of: login).id),
            .emailConfirmation(try await challenge(.verifyEmail, of: login).id),
            .passwordReset(try await challenge(.resetPassword, of: login).id),
            .loginCode(try await challenge(.loginCode, of: login).id),
            .staffInvitation(try await challenge(.staffInvitation, of: .staff(world.paul.id)).id), .accountExists(account.id),
            .noAccount(old), .noAccount(try await closedAccount().email), .noStaffLogin(old),
            .loginChanged(login, .password, to: old), .loginChanged(login, .email, to: old),
            .loginChanged(.staff(world.elise.id), .secondStep, to: old),
            .prospectWaiting(account.id, for: world.owner.id),
            .clientWaiting(session.id, since: World.start, for: world.elise.id), stillWaiting,
        ]
    }
}
