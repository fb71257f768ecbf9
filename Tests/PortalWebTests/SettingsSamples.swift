import PortalCore
import SignalingProtocol
import Storage

@testable import PortalWeb

/// The pages of settings with every branch on, for the render test.
struct SettingsSamples {
    let world: World
    let practice: Practice
    let speech: Speech

    private var places: Places { Places(practice: practice.slug) }
    private var words: Words { speech.words }

    var all: [(String, any Sendable)] {
        get throws { try forms() + texts() + team() + services() + programs() }
    }

    private func forms() throws -> [(String, any Sendable)] {
        var conflicting = shown(IdentityForm(practice), ["loginMethod", "switches", "links"])
        conflicting.practice.identity.admitsOnlyKnownClients = true
        return [
            ("settings", SettingsView(practice, staff: world.owner, counts: .init(team: 3, services: 2, undelivered: 1), places: places, words: words)),
            ("settings-practice", PracticeSettingsView(shown(PracticeDetailsForm(practice), ["name", "zone", "address", "tax1-rate"]))),
            ("settings-portal", PortalSettingsView(conflicting)),
            ("settings-portal", PortalSettingsView(shown(PresetForm(practice), ["preset"]))),
            ("settings-join", JoinSettingsView(shown(JoinRuleForm(practice), ["before", "countFrom", "absence"]))),
            ("settings-branding", BrandingView(shown(BrandColourForm(practice), ["colour", "logo"]))),
        ]
    }

    private func texts() throws -> [(String, any Sendable)] {
        let text = try FreeText("Bonjour.\nDeux.\n\nFin.", as: .invitation)
        let errors = errors(["invitation", "terms", "privacy", "name", "staffTitle", "licence", "language"])
        return [
            (
                "settings-mail",
                MailSettingsView(
                    MailSettingsForm(practice, invitation: text), preview: text, hasAddress: false, errors: errors, notice: "notice",
                    places: places, words: words)
            ),
            ("settings-texts", LegalSettingsView([.terms: "x"], errors: errors, notice: "notice", places: places, words: words)),
            (
                "settings-profile",
                ProfileView(
                    ProfileForm(world.paul), staff: world.paul, practice: practice, errors: errors, notice: "notice", words: words)
            ),
            ("legal", LegalView(title: "Terms", text: text, language: .french, page: .english)),
        ]
    }

    private func team() throws -> [(String, any Sendable)] {
        var former = world.paul
        former.isActive = false
        former.title = try ProfileLine("Psychologue")
        let session = BookedSession(booking: world.session, clients: [world.nadia], clinician: world.elise)
        func member(_ member: Staff, hasPassword: Bool) -> (String, any Sendable) {
            (
                "team-member",
                MemberView(
                    member, seenBy: world.owner, owners: 1, hasPassword: hasPassword, isBounced: true, hasSecondStep: true,
                    errors: errors(["role"]), notice: "notice", places: places, words: words)
            )
        }
        func leaving(_ colleagues: [Staff]) -> (String, any Sendable) {
            (
                "team-leave",
                DeactivationView(
                    world.elise, sessions: [session], count: 21, colleagues: colleagues, chosen: "", errors: errors(["colleague"]),
                    places: places, speech: speech, now: World.start)
            )
        }
        return [
            (
                "team",
                TeamView(
                    shown(TwoStepForm(practice), ["twoStep"]), team: [world.owner, world.elise, former],
                    pager: PagerView(page: 2, count: 130, words: words) { "?page=\($0)" }, joined: [], bounced: [world.elise.id], you: world.owner)
            ),
            (
                "team-new",
                InvitationFormView(
                    InvitationForm(), roles: Staff.Role.allCases, errors: errors(["name", "email", "role"]), places: places, words: words)
            ),
            member(world.paul, hasPassword: false), member(former, hasPassword: true), member(world.owner, hasPassword: true),
            leaving([world.paul]), leaving([]),
        ]
    }

    private func services() throws -> [(String, any Sendable)] {
        func service(_ fee: Int64?, isTaxed: Bool, isOffered: Bool) throws -> Service {
            Service(
                id: "service", practice: practice.id, name: try .parse("Couple"), minutes: 50, fee: fee, isTaxed: isTaxed, isOffered: isOffered)
        }
        let all = [
            try service(12_000, isTaxed: true, isOffered: true), try service(nil, isTaxed: false, isOffered: true),
            try service(12_000, isTaxed: false, isOffered: false),
        ]
        return [
            ("services", ServicesView(all, practice: practice, notice: "notice", speech: speech)),
            ("services", ServicesView([], practice: practice, notice: nil, speech: speech)),
            (
                "service",
                ServiceView(ServiceForm(), of: all.first, practice: practice, errors: errors(["name", "minutes", "fee"]), words: words)
            ),
            ("service", ServiceView(ServiceForm(), of: nil, practice: practice, errors: [], words: words)),
        ]
    }

    private func programs() throws -> [(String, any Sendable)] {
        let key = APIKey(
            id: "key", practice: practice.id, name: try .parse("Agenda"), scopes: Set(APIScope.allCases), createdAt: World.start,
            lastUsedAt: World.start)
        let unused = APIKey(id: "other", practice: practice.id, name: try .parse("Facturation"), scopes: [], createdAt: World.start)
        func row(_ id: WebhookID, _ state: OutboxItem.State?, failure: String? = nil) throws -> WebhooksView.Row {
            let webhook = Webhook(
                id: id, practice: practice.id, address: try WebAddress("https://program.example/hooks"),
                events: Set(WebhookEvent.Kind.offered), createdAt: World.start)
            let last = state.map {
                OutboxItem(
                    sequence: 1, practice: practice.id, channel: .webhook,
                    notice: .event(id, WebhookEvent(kind: .test, booking: nil, at: World.start)), state: $0, attempts: 1, failure: failure,
                    createdAt: World.start, dueAt: World.start, endedAt: $0 == .due ? nil : World.start)
            }
            return WebhooksView.Row(webhook, secret: "whsec_x", last: last, places: places, speech: speech, now: World.start)
        }
        let rows = [
            try row("a", nil), try row("b", .due), try row("c", .due, failure: "timed_out"), try row("d", .delivered),
            try row("e", .failed, failure: "refused"), try row("f", .obsolete),
        ]
        let keyErrors = errors(["name", "scopes"])
        return [
            ("api-keys", APIKeysView([key, unused], team: [], notice: "notice", places: places, speech: speech, now: World.start)),
            ("api-keys", APIKeysView([], team: [], notice: nil, places: places, speech: speech, now: World.start)),
            ("api-key-new", APIKeyFormView(APIKeyForm(), from: world.owner, errors: keyErrors, places: places, words: words)),
            ("api-key-made", NewAPIKeyView(key, secret: "vestibule_x", places: places, words: words)),
            ("webhooks", WebhooksView(rows, notice: "notice", places: places, words: words)),
            ("webhooks", WebhooksView([], notice: nil, places: places, words: words)),
            ("webhook-new", WebhookFormView(WebhookForm(), errors: errors(["url", "events"]), places: places, words: words)),
        ]
    }

    private func errors(_ fields: [String]) -> [ErrorLine] { fields.map { ErrorLine(field: $0, text: "wrong") } }

    private func shown<Form: PracticeForm>(_ form: Form, _ fields: [String]) -> PracticeFormRoutes<Form>.Shown {
        .init(
            form: form, errors: errors(fields), notice: "notice", practice: practice, places: places, publicURL: "http://localhost",
            speech: speech)
    }
}
