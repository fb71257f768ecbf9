import HTTPTypes
import Hummingbird
import NIOCore
import PortalCore
import Storage

/// `/staff/settings/branding/logo`: takes a picture, or takes it away. For owners and admins.
struct LogoRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.post(use: save).post("remove", use: remove) }

    func save(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let image = context.upload?.file("logo") ?? []
        let logo: Logo
        do throws(ImageRefusal) { logo = try Logo(image: image, changedAt: portal.now()) } catch {
            return try again(error, request, context)
        }
        try await portal.store(for: request, context).setLogo(logo, image: image, of: practice.id, now: portal.now())
        return .redirect(to: Places(practice: practice.slug).branding + "?done=logoSaved", type: .normal)
    }

    func remove(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        try await portal.store(for: request, context).removeLogo(of: practice.id, now: portal.now())
        return .redirect(to: Places(practice: practice.slug).branding + "?done=logoRemoved", type: .normal)
    }

    private func again(_ refusal: ImageRefusal, _ request: Request, _ context: PortalContext) throws -> Response {
        let practice = try context.requirePractice()
        let speech = portal.pages.speech(context)
        let shown = PracticeFormRoutes<BrandColourForm>.Shown(
            form: BrandColourForm(practice),
            errors: [ErrorLine(field: "logo", text: speech.words("branding.refusals.\(refusal.rawValue)"))], notice: nil,
            practice: practice, places: Places(practice: practice.slug), publicURL: portal.settings.publicURL, speech: speech)
        return try portal.pages.render(
            "settings-branding", BrandingView(shown), request: request, context: context, status: .unprocessableContent)
    }
}
