import HTTPTypes
import Hummingbird
import PortalCore
import Storage

/// `/staff/settings/profile`: what everybody who works at a practice says of themselves, and changes themselves.
struct ProfileRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: save) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        try page(ProfileForm(try context.requireStaff()), [], request, context)
    }

    func save(_ request: Request, context: PortalContext) async throws -> Response {
        var draft = try context.requireStaff()
        let words = portal.pages.words(context)
        let form = ProfileForm(context.form)
        let errors = form.apply(to: &draft, words: words)
        guard errors.isEmpty else { return try page(form, errors, request, context) }
        try await portal.store(for: request, context).updateProfile(of: draft.id, in: draft.practice, now: portal.now()) {
            _ = form.apply(to: &$0, words: words)
        }
        return .redirect(to: "\(request.uri.path)?done=saved", type: .normal)
    }

    private func page(_ form: ProfileForm, _ errors: [ErrorLine], _ request: Request, _ context: PortalContext) throws -> Response {
        let view = ProfileView(
            form, staff: try context.requireStaff(), practice: try context.requirePractice(), errors: errors,
            notice: portal.settingsNotice(request, context), words: portal.pages.words(context))
        return try portal.pages.render(
            "settings-profile", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
