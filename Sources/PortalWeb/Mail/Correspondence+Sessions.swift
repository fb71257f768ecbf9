import PortalCore
import SignalingProtocol
import Storage

/// To clients, about their sessions (V2, C0). Who else a session is booked for is never told.
extension Correspondence {
    func booked(_ id: BookingID, _ client: ClientID) async throws -> Draft? {
        guard let matter = try await firstAhead(id, client) else { return nil }
        let others = try await othersAhead(of: matter)
        var draft = session(matter, "sessionBooked", closing: ["mail.enter", noLogin])
        draft.letter.list = list(others, "mail.series", for: matter.to)
        attach([matter] + others, "mail", to: &draft)
        return draft
    }

    /// - Parameter others: What was moved by the same act: as far as it is still to come, its files go with the mail.
    func moved(_ id: BookingID, with others: [BookingID]?, _ client: ClientID) async throws -> Draft? {
        let all = try await matters(id, with: others, client).filter { $0.isAhead(now) }
        guard let matter = all.first else { return nil }
        let rest = Array(all.dropFirst())
        var draft = session(matter, "sessionMoved", closing: ["mail.enter", noLogin])
        draft.letter.list =
            rest.isEmpty
            ? list(try await othersAhead(of: matter), "mail.series", for: matter.to) : list(rest, "mail.sessionMoved.series", for: matter.to)
        attach(all, "mail.sessionMoved", to: &draft)
        return draft
    }

    /// The time is as it was.
    func handedOver(_ id: BookingID, _ client: ClientID) async throws -> Draft? {
        guard let matter = try await matter(id, client), matter.isAhead(now) else { return nil }
        var draft = session(matter, "sessionHandedOver", closing: ["mail.enter", noLogin])
        attach([matter], "mail.sessionMoved", to: &draft)
        return draft
    }

    /// Also to somebody who is no longer among those whom the session is for.
    ///
    /// - Parameter others: What was cancelled by the same act.
    func cancelled(_ id: BookingID, with others: [BookingID]?, _ client: ClientID) async throws -> Draft? {
        let all = try await matters(id, with: others, client).filter { !$0.isOn && $0.session.booking.endsAt > now }
        guard let matter = all.first else { return nil }
        var draft = session(matter, "sessionCancelled", isOpen: false, closing: ["mail.sessionCancelled.again"])
        draft.letter.list = list(Array(all.dropFirst()), "mail.sessionCancelled.series", for: matter.to)
        attach(all, "mail.sessionCancelled", to: &draft)
        draft.letter.quote = reason(matter.session.booking, speech(draft.to.language).words)
        return draft
    }

    /// Why a session was cancelled, if staff said so.
    func reason(_ booking: Booking, _ words: Words) -> Letter.Quote? {
        guard case .cancelled(let reason?) = booking.status, let text = try? FreeText(reason, as: .cancelReason) else { return nil }
        return Letter.Quote(label: words("mail.sessionCancelled.reason"), paragraphs: text.paragraphs.map { Letter.Paragraph($0) })
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
            return session(matter, "reminderDay", closing: ["mail.enter", noLogin])
        case .hourBefore:
            return session(matter, "reminderHour", closing: ["mail.enter", noLogin])
        }
    }
}

extension Correspondence {
    /// How somebody who can't log in yet gets there, at this practice.
    private var noLogin: String {
        guard practice.identity.usesPasswords else { return "mail.noLoginCodes" }
        return practice.identity.offersSignUp ? "mail.noLogin" : "mail.noLoginAsk"
    }

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
        return try await sessions(of: series, like: matter).first { $0.isAhead(now) }
    }

    /// A session and those of its series that changed with it, in their order.
    private func matters(_ id: BookingID, with others: [BookingID]?, _ client: ClientID) async throws -> [Matter] {
        guard let matter = try await matter(id, client) else { return [] }
        guard let others, let series = matter.session.booking.series else { return [matter] }
        let changed = Set(others + [id])
        return try await sessions(of: series, like: matter).filter { changed.contains($0.session.booking.id) }
    }

    /// The other sessions of a series that are still to come.
    private func othersAhead(of matter: Matter) async throws -> [Matter] {
        guard let series = matter.session.booking.series else { return [] }
        return try await sessions(of: series, like: matter).filter {
            $0.session.booking.id != matter.session.booking.id && $0.isAhead(now)
        }
    }

    private func sessions(of series: SeriesID, like matter: Matter) async throws -> [Matter] {
        try await portal.store.sessions(of: series, in: practice.id).map { Matter(session: $0, client: matter.client, to: matter.to) }
    }

    private func list(_ matters: [Matter], _ label: String, for reader: Recipient) -> Letter.List? {
        guard !matters.isEmpty else { return nil }
        let speech = speech(reader.language)
        return Letter.List(label: speech.words(label), items: matters.map { when($0.session.booking, speech) })
    }

    /// Adds a file for each session, and says what it is for.
    ///
    /// - Parameter group: Has the words for one file and for several.
    private func attach(_ matters: [Matter], _ group: String, to draft: inout Draft) {
        draft.calendars = matters.enumerated().compactMap { index, matter in
            let fileName = index == 0 ? "invite.ics" : "invite-\(matter.session.booking.time.localStart.date).ics"
            return calendar(matter.session, isAttending: matter.isOn, to: matter.to, fileName: fileName)
        }
        guard !draft.calendars.isEmpty else { return }
        let words = speech(draft.to.language).words
        draft.letter.closing.append(words(draft.calendars.count == 1 ? "\(group).calendar" : "\(group).calendars"))
    }

    /// "Tuesday 24 November, 14:00 – 14:50 (Toronto time)".
    func when(_ booking: Booking, _ speech: Speech) -> String {
        var values = moment(booking.startsAt, speech)
        values["hours"] = speech.hours(booking.startsAt, booking.endsAt)
        values["day"] = speech.fullDate(booking.startsAt, now: now)
        return speech.words("mail.moment", values)
    }

    /// - Parameters:
    ///   - words: The group under `mail` that has its subject and first sentence.
    ///   - isOpen: Whether there is something to open on the day.
    private func session(_ matter: Matter, _ group: String, isOpen: Bool = true, closing: [String]) -> Draft {
        let speech = speech(matter.to.language)
        let words = speech.words
        let booking = matter.session.booking
        let window = practice.joinWindow(for: booking)
        var values = moment(booking.startsAt, speech)
        values["opens"] = speech.time(window.opensAt)
        values["closes"] = speech.time(window.closesAt)
        values["clinician"] = matter.session.clinician.name.text
        let action = Letter.Action(text: words("mail.openPortal"), url: address(places.portal))
        let letter = Letter(
            subject: words("mail.\(group).subject", values), greeting: greeting(matter.to.name, words),
            opening: [Letter.Paragraph(words("mail.\(group).lead", values))], facts: facts(matter.session, speech),
            action: isOpen ? action : nil, closing: closing.map { words($0, values) },
            footer: words("mail.footerClient", ["practice": practice.name.text]))
        return Draft(to: matter.to, letter: letter)
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
}
