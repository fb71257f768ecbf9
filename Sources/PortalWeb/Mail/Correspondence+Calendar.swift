import Foundation
import PortalCore
import SignalingProtocol
import Storage

extension Correspondence {
    /// A session for the recipient's calendar: it enters, changes or strikes out the one that earlier mails entered.
    ///
    /// Each session has a file of its own, those of a series too.
    /// - SeeAlso: Decision 0024, why.
    func calendar(_ session: BookedSession, isAttending: Bool, to: Recipient, fileName: String) -> CalendarPart? {
        guard let sender = portal.settings.mailSender, let url = URL(string: address(places.portal)) else { return nil }
        let words = speech(to.language).words
        let event = CalendarEvent(
            session.booking, host: url.host() ?? sender.domain, isAttending: isAttending, language: to.language,
            summary: words("mail.calendarTitle", ["practice": practice.name.text]),
            description: words("mail.calendarText", ["clinician": session.clinician.name.text, "portal": address(places.portal)]),
            location: words("mail.online"), url: url,
            organizer: CalendarEvent.Person(name: practice.name.text, email: sender),
            attendee: CalendarEvent.Person(name: to.name?.text ?? to.email.text, email: to.email))
        return CalendarPart(.invitation(to: event, now: now), fileName: fileName)
    }
}
