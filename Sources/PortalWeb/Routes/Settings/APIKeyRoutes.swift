import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/staff/settings/api`: the keys by which programs use the JSON API. For owners and admins.
struct APIKeyRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: list).get("new", use: fresh).post("new", use: create)
        group.post(":key/revoke", use: revoke)
    }

    func list(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let view = APIKeysView(
            try await portal.store.apiKeys(of: practice.id), team: try await portal.store.team(of: practice.id),
            notice: portal.settingsNotice(request, context),
            places: Places(practice: practice.slug), speech: portal.pages.speech(context), now: portal.now())
        return try portal.pages.render("api-keys", view, request: request, context: context)
    }

    func fresh(_ request: Request, context: PortalContext) async throws -> Response {
        try form(APIKeyForm(), [], request, context)
    }

    /// The answer is the one page that ever shows the secret, so there is no redirect.
    func create(_ request: Request, context: PortalContext) async throws -> Response {
        let you = try context.requireOverseer()
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let typed = APIKeyForm(context.form, from: you)
        let (name, errors) = typed.read(words)
        guard let name else { return try form(typed, errors, request, context) }
        do {
            let (key, secret) = try await portal.store(for: request, context).createAPIKey(
                name: name, scopes: typed.scopes, in: practice.id, now: portal.now())
            let view = NewAPIKeyView(key, secret: secret, places: Places(practice: practice.slug), words: words)
            return try portal.pages.render("api-key-made", view, request: request, context: context)
        } catch PortalStoreError.tooManyKeys {
            return try form(typed, [ErrorLine(field: "name", text: words("apiKeys.tooMany"))], request, context)
        }
    }

    func revoke(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        do {
            try await portal.store(for: request, context).revokeAPIKey(try context.id("key"), in: practice.id, now: portal.now())
        } catch PortalStoreError.notFound { throw Problem.notFound }
        return .redirect(to: "\(Places(practice: practice.slug).apiKeys)?done=\(SettingsDone.keyRevoked)", type: .normal)
    }

    private func form(
        _ form: APIKeyForm, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let view = APIKeyFormView(
            form, from: try context.requireOverseer(), errors: errors, places: Places(practice: try context.requirePractice().slug),
            words: portal.pages.words(context))
        return try portal.pages.render(
            "api-key-new", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
