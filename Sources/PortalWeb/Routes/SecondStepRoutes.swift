import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/second-step`: the code of the authenticator app, or a recovery code, after a right password. For the browser alone
/// that the password came from.
struct SecondStepRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("second-step", use: show).post("second-step", use: check)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        guard try await asked(request, context) != nil else { return try toLogin(context) }
        return try page(FormFields(request.uri.query ?? "")["back"], [], request, context)
    }

    func check(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        guard let challenge = try await asked(request, context), case .staff(let id)? = challenge.login,
            let step = try await portal.store.secondStep(of: id, in: practice.id)
        else { return try toLogin(context) }
        let words = portal.pages.words(context)
        let (typed, back) = (context.form["code"], context.form["back"])
        guard !typed.isEmpty else { return try page(back, [ErrorLine(field: "code", text: words("secondStep.missing"))], request, context) }
        let now = portal.now()
        let login = LoginID.staff(id)
        let store = portal.store(for: login, request, context)
        guard let proof = portal.authenticators.proof(typed, of: id, step: step, now: now),
            try await store.passSecondStep(challenge.id, by: proof, in: practice.id, now: now) != nil
        else {
            try await portal.store.countFailedTry(at: challenge.id, in: practice.id)
            guard try await asked(request, context) != nil else { return try toLogin(context) }
            return try page(back, [ErrorLine(field: "code", text: words("secondStep.wrong"))], request, context)
        }
        if let email = challenge.email {
            let attempt = LoginAttempt(form: .staff, email: email, address: portal.address(of: request, context).text)
            try await portal.store.forgiveAttempt(attempt, in: practice.id)
        }
        let places = Places(practice: practice.slug)
        let place = LocalPath(back, under: places.staff)?.text ?? places.landing(.staff)
        return try await portal.logIn(login, in: practice, to: place, request: request, context: context)
    }

    private func asked(_ request: Request, _ context: PortalContext) async throws -> Challenge? {
        let challenge = try await portal.asked(request, at: .staff, in: context.requirePractice())
        return challenge?.purpose == .secondStep ? challenge : nil
    }

    private func toLogin(_ context: PortalContext) throws -> Response {
        .redirect(to: "\(Places(practice: try context.requirePractice().slug).login(.staff))?done=again", type: .normal)
    }

    private func page(
        _ back: String, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let words = portal.pages.words(context)
        let places = Places(practice: try context.requirePractice().slug)
        let view = StepView(
            title: words("secondStep.title"), lead: [words("secondStep.lead"), words("secondStep.lost")],
            form: StepFormView(
                action: places.secondStep, submit: words("login.submit"),
                fields: [StepField(text: .appCode(errors: errors, words: words))],
                back: LocalPath(back, under: places.staff)?.text),
            errors: errors, links: [StepLink(url: places.login(.staff), text: words("secondStep.back"))], words: words)
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        return try portal.pages.render("step", view, request: request, context: context, status: status)
    }
}

extension FieldView {
    /// The code of an authenticator app, or a recovery code.
    static func appCode(errors: [ErrorLine], words: Words) -> FieldView {
        FieldView(
            "code", label: words("secondStep.code"), value: "", errors: errors, hint: words("secondStep.codeHint"), maxLength: 40,
            autocomplete: "one-time-code")
    }
}
