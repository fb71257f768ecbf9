import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/settings/mail`: reminders (C0), when the practice is told of somebody who waits (H8), and the text of invitations (H6),
/// which can be looked at before it is kept.
struct MailSettingsRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: save) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let text = try await portal.store.text(.invitation, of: practice.id)
        return try page(MailSettingsForm(practice, invitation: text), text, [], request, context)
    }

    func save(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let form = MailSettingsForm(context.form)
        let text: FreeText?
        do throws(TextRefusal) { text = try form.text() } catch {
            let line = ErrorLine(field: "invitation", text: portal.pages.words(context)("settings.\(error.settingsWord)"))
            return try page(form, nil, [line], request, context)
        }
        var changed = practice
        do throws(SettingRefusal) { try form.apply(to: &changed) } catch {
            let line = ErrorLine(field: "practiceAlert", text: portal.pages.words(context)("settings.mail.practiceAlertWrong"))
            return try page(form, text, [line], request, context)
        }
        guard !form.isPreview else { return try page(form, text, [], request, context) }
        let store = portal.store(for: request, context)
        _ = try await store.updatePractice(practice.id, now: portal.now()) { try form.apply(to: &$0) }
        if try await store.text(.invitation, of: practice.id) != text {
            try await store.setText(text, as: .invitation, of: practice.id, now: portal.now())
        }
        return .redirect(to: "\(request.uri.path)?done=saved", type: .normal)
    }

    private func page(
        _ form: MailSettingsForm, _ text: FreeText?, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let standard = words.found("mail.directLink.standard").flatMap { try? FreeText($0, as: .invitation) }
        let view = MailSettingsView(
            form, preview: errors["invitation"] == nil ? text ?? standard : nil, hasAddress: practice.contact.email != nil,
            errors: errors, notice: portal.settingsNotice(request, context), places: Places(practice: practice.slug), words: words)
        return try portal.pages.render(
            "settings-mail", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension TextRefusal {
    /// What is said of a long text that can't be taken, below `settings`.
    var settingsWord: String {
        switch self {
        case .tooLong: "textLong"
        case .empty, .tooShort, .forbiddenCharacter, .malformed: "textForbidden"
        }
    }
}
