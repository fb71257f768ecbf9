import Hummingbird
import PortalCore
import Storage

/// `/staff/settings`: the list of everything that can be set, and each page of it.
struct SettingsRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: show)
        ProfileRoutes(portal: portal).add(to: group.group("profile"))
        PracticeFormRoutes<PracticeDetailsForm>(portal: portal, template: "settings-practice") { PracticeSettingsView($0) }
            .add(to: group.group("practice"))
        PracticeFormRoutes<IdentityForm>(portal: portal, template: "settings-portal") { PortalSettingsView($0) }
            .add(to: group.group("portal"))
        PracticeFormRoutes<PresetForm>(portal: portal, template: "settings-portal") { PortalSettingsView($0) }
            .addSaving(to: group.group("portal/preset"), back: { $0.portalSettings })
        PracticeFormRoutes<JoinRuleForm>(portal: portal, template: "settings-join") { JoinSettingsView($0) }
            .add(to: group.group("join"))
        MailSettingsRoutes(portal: portal).add(to: group.group("mail"))
        PracticeFormRoutes<BrandColourForm>(portal: portal, template: "settings-branding") { BrandingView($0) }
            .add(to: group.group("branding"))
        LogoRoutes(portal: portal).add(to: group.group("branding/logo"))
        ServiceRoutes(portal: portal).add(to: group.group("services"))
        APIKeyRoutes(portal: portal).add(to: group.group("api"))
        WebhookRoutes(portal: portal).add(to: group.group("webhooks"))
        LegalSettingsRoutes(portal: portal).add(to: group.group("texts"))
        TeamRoutes(portal: portal).add(to: group.group("team"))
        MemberRoutes(portal: portal).add(to: group.group("team/:staff"))
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let staff = try context.requireStaff()
        let practice = try context.requirePractice()
        let store = portal.store
        let counts = SettingsView.Counts(
            team: try await store.activeStaff(in: practice.id).count,
            services: try await store.services(in: practice.id).filter(\.isOffered).count,
            apiKeys: try await store.apiKeys(of: practice.id).count, webhooks: try await store.webhooks(of: practice.id).count,
            undelivered: try await portal.undelivered(in: practice))
        let view = SettingsView(
            practice, staff: staff, counts: counts, places: Places(practice: practice.slug), words: portal.pages.words(context))
        return try portal.pages.render("settings", view, request: request, context: context)
    }
}
