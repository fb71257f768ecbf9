import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/p/{practice}/terms` and `/p/{practice}/privacy`: what whoever signs up accepts (A7). Anybody may read them.
struct LegalRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) {
        group.get("terms") { try await show(.terms, $0, $1) }.get("privacy") { try await show(.privacy, $0, $1) }
    }

    private func show(_ name: PracticeText, _ request: Request, _ context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let words = portal.pages.words(context)
        let own = try await portal.store.text(name, of: practice.id)
        let text = try own ?? FreeText(words("legal.standard.\(name.rawValue)", ["practice": practice.name.text]), as: name.kind)
        let view = LegalView(
            title: words("legal.\(name.rawValue)"), text: text, language: own == nil ? context.language : practice.language,
            page: context.language)
        return try portal.pages.render("legal", view, request: request, context: context)
    }
}
