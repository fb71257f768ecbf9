import PortalCore
import SignalingProtocol
import Storage

/// To visitors, with the link that lets them in (H6).
extension Correspondence {
    /// Obsolete where the link opens nothing any more, or the session is over or cancelled.
    func linked(_ id: LinkID) async throws -> Draft? {
        guard let invited = try await invited(id), portal.maySend(invited.link, to: invited.session.booking, in: practice)
        else { return nil }
        let text = try await invitation(invited.link)
        return Draft(to: invited.to, letter: letter(invited.link, invited.session, saying: text, speech(invited.to.language)))
    }

    /// The session is at another time: the link again, with words that say so.
    func linkMoved(_ id: LinkID) async throws -> Draft? {
        guard let invited = try await invited(id), var draft = try await linked(id) else { return nil }
        let speech = speech(draft.to.language)
        draft.letter.subject = speech.words("mail.linkMoved.subject", moment(invited.session.booking.startsAt, speech))
        draft.letter.greeting = greeting(nil, speech.words)
        draft.letter.opening = [Letter.Paragraph(speech.words("mail.linkMoved.lead"))]
        return draft
    }

    /// The session doesn't take place: there is nothing to open.
    func linkCancelled(_ id: LinkID) async throws -> Draft? {
        guard let invited = try await invited(id), invited.session.booking.isCancelled, invited.session.booking.endsAt > now
        else { return nil }
        let speech = speech(invited.to.language)
        let words = speech.words
        let letter = Letter(
            subject: words("mail.linkCancelled.subject", moment(invited.session.booking.startsAt, speech)),
            greeting: greeting(nil, words), opening: [Letter.Paragraph(words("mail.linkCancelled.lead"))],
            facts: facts(invited.session, speech), quote: reason(invited.session.booking, words),
            closing: [words("mail.linkCancelled.ask")], footer: words("mail.linkCancelled.footer", ["practice": practice.name.text]))
        return Draft(to: invited.to, letter: letter)
    }

    /// What the mail of a link says: words for this one link, else the practice's own, else the standard ones.
    func invitation(_ link: DirectLink) async throws -> FreeText {
        if let message = link.message { return message }
        if let own = try await portal.store.text(.invitation, of: practice.id) { return own }
        let words = portal.pages.catalogue[link.terms.language ?? practice.language]
        return try FreeText(words("mail.directLink.standard"), as: .invitation)
    }

    /// The whole mail, as it is sent and as it is shown before.
    func letter(_ link: DirectLink, _ session: BookedSession, saying text: FreeText, _ speech: Speech) -> Letter {
        let words = speech.words
        var closing = [bearers(of: link.terms, words)]
        if link.terms.isBoundToDevice { closing.append(words("mail.directLink.firstDevice")) }
        if let end = link.terms.expiresAt { closing.append(words("mail.directLink.expires", moment(end, speech))) }
        return Letter(
            subject: words("mail.directLink.subject", moment(session.booking.startsAt, speech)), greeting: nil,
            opening: text.paragraphs.map { Letter.Paragraph($0) }, facts: facts(session, speech),
            action: Letter.Action(
                text: words("mail.directLink.open"), url: portal.links.address(of: link, publicURL: portal.settings.publicURL)),
            closing: closing, footer: words("mail.footerLink", ["practice": practice.name.text]))
    }
}

extension Correspondence {
    /// A link, the session that it is for, and who reads about them.
    private struct Invited {
        let link: DirectLink
        let session: BookedSession
        let to: Recipient
    }

    /// - Returns: `nil` where there is no such link here, or it has no address.
    private func invited(_ id: LinkID) async throws -> Invited? {
        guard let link = try await portal.store.link(id), link.practice == practice.id, let email = link.terms.email,
            let session = try await portal.store.session(link.booking, in: practice.id)
        else { return nil }
        return Invited(
            link: link, session: session, to: Recipient(email: email, language: link.terms.language ?? practice.language))
    }

    /// For how many people a link is, and whether to pass it on.
    private func bearers(of terms: DirectLink.Terms, _ words: Words) -> String {
        guard !terms.isBoundToDevice, terms.useLimit != 1 else { return words("mail.directLink.yours") }
        guard let limit = terms.useLimit else { return words("mail.directLink.any") }
        return words("mail.directLink.several", ["count": "\(limit)"])
    }
}
