import PortalCore
import SignalingProtocol

/// A letter as its templates want it, with the practice around it.
struct LetterView: Sendable {
    /// `fr` or `en`.
    let locale: String
    let practiceName: String
    let subject: String
    let greeting: String?
    let opening: [Letter.Paragraph]
    let hasFacts: Bool
    let facts: [Letter.Fact]
    let list: Letter.List?
    let quote: Letter.Quote?
    let action: ActionView?
    let code: Letter.Code?
    let closing: [String]
    let reach: ReachView?
    let footer: String
    /// What stands between a label and what it is about, in plain text.
    let colon: String

    struct ActionView: Sendable {
        let text: String
        let url: String
        let orCopy: String
    }

    /// How to reach the practice: on every mail.
    struct ReachView: Sendable {
        let title: String
        let telephone: String?
        let telephoneUri: String?
        let email: String?
        let hours: String?
    }

    init(_ letter: Letter, from practice: Practice, language: Language, words: Words) {
        locale = language.rawValue
        practiceName = practice.name.text
        subject = letter.subject
        greeting = letter.greeting
        opening = letter.opening
        hasFacts = !letter.facts.isEmpty
        facts = letter.facts
        list = letter.list
        quote = letter.quote
        action = letter.action.map { ActionView(text: $0.text, url: $0.url, orCopy: words("mail.orCopy")) }
        code = letter.code
        closing = letter.closing
        let contact = PracticeView(practice)
        let title = words("mail.reach", ["practice": practice.name.text])
        reach =
            contact.reachable
            ? ReachView(
                title: title, telephone: contact.telephone, telephoneUri: contact.telephoneUri, email: contact.email,
                hours: contact.hours) : nil
        footer = letter.footer
        colon = words("mail.colon")
    }
}
