import PortalCore
import SignalingProtocol
import Storage

/// To those who can let somebody in who waits (H8). Subjects say when alone, since they are shown on locked screens; the text
/// says whom, by the initials of the record, which mean something to those who work there and to nobody else.
extension Correspondence {
    /// Obsolete when they wait no more, a host has come, another mail has told of them, or the reader may not host.
    func waiting(_ notice: Notice, in id: BookingID, for reader: StaffID) async throws -> Draft? {
        guard let staff = try await portal.store.staff(reader, in: practice.id), let session = try await openSession(id),
            staff.mayHost(session.booking), let people = try await waiting(for: notice.call, in: session.booking)
        else { return nil }
        return draft("clientWaiting", notice.call, session, people, for: recipient(staff), open: places.staffJoin(id))
    }

    /// Obsolete, further, where the practice has no address or wants no such mail any more.
    func stillWaiting(_ notice: Notice, in id: BookingID) async throws -> Draft? {
        guard practice.practiceAlertMinutes != nil, let email = practice.contact.email, let session = try await openSession(id),
            let people = try await waiting(for: notice.call, in: session.booking)
        else { return nil }
        let recipient = Recipient(name: nil, email: email, language: practice.language)
        var draft = draft("clientStillWaiting", notice.call, session, people, for: recipient, open: places.today)
        draft.letter.footer = speech(practice.language).words("mail.clientStillWaiting.footer", ["practice": practice.name.text])
        return draft
    }

    private func openSession(_ id: BookingID) async throws -> BookedSession? {
        try await portal.store.session(id, in: practice.id).flatMap { $0.booking.isCancelled ? nil : $0 }
    }

    /// Who waits, longest first, if somebody has to be called about it.
    private func waiting(for call: Call?, in booking: Booking) async throws -> [ParticipantRecord]? {
        guard let call, let people = try await portal.journal.waiting(in: [booking.room])[booking.room],
            people.contains(where: { call.who == nil || ($0.subject == call.who && $0.waitingSince == call.since) }),
            await !portal.isHosted(booking.room), try await !portal.store.isAnswered(call, in: practice.id, now: now)
        else { return nil }
        return people
    }

    private func draft(
        _ group: String, _ call: Call?, _ session: BookedSession, _ people: [ParticipantRecord], for recipient: Recipient,
        open place: String
    ) -> Draft {
        let speech = speech(recipient.language)
        let words = speech.words
        let shown = people.prefix(Self.mostNamed).map { person in
            let since = speech.time(person.waitingSince ?? person.since)
            return words("mail.clientWaiting.person", ["who": initials(of: person, words), "since": since])
        }
        let more = people.count > shown.count ? [words("mail.clientWaiting.more", ["count": "\(people.count - shown.count)"])] : []
        let since = call?.since ?? now
        let values = [
            "time": speech.time(session.booking.startsAt), "since": speech.time(since), "clinician": session.clinician.name.text,
        ]
        return draft(
            for: recipient, group, values, list: Letter.List(label: words("mail.clientWaiting.who"), items: shown + more), open: place)
    }

    /// How many a mail names: more than come to one session.
    private static let mostNamed = 10

    /// Of the record's name, which staff gave them. What somebody calls themselves is said nowhere.
    private func initials(of person: ParticipantRecord, _ words: Words) -> String {
        if person.link != nil { return words("mail.clientWaiting.visitor") }
        return initials(of: person.verifiedName ?? "") ?? words("mail.clientWaiting.somebody")
    }

    /// - Returns: `nil` if there are none.
    func initials(of name: String) -> String? {
        let letters = name.split(separator: " ").compactMap { $0.first(where: \.isLetter) }
        return letters.isEmpty ? nil : letters.prefix(3).map { "\($0.uppercased())." }.joined(separator: "\u{a0}")
    }
}
