import HTTPTypes
import Hummingbird
import PortalCore
import Storage

/// `/staff/settings/texts`: the practice's own terms and privacy notice. For owners and admins.
struct LegalSettingsRoutes {
    let portal: Portal

    private static let names: [PracticeText] = [.terms, .privacy]

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: save) }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        var typed: [PracticeText: String] = [:]
        for name in Self.names { typed[name] = try await portal.store.text(name, of: practice.id)?.text }
        return try page(typed, [], request, context)
    }

    func save(_ request: Request, context: PortalContext) async throws -> Response {
        _ = try context.requireOverseer()
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let form = context.form
        var typed: [PracticeText: String] = [:]
        var read: [PracticeText: FreeText] = [:]
        var errors: [ErrorLine] = []
        for name in Self.names {
            let text = form[name.rawValue]
            typed[name] = text
            do throws(TextRefusal) { read[name] = text.isEmpty ? nil : try FreeText(text, as: name.kind) } catch {
                errors.append(ErrorLine(field: name.rawValue, text: words("settings.\(error.settingsWord)")))
            }
        }
        guard errors.isEmpty else { return try page(typed, errors, request, context) }
        for name in Self.names where try await portal.store.text(name, of: practice.id) != read[name] {
            try await portal.store(for: request, context).setText(read[name], as: name, of: practice.id, now: portal.now())
        }
        return .redirect(to: "\(request.uri.path)?done=saved", type: .normal)
    }

    private func page(
        _ typed: [PracticeText: String], _ errors: [ErrorLine], _ request: Request, _ context: PortalContext
    ) throws -> Response {
        let view = LegalSettingsView(
            typed, errors: errors, notice: portal.settingsNotice(request, context),
            places: Places(practice: try context.requirePractice().slug), words: portal.pages.words(context))
        return try portal.pages.render(
            "settings-texts", view, request: request, context: context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
