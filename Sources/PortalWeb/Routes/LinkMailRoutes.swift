import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/sessions/{booking}/links/{link}/mail`: the mail with a link, looked over and sent (H6).
struct LinkMailRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: send) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let (session, link) = try await mailable(context)
        let text = try await correspondence(context).invitation(link)
        return try page(link, session, typed: text.text, shown: text, errors: [], request, context)
    }

    /// Sends it, or shows what the text that was typed makes of it.
    func send(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let (session, link) = try await mailable(context)
        let typed = context.form.exact("text")
        let text: FreeText
        do { text = try FreeText(typed, as: .invitation) } catch let refusal {
            let error = ErrorLine(field: "text", text: portal.pages.words(context)(refusal.linkMailWord))
            let last = try await correspondence(context).invitation(link)
            return try page(link, session, typed: String(typed.prefix(Self.longestTyped)), shown: last, errors: [error], request, context)
        }
        guard context.form["act"] == "send" else {
            return try page(link, session, typed: text.text, shown: text, errors: [], request, context)
        }
        // Words of its own only where it has some: a link that says what all links say follows when that is rewritten.
        var general = link
        general.message = nil
        let message = try await correspondence(context).invitation(general) == text ? nil : text
        _ = try await portal.store(for: request, context).sendLink(link.id, in: practice.id, message: message, now: portal.now())
        let place = Places(practice: practice.slug).staffSession(session.booking.id)
        return .redirect(to: "\(place)?done=\(BookingRoutes.Notice.linkMailed.rawValue)", type: .normal)
    }

    /// As much as is shown again of what can't be taken.
    private static let longestTyped = 4_000

    /// A link that is good and has an address.
    private func mailable(_ context: PortalContext) async throws -> (BookedSession, DirectLink) {
        let practice = try context.requirePractice()
        let session = try await portal.hostedSession(context)
        let link = try await portal.link(of: session, context)
        guard portal.maySend(link, to: session.booking, in: practice) else { throw Problem.notFound }
        return (session, link)
    }

    private func correspondence(_ context: PortalContext) throws -> Correspondence {
        Correspondence(portal: portal, practice: try context.requirePractice(), now: portal.now())
    }

    private func page(
        _ link: DirectLink, _ session: BookedSession, typed: String, shown: FreeText, errors: [ErrorLine], _ request: Request,
        _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let correspondence = try correspondence(context)
        let language = link.terms.language ?? practice.language
        let speech = correspondence.speech(language)
        let letter = LetterView(
            correspondence.letter(link, session, saying: shown, speech), from: practice, language: language, words: speech.words)
        let view = LinkMailView(
            link, letter: letter, typed: typed, language: language, errors: errors, places: Places(practice: practice.slug),
            words: portal.pages.words(context))
        return try portal.pages.render(
            "link-mail", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension Portal {
    /// Whether a link can be sent: it is good, has an address, and there is still something to come to.
    func maySend(_ link: DirectLink, to booking: Booking, in practice: Practice) -> Bool {
        let now = now()
        return link.revokedAt == nil && link.terms.email != nil && !link.isExpired(at: now) && practice.isSharingEnabled
            && !booking.isCancelled && now < practice.joinWindow(for: booking).hardEnd
    }
}

extension TextRefusal {
    /// What is said of the text of a mail that can't be taken.
    var linkMailWord: String {
        switch self {
        case .empty, .tooShort: "links.mailTextEmpty"
        case .tooLong: "links.mailTextLong"
        case .forbiddenCharacter, .malformed: "links.mailTextForbidden"
        }
    }
}
