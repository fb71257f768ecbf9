import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Every route of the table, as other sites, wrong addresses and poisoned headers would call it.
@Suite("Every route, from elsewhere")
struct RouteForgeryTests {
    private static let evil = "evil.example"

    /// Somebody who is logged in at both doors, with everything that is theirs.
    private func everybody(_ client: any TestClientProtocol) async throws -> Browser {
        let browser = Browser(client)
        try await browser.logIn("nadia@mail.example")
        try await browser.logIn("odile@laurier.example", staff: true)
        return browser
    }

    @Test func `whatever changes something wants the form's token, and our own page`() async throws {
        let world = try await World()
        let things = try await world.ownThings()
        try await world.test { client async throws in
            let browser = try await everybody(client)
            let tokens = [
                true: try await browser.anyToken(staff: true), false: try await browser.anyToken(staff: false),
            ]
            let before = try await world.changes()
            for route in Route.all(of: world.portal) where route.isUnsafe && route.isOfPractice {
                guard let address = route.address(things) else { continue }
                let tries = [
                    try await browser.call(route, at: address), try await browser.call(route, at: address, token: "wrong"),
                    try await browser.call(route, at: address, token: tokens[!route.isOfStaff]),
                    try await browser.call(route, at: address, token: tokens[route.isOfStaff], origin: "https://\(Self.evil)"),
                ]
                for answer in tries { #expect(answer.status == .forbidden, "\(route): \(answer.status)") }
            }
            #expect(try await world.changes() == before)
        }
    }

    @Test func `a form's answer offers the other language of a page that is there`() async throws {
        let world = try await World()
        let things = try await world.ownThings()
        let routes = Route.all(of: world.portal)
        let pages = Set(routes.filter { !$0.isUnsafe }.compactMap { $0.address(things) })
        try await world.test { client async throws in
            let browser = try await everybody(client)
            var offered = 0
            for route in routes where route.isUnsafe && !route.takesJSON && route.isOfPractice {
                guard let address = route.address(things), !address.hasSuffix("/logout"), !address.hasSuffix("/everywhere") else { continue }
                // Refused for want of a token; refused, or done, with one.
                for token in ["wrong", try await browser.anyToken(staff: route.isOfStaff)] {
                    let text = try await browser.call(route, at: address, token: token).text
                    guard let back = text.firstMatch(of: /href="[^"]*\/language\?to=en&amp;back=([^"]+)" lang=/) else { continue }
                    offered += 1
                    #expect(pages.contains(String(back.1)), "\(route): \(back.1)")
                }
            }
            #expect(offered > 50)
        }
    }

    @Test func `a direct link's answers are for our own page, and for JSON alone`() async throws {
        let world = try await World()
        let things = try await world.ownThings()
        try await world.test { client async throws in
            for route in Route.all(of: world.portal) where route.isUnsafe && route.path.hasPrefix("/v/") {
                guard let address = route.address(things) else { continue }
                let browser = Browser(client)
                let form = try await browser.send(route.method, address, body: "a=b", type: "application/x-www-form-urlencoded")
                #expect(form.status == .badRequest, "\(route)")
                browser.origin = "https://\(Self.evil)"
                #expect(try await browser.postJSON(address).status == .forbidden, "\(route)")
            }
        }
    }

    @Test func `no address sends anybody to another site`() async throws {
        let world = try await World()
        let things = try await world.ownThings()
        let places = [
            "//\(Self.evil)", "https://\(Self.evil)", "/\\\(Self.evil)", "/p/laurier/..//\(Self.evil)", "/p/laurier/%2e%2E//\(Self.evil)",
            "/p/laurier/..?//\(Self.evil)", "/p/laurier@\(Self.evil)",
        ]
        try await world.test { client async throws in
            let (browser, stranger) = (try await everybody(client), Browser(client))
            for route in Route.all(of: world.portal) where !route.isUnsafe {
                guard let address = route.address(things) else { continue }
                for place in places {
                    let query = ["back", "next", "url", "to", "return"].map { "\($0)=\(Places.escape(place))" }.joined(separator: "&")
                    for visitor in [browser, stranger] {
                        let locations = [
                            try await visitor.get("\(address)?\(query)").location,
                            try await visitor.get("\(address)?to=en&back=\(Places.escape(place))").location,
                        ]
                        for location in locations.compactMap(\.self) {
                            #expect(location.hasPrefix("/") && !location.hasPrefix("//") && !location.hasPrefix("/\\"), "\(route): \(location)")
                            #expect(location.split(separator: "?").first?.contains(Self.evil) == false, "\(route): \(location)")
                        }
                    }
                }
            }
            for place in places {
                let browser = Browser(client)
                let form = ["email": "nadia@mail.example", "password": World.password, "back": place]
                #expect(try await browser.post("/p/laurier/login", form, tokenFrom: "/p/laurier/login").location == "/p/laurier/account")
            }
        }
    }

    @Test func `what a proxy or a client says about hosts reaches no page`() async throws {
        let world = try await World(publicURL: "https://portal.example.org", trustedProxies: ["unknown"])
        let things = try await world.ownThings()
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.origin = "https://portal.example.org"
            try await browser.logIn("nadia@mail.example")
            try await browser.logIn("odile@laurier.example", staff: true)
            browser.headers = [
                "X-Forwarded-Host": Self.evil, "X-Forwarded-Proto": "http", "X-Forwarded-Server": Self.evil, "X-Host": Self.evil,
                "X-Original-URL": "//\(Self.evil)/", "X-Rewrite-URL": "//\(Self.evil)/", "Forwarded": "host=\(Self.evil);proto=http",
                "X-Forwarded-For": "\"\(Self.evil)", "Referer": "https://\(Self.evil)/",
            ]
            for route in Route.all(of: world.portal) where !route.isUnsafe {
                guard let address = route.address(things) else { continue }
                let answer = try await browser.get(address)
                #expect(!answer.text.contains(Self.evil), "\(route)")
                for header in answer.headers { #expect(!header.value.contains(Self.evil), "\(route): \(header.name)") }
                #expect(answer.status.kind != .serverError, "\(route)")
            }
        }
    }
}
