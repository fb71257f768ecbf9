import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

/// `/account/data`: the download of all that the portal keeps about an account, and about nobody else (M8).
struct AccountDataRoutes {
    let portal: Portal

    func add(to group: RouterGroup<PortalContext>) { group.get(use: show).post(use: download) }

    func show(_ request: Request, context: PortalContext) async throws -> Response { try page(nil, request, context) }

    func download(_ request: Request, context: PortalContext) async throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let (id, now) = (login.account.id, portal.now())
        if let end = try await portal.store.countDataDownload(of: id, in: practice.id, now: now) {
            let seconds = max(1, ((end - now).milliseconds + 999) / 1_000)
            let words = portal.pages.words(context)
            let error = ErrorLine(field: "download", text: words("own.data.tooMany", ["wait": words.wait(seconds: seconds)]))
            var response = try page(error, request, context)
            response.headers.set("Retry-After", "\(seconds)")
            return response
        }
        let store = portal.store(for: request, context)
        try await store.appendAudit("account.data_downloaded", on: id.rawValue, in: practice.id, now: now)
        let records = try await store.records(of: id, and: login.owner(in: practice), in: practice.id)
        let document = OwnDataDocument(records, login: login, practice: practice, now: now)
        let day = LocalDate(now, in: practice.timeZone).map { "-\($0)" } ?? ""
        return .file(try document.file(), name: "\(practice.slug)\(day).json", type: "application/json; charset=utf-8")
    }

    private func page(_ error: ErrorLine?, _ request: Request, _ context: PortalContext) throws -> Response {
        let practice = try context.requirePractice()
        let login = try context.requireClient()
        let words = portal.pages.words(context)
        let view = AccountDataView(
            url: Places(practice: practice.slug).ownData, notice: login.notice(in: practice, words), error: error, words: words)
        return try portal.pages.render(
            "account-data", view, request: request, context: context, status: error == nil ? .ok : .tooManyRequests)
    }
}
