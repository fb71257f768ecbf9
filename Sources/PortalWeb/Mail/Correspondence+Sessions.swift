import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// To clients, about their sessions (V2, C0). Who else a session is booked for is never told.
extension Correspondence {
    func booked(_ id: BookingID, _ client: ClientID) async throws -> Draft? {
        guard let matter = try await firstAhead(id, client) else { return nil }
        var draft = session(matter, "sessionBooked", closing: ["mail.enter", "mail.noLogin", "mail.calendar"])
        draft.letter.list = try await others(of: matter, areCancelled: false, "mail.series")
        return draft
    }

    func moved(_ id: BookingID, _ client: ClientID) async throws -> Draft? {
        guard let matter = try await matter(id, client), matter.isAhead(now) else { return nil }
        var draft = session(matter, "sessionMoved", closing: ["mail.enter", "mail.noLogin", "mail.sessionMoved.calendar"])
        draft.letter.list = try await others(of: matter, areCancelled: false, "mail.series")
        return draft
    }

    /// Also to somebody who is no longer among those whom the session is for.
    func cancelled(_ id: BookingID, _ client: ClientID) async throws -> Draft? {
        guard let matter = try await matter(id, client), !matter.isOn, matter.session.booking.endsAt > now else { return nil }
        var draft = session(
            matter, "sessionCancelled", isOpen: false, closing: ["mail.sessionCancelled.again", "mail.sessionCancelled.calendar"])
        draft.letter.list = try await others(of: matter, areCancelled: true, "mail.sessionCancelled.series")
        if case .cancelled(let reason?) = matter.session.booking.status, let text = try? FreeText(reason, as: .cancelReason) {
            let words = speech(draft.to.language).words
            draft.letter.quote = Letter.Quote(
                label: words("mail.sessionCancelled.reason"), paragraphs: text.paragraphs.map { Letter.Paragraph($0) })
        }
        return draft
    }

    /// Obsolete where the session starts at another time, has begun, or the practice sends no such reminders; the one of the day
    /// before also once the other is due.
    func reminded(
        _ reminder: SessionReminder, of id: BookingID, startingAt startsAt: Instant, _ client: ClientID
    ) async throws -> Draft? {
        guard practice.reminders.contains(reminder), now < startsAt, let matter = try await matter(id, client), matter.isOn,
            matter.session.booking.startsAt == startsAt
        else { return nil }
        switch reminder {
        case .dayBefore:
            let other = SessionReminder.hourBefore
            guard !practice.reminders.contains(other) || now < startsAt - other.lead else { return nil }
            return session(matter, "reminderDay", withFile: false, closing: ["mail.enter", "mail.noLogin"])
        case .hourBefore:
            return session(matter, "reminderHour", withFile: false, closing: ["mail.enter", "mail.noLogin"])
        }
    }
}

extension Correspondence {
    /// A session as it concerns one of its clients.
    private struct Matter {
        let session: BookedSession
        let client: Client
        let to: Recipient

        /// Whether it takes place, for this client.
        var isOn: Bool { !session.booking.isCancelled && session.booking.clients.contains(client.id) }
        func isAhead(_ now: Instant) -> Bool { isOn && session.booking.endsAt > now }
    }

    /// - Returns: `nil` without an address: neither the record nor an account that stands for it has one.
    private func matter(_ id: BookingID, _ clientID: ClientID) async throws -> Matter? {
        guard let session = try await portal.store.session(id, in: practice.id),
            let client = try await portal.store.client(clientID, in: practice.id),
            let mailbox = try await portal.mailbox(of: client)
        else { return nil }
        let to = Recipient(name: client.name, email: mailbox.email, language: mailbox.language ?? practice.language)
        return Matter(session: session, client: client, to: to)
    }

    /// What was booked; of a series whose first session doesn't take place any more, the first that does.
    private func firstAhead(_ id: BookingID, _ client: ClientID) async throws -> Matter? {
        guard let matter = try await matter(id, client) else { return nil }
        if matter.isAhead(now) { return matter }
        guard let series = matter.session.booking.series else { return nil }
        return try await portal.store.sessions(of: series, in: practice.id)
            .map { Matter(session: $0, client: matter.client, to: matter.to) }.first { $0.isAhead(now) }
    }

    /// The other sessions of a series that are still to come: one notice stands for all that changed together.
    private func others(of matter: Matter, areCancelled: Bool, _ label: String) async throws -> Letter.List? {
        guard let series = matter.session.booking.series else { return nil }
        let speech = speech(matter.to.language)
        let others = try await portal.store.sessions(of: series, in: practice.id).map(\.booking).filter {
            $0.id != matter.session.booking.id && $0.isCancelled == areCancelled && $0.endsAt > now
                && $0.clients.contains(matter.client.id)
        }
        guard !others.isEmpty else { return nil }
        return Letter.List(label: speech.words(label), items: others.map { when($0, speech) })
    }

    /// "Tuesday 24 November, 14:00 – 14:50 (Toronto time)".
    private func when(_ booking: Booking, _ speech: Speech) -> String {
        var values = moment(booking.startsAt, speech)
        values["hours"] = speech.hours(booking.startsAt, booking.endsAt)
        values["day"] = speech.fullDate(booking.startsAt, now: now)
        return speech.words("mail.moment", values)
    }

    /// - Parameters:
    ///   - words: The group under `mail` that has its subject and first sentence.
    ///   - isOpen: Whether there is something to open on the day.
    ///   - withFile: Whether a file for the calendar goes with it.
    private func session(
        _ matter: Matter, _ group: String, isOpen: Bool = true, withFile: Bool = true, closing: [String]
    ) -> Draft {
        let speech = speech(matter.to.language)
        let words = speech.words
        let booking = matter.session.booking
        let window = practice.joinWindow(for: booking)
        var values = moment(booking.startsAt, speech)
        values["opens"] = speech.time(window.opensAt)
        values["closes"] = speech.time(window.closesAt)
        let action = Letter.Action(text: words("mail.openPortal"), url: address(places.portal))
        let letter = Letter(
            subject: words("mail.\(group).subject", values), greeting: greeting(matter.to.name, words),
            opening: [Letter.Paragraph(words("mail.\(group).lead", values))], facts: facts(matter.session, speech),
            action: isOpen ? action : nil, closing: closing.map { words($0, values) },
            footer: words("mail.footerClient", ["practice": practice.name.text]))
        let file = withFile ? calendar(matter.session, isAttending: matter.isOn, to: matter.to, words) : nil
        return Draft(to: matter.to, letter: letter, calendar: file)
    }

    /// When, with whom and where.
    func facts(_ session: BookedSession, _ speech: Speech) -> [Letter.Fact] {
        let words = speech.words
        return [
            Letter.Fact(label: words("mail.when"), value: when(session.booking, speech)),
            Letter.Fact(label: words("mail.with"), value: session.clinician.name.text),
            Letter.Fact(label: words("mail.where"), value: words("mail.online")),
        ]
    }

    /// The session for the recipient's calendar: it enters, changes or strikes out the one that earlier mails entered.
    private func calendar(_ session: BookedSession, isAttending: Bool, to: Recipient, _ words: Words) -> CalendarPart? {
        guard let sender = portal.settings.mailSender, let url = URL(string: address(places.portal)) else { return nil }
        let event = CalendarEvent(
            session.booking, host: url.host() ?? sender.domain, isAttending: isAttending, language: to.language,
            summary: words("mail.calendarTitle", ["practice": practice.name.text]),
            description: words("mail.calendarText", ["clinician": session.clinician.name.text, "portal": address(places.portal)]),
            location: words("mail.online"), url: url,
            organizer: CalendarEvent.Person(name: practice.name.text, email: sender),
            attendee: CalendarEvent.Person(name: to.name?.text ?? to.email.text, email: to.email))
        let file = ICalendar.invitation(to: event, now: now)
        return CalendarPart(method: CalendarPart.Method(file.method), text: file.text)
    }
}

extension CalendarPart.Method {
    fileprivate init(_ method: ICalendar.Method) {
        switch method {
        case .request: self = .request
        case .cancel: self = .cancel
        case .publish: self = .publish
        }
    }
}
