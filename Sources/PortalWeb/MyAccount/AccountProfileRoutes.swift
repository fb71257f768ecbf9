import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/account/profile`: the name and language of an account, and what the practice has on record of its clients (M1).
struct AccountProfileRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: change) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let account = try context.requireClient().account
        let isDone = FormFields(request.uri.query ?? "")["done"] == "saved"
        let form = AccountProfileForm(account, language: account.language ?? context.language)
        return try page(form, isDone: isDone, request, context)
    }

    func change(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let account = try context.requireClient().account
        let form = AccountProfileForm(context.form)
        let (name, language, errors) = form.read(portal.pages.words(context))
        guard let name, let language else { return try page(form, errors, request, context) }
        _ = try await portal.store(for: request, context).changeProfile(
            of: account.id, name: name, language: language, in: practice.id, now: portal.now())
        var response = Response.redirect(to: "\(Places(practice: practice.slug).ownProfile)?done=saved", type: .normal)
        response.setCookie(portal.languageCookie(language))
        return response
    }

    private func page(
        _ form: AccountProfileForm, _ errors: [ErrorLine] = [], isDone: Bool = false, _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let practice = try context.requirePractice()
        let view = AccountProfileView(
            try context.requireClient(), sendsTexts: portal.settings.sendsTexts, form: form, errors: errors, isDone: isDone,
            practice: practice, words: portal.pages.words(context))
        return try portal.pages.render(
            "account-profile", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
