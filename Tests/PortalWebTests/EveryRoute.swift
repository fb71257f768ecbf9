import Foundation
import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// A route of the router, as its table has it: `/p/{practice}/staff/sessions/{booking}`.
struct Route: Hashable, CustomStringConvertible {
    let method: HTTPRequest.Method
    let path: String

    var description: String { "\(method) \(path)" }
    var isUnsafe: Bool { method != .get }
    /// What scripts ask for: JSON in, JSON out, the form's token in a header.
    var takesJSON: Bool { path.hasSuffix("token") }
    var isOfPractice: Bool { path.hasPrefix("/p/{practice}") }
    var isOfStaff: Bool { path.hasPrefix("/p/{practice}/staff") }
    /// What it names beside the practice: somebody's own.
    var things: [String] { path.matches(of: /\{(\w+)\}/).map { String($0.1) }.filter { $0 != "practice" } }

    /// The path with each parameter filled in; `nil`, and a failed test, where one isn't known.
    func address(_ values: [String: String], sourceLocation: SourceLocation = #_sourceLocation) -> String? {
        var address = path
        for (name, value) in values { address = address.replacing("{\(name)}", with: value) }
        guard !address.contains("{") else {
            Issue.record("\(self): add a value for its parameter to EveryRoute.swift", sourceLocation: sourceLocation)
            return nil
        }
        return address
    }

    /// Everything the portal serves. HEAD is GET without a body, and `**` answers what is not there.
    static func all(of portal: Portal) -> [Route] {
        portal.router().routes.map { Route(method: $0.method, path: $0.path.description) }
            .filter { $0.method != .head && !$0.path.hasSuffix("**") }
    }

    /// Open to whoever asks, on purpose: a route that isn't here has to send strangers to the login.
    var isPublic: Bool { !isOfPractice || Self.open.contains(path.replacing("/p/{practice}/staff", with: "/p/{practice}")) }

    private static let open: Set<String> = [
        "/p/{practice}", "/p/{practice}/login", "/p/{practice}/logout", "/p/{practice}/language", "/p/{practice}/brand.css",
        "/p/{practice}/logo", "/p/{practice}/terms", "/p/{practice}/privacy", "/p/{practice}/sign-up", "/p/{practice}/code",
        "/p/{practice}/second-step", "/p/{practice}/forgot", "/p/{practice}/reset/{challenge}", "/p/{practice}/confirm/{challenge}",
        "/p/{practice}/invitation/{challenge}",
    ]

    /// What stands for things that nobody has in these tests.
    static let nobodys = [
        "notice": "1", "sequence": "1", "challenge": "nobody", "receipt": "nobody", "service": "nobody", "key": "nobody", "webhook": "nobody",
        "series": "nobody",
    ]
}

extension World {
    /// Somebody else's things: Marc's and Paul's, for whoever isn't them; and the practice's, for clinicians and other practices.
    func othersThings() async throws -> [String: String] {
        let link = try await store.createLink(to: marcsSession.id, in: practice.id, now: World.start)
        let payment = Payment(
            client: marc.id, net: Money(minorUnits: 12_000, .canadianDollar), isTaxed: true, method: .transfer,
            paidOn: try #require(LocalDate("2026-11-24")), service: "Thérapie", language: .french)
        let receipt = try await store.issueReceipt(payment, for: marcsSession.id, in: practice.id, now: World.start)
        let notice = try #require(try await store.outbox(about: marcsSession.id, in: practice.id).last).sequence
        // Only what failed is sent again.
        _ = try await store.takeOutbox(dueAt: World.start, limit: 50)
        try await store.endOutboxItem(notice, as: .failed, failure: "refused", now: World.start)
        let service = try await store.createService(in: practice.id, name: .parse("Couple"), minutes: 80, now: World.start)
        let (key, _) = try await store.createAPIKey(
            name: .parse("Agenda"), scopes: [.readClients], in: practice.id, now: World.start)
        let webhook = try await store.createWebhook(
            WebAddress("https://program.example/hooks"), events: [.sessionCreated], in: practice.id, now: World.start)
        let account = try #require(try await store.account(email: EmailAddress("marc@mail.example"), in: practice.id))
        return [
            "practice": "laurier", "booking": marcsSession.id.rawValue, "client": marc.id.rawValue, "account": account.id.rawValue,
            "link": link.id.rawValue, "staff": paul.id.rawValue, "session": marcsSession.id.rawValue,
            "receipt": receipt.id.rawValue, "notice": "\(notice)", "sequence": "\(notice)", "service": service.id.rawValue,
            "key": key.id.rawValue, "webhook": webhook.id.rawValue,
        ].merging(Route.nobodys) { mine, _ in mine }
    }

    /// Nadia's and Élise's things, for their owners.
    func ownThings() async throws -> [String: String] {
        let link = try await store.createLink(to: session.id, in: practice.id, now: World.start)
        return [
            "practice": "laurier", "booking": session.id.rawValue, "client": nadia.id.rawValue, "account": nadiasAccount.id.rawValue,
            "link": link.id.rawValue, "staff": elise.id.rawValue, "session": session.id.rawValue,
        ].merging(Route.nobodys) { mine, _ in mine }
    }

    /// How much was written down in either practice: whoever changed something shows here.
    func changes() async throws -> Int {
        try await store.auditCount(of: practice.id) + store.auditCount(of: other.id)
    }
}

extension Browser {
    /// Calls a route with a form token of its own, or with the given one.
    func call(_ route: Route, at address: String, token: String? = nil, origin: String? = nil) async throws -> Answer {
        guard route.isUnsafe else { return try await get(address) }
        let home = self.origin
        if let origin { self.origin = origin }
        defer { self.origin = home }
        guard !route.takesJSON else { return try await postJSON(address, token: token) }
        var fields: [String: String] = [:]
        if let token { fields["csrf"] = token }
        return try await send(
            route.method, address, body: fields.map { "\($0)=\($1)" }.joined(), type: "application/x-www-form-urlencoded")
    }

    /// A token that is good at a door of a practice: from its login page, or from where somebody who is logged in lands.
    func anyToken(staff: Bool, at practice: String = "laurier") async throws -> String {
        let root = "/p/\(practice)\(staff ? "/staff" : "")"
        let page = try await get("\(root)/login")
        let landed = page.location == nil ? page : try await get(page.location ?? root)
        return try #require(landed.formToken)
    }
}
