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
        return draft(for: recipient(staff), "prospectWaiting", ["name": account.name.text], open: places.prospects)
    }

    /// What a clinician hosts from now on, with the initials of those it is booked for. Obsolete as far as it is over, cancelled, or
    /// somebody else's by now.
    func takenOver(_ id: BookingID, with others: [BookingID]?, by clinician: StaffID) async throws -> Draft? {
        guard let staff = try await portal.store.staff(clinician, in: practice.id), staff.isActive else { return nil }
        var sessions: [BookedSession] = []
        for id in [id] + (others ?? []) {
            guard let session = try await portal.store.session(id, in: practice.id), session.clinician.id == clinician,
                !session.booking.isCancelled, session.booking.endsAt > now
            else { continue }
            sessions.append(session)
        }
        guard let first = sessions.first else { return nil }
        let reader = recipient(staff)
        let speech = speech(reader.language)
        let shown = sessions.prefix(Self.mostListed).map { session in
            let clients = session.clients.compactMap { initials(of: $0.name.text) }.joined(separator: ", ")
            return speech.words("mail.sessionTakenOver.session", ["when": when(session.booking, speech), "clients": clients])
        }
        let left = sessions.count - shown.count
        let more = left > 0 ? [speech.words("mail.clientWaiting.more", ["count": "\(left)"])] : []
        let list = Letter.List(label: speech.words("mail.sessionTakenOver.list"), items: shown + more)
        let group = sessions.count == 1 ? "sessionTakenOver" : "sessionsTakenOver"
        var values = moment(first.booking.startsAt, speech)
        values["count"] = "\(sessions.count)"
        return draft(
            for: reader, group, values, list: list,
            open: sessions.count == 1 ? places.staffSession(first.booking.id) : places.calendar)
    }

    /// How many sessions a mail lists.
    private static let mostListed = 20

    /// - Parameter recipient: Somebody who works at the practice, or the practice itself.
    func draft(
        for recipient: Recipient, _ group: String, _ values: [String: String], list: Letter.List? = nil, open place: String
    ) -> Draft {
        let words = speech(recipient.language).words
        return Draft(
            to: recipient,
            letter: Letter(
                subject: words("mail.\(group).subject", values), greeting: greeting(recipient.name, words),
                opening: [Letter.Paragraph(words("mail.\(group).lead", values))], list: list,
                action: Letter.Action(text: words("mail.\(group).action"), url: address(place)),
                footer: words("mail.footerLogin", ["practice": practice.name.text])))
    }

    func recipient(_ staff: Staff) -> Recipient {
        Recipient(name: staff.name, email: staff.email, language: staff.language ?? practice.language)
    }
}
