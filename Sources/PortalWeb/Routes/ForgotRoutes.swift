import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/forgot`: asks for a link to choose a new password (A5, Q20), at either door. What is answered is the same for every
/// address. Where clients log in by code they have nothing to forget, and the page says so.
struct ForgotRoutes {
    let portal: Portal
    let door: Door

    func add(to group: RouterGroup<PortalContext>) { group.get("forgot", use: show).post("forgot", use: ask) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        guard try isOpen(context) else { return try closed(request, context) }
        let isSent = FormFields(request.uri.query ?? "")["done"] == "sent"
        return isSent ? try sent(request, context) : try page("", [], .ok, request, context)
    }

    func ask(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard try isOpen(context) else { return try closed(request, context) }
        let words = portal.pages.words(context)
        let typed = String(context.form["email"].prefix(254))
        guard let email = try? EmailAddress(typed) else {
            return try page(typed, [ErrorLine(field: "email", text: words("signUp.emailWrong"))], .unprocessableContent, request, context)
        }
        if let seconds = try await portal.mailWait(to: email, request, context) {
            return try page(typed, [.tooManyMails(seconds, words)], .tooManyRequests, request, context).retrying(after: seconds)
        }
        try await portal.store(for: request, context)
            .requestPasswordReset(for: email, at: door.form, in: practice.id, now: portal.now())
        return .redirect(to: "\(Places(practice: practice.slug).forgot(door))?done=sent", type: .normal)
    }

    /// Whether there are passwords.
    private func isOpen(_ context: PortalContext) throws -> Bool {
        try door == .staff || context.requirePractice().identity.usesPasswords
    }

    private func closed(_ request: Request, _ context: PortalContext) throws -> Response {
        try portal.closedPage("closed.forgotTitle", "closed.forgotText", request, context)
    }

    private func page(
        _ email: String, _ errors: [ErrorLine], _ status: HTTPResponse.Status, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let words = portal.pages.words(context)
        let places = Places(practice: try context.requirePractice().slug)
        let view = StepView(
            title: words("forgot.title"), lead: [words("forgot.lead")],
            form: StepFormView(
                action: places.forgot(door), submit: words("forgot.submit"),
                fields: [StepField(text: .email(label: words("login.email"), value: email, errors: errors))]),
            errors: errors, links: [StepLink(url: places.login(door), text: words("forgot.back"))], words: words)
        return try portal.pages.render("step", view, request: request, context: context, status: status)
    }

    private func sent(_ request: Request, _ context: PortalContext) throws -> Response {
        let words = portal.pages.words(context)
        let places = Places(practice: try context.requirePractice().slug)
        let view = StepView(
            title: words("forgot.sentTitle"), lead: [words("forgot.sentLead"), words("forgot.sentNothing")],
            links: [
                StepLink(url: places.login(door), text: words("forgot.back")),
                StepLink(url: places.forgot(door), text: words("forgot.again")),
            ], words: words)
        return try portal.pages.render("step", view, request: request, context: context)
    }
}
