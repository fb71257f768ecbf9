import PortalCore
import SignalingProtocol
import Storage

/// To those who work at the practice.
extension Correspondence {
    /// Obsolete once the account is associated, or where the reader oversees the practice no more.
    func prospect(_ id: AccountID, for reader: StaffID) async throws -> Draft? {
        guard let staff = try await portal.store.staff(reader, in: practice.id), staff.isActive, staff.role.overseesPractice,
            let account = try await portal.store.account(id, in: practice.id), account.disabledAt == nil,
            try await portal.store.clients(of: id, in: practice.id).isEmpty
        else { return nil }
        return draft(for: staff, "prospectWaiting", ["name": account.name.text], open: places.prospects)
    }

    /// Obsolete when nobody waits any more or a host has come (H8). Whom it is about the mail doesn't say: it may be read anywhere.
    func waiting(in id: BookingID, since: Instant, for reader: StaffID) async throws -> Draft? {
        guard let staff = try await portal.store.staff(reader, in: practice.id),
            let session = try await portal.store.session(id, in: practice.id), !session.booking.isCancelled,
            staff.mayHost(session.booking), try await isWaitedFor(session.booking.room)
        else { return nil }
        let speech = speech(staff.language ?? practice.language)
        let values = ["time": speech.time(session.booking.startsAt), "since": speech.time(since)]
        return draft(for: staff, "clientWaiting", values, open: places.staffJoin(id))
    }

    private func isWaitedFor(_ room: RoomID) async throws -> Bool {
        guard try await portal.journal.waiting(in: [room])[room]?.isEmpty == false else { return false }
        return await !portal.isHosted(room)
    }

    private func draft(for staff: Staff, _ group: String, _ values: [String: String], open place: String) -> Draft {
        let language = staff.language ?? practice.language
        let words = speech(language).words
        return Draft(
            to: Recipient(name: staff.name, email: staff.email, language: language),
            letter: Letter(
                subject: words("mail.\(group).subject", values), greeting: greeting(staff.name, words),
                opening: [Letter.Paragraph(words("mail.\(group).lead", values))],
                action: Letter.Action(text: words("mail.\(group).action"), url: address(place)),
                footer: words("mail.footerLogin", ["practice": practice.name.text])))
    }
}
