import Foundation
import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// A form that changes settings of a practice: what somebody typed, kept as text, so that it can be shown again.
protocol PracticeForm: Sendable {
    /// As the practice is now.
    init(_ practice: Practice)

    init(_ fields: FormFields)

    /// Takes over what is right.
    ///
    /// - Returns: What is wrong, field by field; the practice isn't to be used then.
    func apply(to practice: inout Practice, words: Words) -> [ErrorLine]
}

/// A page of settings that is one form: shows it, and takes it over. For owners and admins.
struct PracticeFormRoutes<Form: PracticeForm>: Sendable {
    let portal: Portal
    /// The name of the page's template.
    let template: String
    /// Makes the page's content.
    let view: @Sendable (Shown) -> any Sendable

    /// What a page is made of.
    struct Shown: Sendable {
        let form: Form
        let errors: [ErrorLine]
        /// What has just been done.
        let notice: String?
        var practice: Practice
        let places: Places
        let publicURL: String
        /// Whether codes can come by text message.
        var sendsTexts = false
        let speech: Speech

        var words: Words { speech.words }
    }

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: save) }

    /// For a form that stands on the page of another.
    func addSaving(to group: RouterGroup<PortalContext>, back page: @escaping @Sendable (Places) -> String) {
        group.post { try await save($0, $1, back: page) }
    }

    @Sendable func show(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        return try page(Form(try context.requirePractice()), [], request, context)
    }

    @Sendable func save(_ request: Request, context: PortalContext) async throws -> Response {
        try await save(request, context) { _ in request.uri.path }
    }

    private func save(_ request: Request, _ context: PortalContext, back page: (Places) -> String) async throws -> Response {
        _ = try context.requireOverseer()
        let words = portal.pages.words(context)
        let form = Form(context.form)
        var draft = try context.requirePractice()
        let errors = form.apply(to: &draft, words: words)
        guard errors.isEmpty else { return try self.page(form, errors, request, context) }
        do {
            _ = try await portal.store(for: request, context).updatePractice(draft.id, now: portal.now()) {
                _ = form.apply(to: &$0, words: words)
            }
        } catch PortalStoreError.currencyInUse {
            let error = ErrorLine(field: "currency", text: words("settings.practice.currencyInUse"))
            return try self.page(form, [error], request, context)
        }
        return .redirect(to: page(Places(practice: draft.slug)) + "?done=saved", type: .normal)
    }

    private func page(_ form: Form, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext) throws -> Response {
        let practice = try context.requirePractice()
        let shown = Shown(
            form: form, errors: errors, notice: portal.settingsNotice(request, context), practice: practice,
            places: Places(practice: practice.slug), publicURL: portal.settings.publicURL,
            sendsTexts: portal.settings.sendsTexts, speech: portal.pages.speech(context))
        return try portal.pages.render(
            template, view(shown), request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// What has just been done to a setting, as the address says it.
enum SettingsDone: String {
    case saved, invited, resent, changed, secondStepReset, deactivated, reactivated, logoSaved, logoRemoved, keyRevoked,
        webhookAdded, webhookRemoved, secretRenewed, testSent
}

extension Portal {
    func settingsNotice(_ request: Request, _ context: PortalContext) -> String? {
        guard !request.changesSomething, let done = SettingsDone(rawValue: FormFields(request.uri.query ?? "")["done"]) else { return nil }
        return pages.words(context)("settings.done.\(done.rawValue)")
    }
}
