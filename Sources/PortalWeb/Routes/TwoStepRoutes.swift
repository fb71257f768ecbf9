import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/security/two-step`: sets an authenticator app up, shows recovery codes once, and switches it off again.
struct TwoStepRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).post("begin", use: begin).post("confirm", use: confirm).post("off", use: switchOff)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        try await page([], request, context)
    }

    func begin(_ request: Request, context: PortalContext) async throws -> Response {
        let staff = try context.requireStaff()
        try await portal.store(for: request, context).beginSecondStep(of: staff.id, in: staff.practice)
        return .redirect(to: Places(practice: try context.requirePractice().slug).twoStep, type: .normal)
    }

    /// The answer to this form is the one time that the recovery codes are shown: reloading it shows no others.
    func confirm(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let words = portal.pages.words(context)
        guard let step = try await portal.store.secondStep(of: staff.id, in: practice.id), !step.isOn else {
            return .redirect(to: Places(practice: practice.slug).twoStep, type: .normal)
        }
        let now = portal.now()
        guard case .app(let used)? = portal.authenticators.proof(context.form["code"], of: staff.id, step: step, now: now) else {
            return try await page([ErrorLine(field: "code", text: words("twoStep.wrong"))], request, context)
        }
        let codes = AuthenticatorSecret.freshCodes()
        let isOn = try await portal.store(for: request, context).confirmSecondStep(
            of: staff.id, version: step.version, step: used,
            codes: codes.compactMap { portal.authenticators.hash(of: $0, for: staff.id) }, in: practice.id, now: now)
        guard isOn else { return .redirect(to: Places(practice: practice.slug).twoStep, type: .normal) }
        let view = RecoveryCodesView(codes: codes.map(\.description), doneUrl: Places(practice: practice.slug).landing(.staff))
        return try portal.pages.render("recovery-codes", view, request: request, context: context)
    }

    func switchOff(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let words = portal.pages.words(context)
        guard let step = try await portal.store.secondStep(of: staff.id, in: practice.id), step.isOn else {
            return .redirect(to: Places(practice: practice.slug).twoStep, type: .normal)
        }
        if let error = try await portal.checkPassword(context.form.exact("current"), isAll: false, request, context) {
            return try await page([error], request, context)
        }
        let now = portal.now()
        guard let proof = portal.authenticators.proof(context.form["code"], of: staff.id, step: step, now: now),
            try await portal.store(for: request, context).endSecondStep(of: staff.id, by: proof, in: practice.id, now: now)
        else { return try await page([ErrorLine(field: "code", text: words("secondStep.wrong"))], request, context) }
        try await portal.forgiveOwnAttempt(request, context)
        return .redirect(to: "\(Places(practice: practice.slug).security(.staff))?done=twoStepOff", type: .normal)
    }

    private func page(_ errors: [ErrorLine], _ request: Request, _ context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let staff = try context.requireStaff()
        let step = try await portal.store.secondStep(of: staff.id, in: practice.id)
        let app = step.flatMap { $0.isOn ? nil : portal.authenticators.app(of: staff.id, version: $0.version) }
        let view = TwoStepView(
            app: app, isOn: step?.isOn == true, codesLeft: try await portal.store.recoveryCodesLeft(of: staff.id, in: practice.id),
            staff: staff, practice: practice, errors: errors, words: portal.pages.words(context))
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        return try portal.pages.render("two-step", view, request: request, context: context, status: status)
    }
}
