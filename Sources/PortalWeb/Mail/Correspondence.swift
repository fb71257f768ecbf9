import Foundation
import Mustache
import PortalCore
import SignalingProtocol
import Storage

/// One notice of a practice on its way into words: what it is about is looked up now, so that it is true when it is sent.
struct Correspondence: Sendable {
    let portal: Portal
    let practice: Practice
    let now: Instant

    var places: Places { Places(practice: practice.slug) }

    /// Times are on the practice's clocks, as on its pages.
    func speech(_ language: Language) -> Speech {
        Speech(words: portal.pages.catalogue[language], language: language, zone: practice.timeZone)
    }

    /// A page's address. The public one, whatever host a request named.
    func address(_ path: String) -> String { portal.settings.publicURL + path }

    func greeting(_ name: DisplayName?, _ words: Words) -> String {
        name.map { words("mail.greeting", ["name": $0.text]) } ?? words("mail.greetingPlain")
    }

    /// A moment in a sentence: day, time, and the zone, since readers may be elsewhere.
    func moment(_ moment: Instant, _ speech: Speech) -> [String: String] {
        ["day": speech.dayInSentence(moment, now: now), "time": speech.time(moment), "zone": practice.timeZone.city]
    }

    /// The draft as it is sent.
    ///
    /// - Throws: `DeliveryFailure` where the installation has no address to send from.
    func write(_ draft: Draft, for item: OutboxItem) throws -> MailMessage {
        guard let sender = portal.settings.mailSender else { throw DeliveryFailure(.configuration, .noRoad) }
        let words = portal.pages.catalogue[draft.to.language]
        let view = LetterView(draft.letter, from: practice, language: draft.to.language, words: words)
        let reply = practice.contact.email.map { MailMessage.Mailbox(name: practice.name.text, address: $0) }
        return MailMessage(
            id: MessageID(item.sequence, of: practice.id, from: sender),
            from: MailMessage.Mailbox(name: practice.name.text, address: sender),
            to: MailMessage.Mailbox(name: draft.to.name?.text, address: draft.to.email), replyTo: reply,
            subject: draft.letter.subject, text: try portal.pages.text("letter-text", view),
            html: try portal.pages.text("letter-html", view), calendars: draft.calendars, language: draft.to.language, date: now)
    }
}

extension Pages {
    /// - Parameter template: a name under `web/templates/mail`.
    func text(_ template: String, _ content: some Sendable) throws -> String {
        guard let text = library.render(content, withTemplate: "mail/\(template)") else { throw Problem.internalError }
        return text
    }
}
