import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/settings/team`: who works here, invitations, and who needs a second step at login. For owners and admins.
struct TeamRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show).post("two-step", use: setTwoStep)
        group.get("new", use: invitation).post("new", use: invite)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        try await page(TwoStepForm(try context.requirePractice()), [], request, context)
    }

    /// Of all staff; so it is an owner's to say.
    func setTwoStep(_ request: Request, context: PortalContext) async throws -> Response {
        let you = try context.requireOverseer()
        guard you.role == .owner else { throw Problem.forbidden }
        let words = portal.pages.words(context)
        let form = TwoStepForm(context.form)
        var draft = try context.requirePractice()
        let errors = form.apply(to: &draft, words: words)
        guard errors.isEmpty else { return try await page(form, errors, request, context) }
        _ = try await portal.store(for: request, context).updatePractice(draft.id, now: portal.now()) {
            _ = form.apply(to: &$0, words: words)
        }
        return .redirect(to: Places(practice: draft.slug).team + "?done=saved", type: .normal)
    }

    func invitation(_ request: Request, context: PortalContext) async throws -> Response {
        try form(InvitationForm(), [], request, context)
    }

    func invite(_ request: Request, context: PortalContext) async throws -> Response {
        let you = try context.requireOverseer()
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let typed = InvitationForm(context.form)
        let (wanted, errors) = typed.read(by: you, words)
        guard let wanted else { return try form(typed, errors, request, context) }
        do {
            _ = try await portal.store(for: request, context).inviteStaff(
                in: practice.id, role: wanted.role, name: wanted.name, email: wanted.email, now: portal.now())
        } catch PortalStoreError.emailTaken {
            return try form(typed, [ErrorLine(field: "email", text: words("team.emailTaken"))], request, context)
        }
        return .redirect(to: Places(practice: practice.slug).team + "?done=invited", type: .normal)
    }

    private func page(
        _ form: TwoStepForm, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) async throws -> Response {
        let you = try context.requireOverseer()
        let practice = try context.requirePractice()
        let shown = PracticeFormRoutes<TwoStepForm>.Shown(
            form: form, errors: errors, notice: portal.settingsNotice(request, context), practice: practice,
            places: Places(practice: practice.slug), publicURL: portal.settings.publicURL, speech: portal.pages.speech(context))
        let team = try await portal.store.team(of: practice.id)
        let page = PagerView.page(FormFields(request.uri.query ?? ""))
        let pager = PagerView(page: page, count: team.count, words: shown.words) { "\(shown.places.team)?page=\($0)" }
        let view = TeamView(
            shown, team: team.dropFirst(PagerView.offset(page, of: team.count)).prefix(PagerView.size), pager: pager,
            joined: try await portal.store.joinedStaff(of: practice.id),
            bounced: try await portal.store.undeliveredInvitations(of: practice.id), you: you)
        return try portal.pages.render(
            "team", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func form(
        _ form: InvitationForm, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let you = try context.requireOverseer()
        let view = InvitationFormView(
            form, roles: you.rolesToGive, errors: errors, places: Places(practice: try context.requirePractice().slug),
            words: portal.pages.words(context))
        return try portal.pages.render(
            "team-new", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
