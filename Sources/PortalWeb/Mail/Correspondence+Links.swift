import PortalCore
import SignalingProtocol
import Storage

/// To visitors, with the link that lets them in (H6).
extension Correspondence {
    /// Obsolete where the link opens nothing any more, or the session is over or cancelled.
    func linked(_ id: LinkID) async throws -> Draft? {
        guard let link = try await portal.store.link(id), link.practice == practice.id, let email = link.terms.email,
            link.revokedAt == nil, practice.isSharingEnabled, !link.isExpired(at: now),
            let session = try await portal.store.session(link.booking, in: practice.id), !session.booking.isCancelled,
            practice.joinWindow(for: session.booking).hardEnd > now
        else { return nil }
        let language = link.terms.language ?? practice.language
        let text = try await invitation(link)
        return Draft(
            to: Recipient(email: email, language: language),
            letter: letter(link, session, saying: text, speech(language)))
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
        var closing = [words("mail.directLink.yours")]
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
