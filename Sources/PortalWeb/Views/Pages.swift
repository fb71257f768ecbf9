import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import PortalCore
import SignalingProtocol

/// Turns views into pages, in the language and around the practice of a request.
struct Pages: Sendable {
    let catalogue: Catalogue
    let library: MustacheLibrary
    let formTokens: FormToken
    let table = PageTable()

    func words(_ context: PortalContext) -> Words { catalogue[context.language] }

    /// How times are said on this page: on the practice's clocks.
    func speech(_ context: PortalContext) -> Speech {
        Speech(
            words: words(context), language: context.language,
            zone: context.practice?.timeZone ?? TimeZone(secondsFromGMT: 0) ?? .current
        )
    }

    /// - Parameter template: a name under `web/templates/pages`.
    func render(
        _ template: String, _ content: any Sendable, request: Request, context: PortalContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = Page(frame: frame(request: request, context: context), content: content)
        guard let html = library.render(page, withTemplate: "pages/\(template)") else { throw Problem.internalError }
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: context.language.rawValue],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    func formToken(_ context: PortalContext) -> String {
        context.formCookie.isEmpty ? "" : formTokens.token(for: context.formCookie)
    }

    private func frame(request: Request, context: PortalContext) -> Frame {
        let places = context.practice.map { Places(practice: $0.slug) }
        let words = words(context)
        return Frame(
            words: words, locale: context.language.rawValue,
            language: Frame.LanguageView(other: otherLanguage(request: request, context: context)),
            practice: context.practice.map(PracticeView.init), person: person(context, places),
            loginUrl: loginUrl(request.uri.path, context, places), homeUrl: home(request.uri.path, context, places),
            brandCss: places.flatMap { places in context.practice.flatMap(places.brandCss(of:)) },
            csrf: formToken(context), sections: sections(request: request, context: context, words, places)
        )
    }

    private func otherLanguage(request: Request, context: PortalContext) -> Frame.LanguageView.Other? {
        let other = context.language.other
        guard let switcher = Places.languageSwitch(for: request.uri.path, practice: context.practice?.slug) else { return nil }
        let back = table.page(of: request, context) + destination(request, context)
        return Frame.LanguageView.Other(
            code: other.rawValue, name: other.ownName, url: "\(switcher)?to=\(other.rawValue)&back=\(Places.escape(back))"
        )
    }

    /// Where a login leads, as its page's own query: kept, if it is a place of the practice.
    private func destination(_ request: Request, _ context: PortalContext) -> String {
        let asked = request.changesSomething ? context.form["back"] : FormFields(request.uri.query ?? "")["back"]
        guard let practice = context.practice, let place = LocalPath(asked, under: Places(practice: practice.slug).portal) else { return "" }
        return "?back=\(Places.escape(place.text))"
    }

    private func person(_ context: PortalContext, _ places: Places?) -> Frame.PersonView? {
        guard let login = context.login, let places else { return nil }
        return Frame.PersonView(name: login.name.text, signOutUrl: places.logout(login.door))
    }

    private func loginUrl(_ path: String, _ context: PortalContext, _ places: Places?) -> String? {
        guard let places, context.login == nil, context.practice?.identity.showsLoginLinks == true else { return nil }
        return places.areOfStaff(path) || path == places.login(.client) ? nil : places.login(.client)
    }

    private func home(_ path: String, _ context: PortalContext, _ places: Places?) -> String {
        guard let places else { return "/" }
        return context.login?.door == .staff || places.areOfStaff(path) ? places.staff : places.portal
    }

    private func sections(
        request: Request, context: PortalContext, _ words: Words, _ places: Places?
    ) -> [Frame.SectionView] {
        guard let places, let door = context.login?.door else { return [] }
        let path = request.uri.path
        guard door == .staff else { return accountSections(at: path, words: words, places: places) }
        return [
            Frame.SectionView(
                title: words("layout.today"), icon: "clock", url: places.today, current: path == places.today, counts: true
            ),
            Frame.SectionView(
                title: words("calendar.title"), icon: "calendar", url: places.calendar,
                current: path == places.calendar || path.hasPrefix("\(places.staff)/sessions"), counts: false
            ),
            Frame.SectionView(
                title: words("clients.section"), icon: "people", url: places.clients,
                current: path == places.clients || path.hasPrefix(places.clients + "/"), counts: false
            ),
            Frame.SectionView(
                title: words("settings.title"), icon: "settings", url: places.settings, current: path.hasPrefix(places.settings),
                counts: false
            ),
        ]
    }
}

extension Login {
    var door: Door {
        switch self {
        case .client: .client
        case .staff: .staff
        }
    }
}
