import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/code`: "look into your mail", for the browser that asked: after signing up, changing the address, or to log in by code.
/// The code in the mail can be typed here, and only here (A8, C4).
struct CodeRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get("code", use: show).post("code", use: check) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        guard let challenge = try await asked(request, context) else { return try over(request, context) }
        return try page(challenge, [], .ok, request, context)
    }

    func check(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard let challenge = try await asked(request, context) else { return try over(request, context) }
        if context.form["send"] == "mail", offersMail(challenge, request) { return try await sendMail(challenge, request, context) }
        let words = portal.pages.words(context)
        let typed = context.form["code"]
        guard !typed.isEmpty else {
            return try page(challenge, [ErrorLine(field: "code", text: words("code.missing"))], .unprocessableContent, request, context)
        }
        // Nobody's challenge has a code too, which nobody was sent: it is as wrong as any other.
        guard challenge.login != nil, portal.challenges.isCode(typed, of: challenge.id) else {
            try await portal.store.countFailedTry(at: challenge.id, in: practice.id)
            guard let left = try await asked(request, context) else { return try over(request, context) }
            let tries = Challenge.tries - left.failedTries
            let text = tries == 1 ? words("code.wrongLast") : words("code.wrong", ["count": "\(tries)"])
            let error = ErrorLine(field: "code", text: text)
            return try page(left, [error], .unprocessableContent, request, context)
        }
        return try await meet(challenge, practice, request, context)
    }

    /// Whether a code can be sent by mail instead: for every address alike, whatever road the first one took.
    private func offersMail(_ challenge: Challenge, _ request: Request) -> Bool {
        challenge.purpose == .loginCode && portal.settings.sendsTexts && !isByMail(request)
    }

    /// Whether the code was wanted by mail, as the address says it.
    private func isByMail(_ request: Request) -> Bool { FormFields(request.uri.query ?? "")["by"] == "mail" }

    /// Sends another code, by mail: no text message came. It counts as any that is asked for.
    private func sendMail(_ challenge: Challenge, _ request: Request, _ context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard let email = challenge.email else { return try over(request, context) }
        if let seconds = try await portal.mailWait(to: email, request, context) {
            let error = ErrorLine.tooManyMails(seconds, field: "code", portal.pages.words(context))
            return try page(challenge, [error], .tooManyRequests, request, context).retrying(after: seconds)
        }
        let key = try AskedCookie.Key()
        let another = try await portal.store(for: request, context).requestLoginCode(
            for: email, browser: key.browser, onlyKnownClients: practice.identity.admitsOnlyKnownClients, byMail: true,
            in: practice.id, now: portal.now())
        return portal.ask(another, key, at: .client, in: practice, page: Places(practice: practice.slug).codeByMail)
    }

    private func meet(
        _ challenge: Challenge, _ practice: Practice, _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let places = Places(practice: practice.slug)
        if challenge.purpose == .loginCode {
            guard let login = try await portal.store.meetLoginCode(challenge.id, in: practice.id, now: portal.now()) else {
                return try over(request, context)
            }
            return try await portal.logIn(login, in: practice, to: places.account, request: request, context: context)
        }
        let store = challenge.login.map { portal.store(for: $0, request, context) } ?? portal.store
        guard let account = try await store.confirmEmail(challenge.id, by: .asker, in: practice.id, now: portal.now()) else {
            return try over(request, context)
        }
        // Who signed up chose the password in this very browser a moment ago.
        guard challenge.purpose == .verifyEmail, context.login == nil else { return portal.confirmed(account, practice, context) }
        return try await portal.logIn(
            .account(account.id), in: practice, to: "\(places.account)?done=confirmed", request: request, context: context)
    }

    private func asked(_ request: Request, _ context: PortalContext) async throws -> Challenge? {
        try await portal.asked(request, at: .client, in: context.requirePractice())
    }

    private func page(
        _ challenge: Challenge, _ errors: [ErrorLine], _ status: HTTPResponse.Status, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let view = StepView(
            code: challenge, road: road(challenge, request), errors: errors, places: Places(practice: try context.requirePractice().slug),
            words: portal.pages.words(context))
        return try portal.pages.render("step", view, request: request, context: context, status: status)
    }

    private func road(_ challenge: Challenge, _ request: Request) -> StepView.CodeRoad {
        offersMail(challenge, request) ? .textOrMail : isByMail(request) ? .mailInstead : .mail
    }

    /// The code was used, is too old, had too many wrong tries, or belongs to another browser.
    private func over(_ request: Request, _ context: PortalContext) throws -> Response {
        let words = portal.pages.words(context)
        let view = StepView(
            title: words("code.overTitle"), lead: [words("code.overLead")],
            links: [StepLink(url: Places(practice: try context.requirePractice().slug).portal, text: words("code.again"))],
            words: words)
        return try portal.pages.render("step", view, request: request, context: context)
    }
}

extension Portal {
    /// An address is confirmed: whoever is logged in with its account goes on there, others are asked to log in.
    func confirmed(_ account: Account, _ practice: Practice, _ context: PortalContext) -> Response {
        let places = Places(practice: practice.slug)
        guard case .client(let login)? = context.login, login.account.id == account.id else {
            return .redirect(to: "\(places.login(.client))?done=confirmed", type: .normal)
        }
        return .redirect(to: "\(places.account)?done=confirmed", type: .normal)
    }
}
