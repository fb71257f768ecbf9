import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Every route of the table, tried by those who have no business there. A new route is tried by itself.
@Suite("Every route, tried by others")
struct RouteAccessTests {
    /// What refuses: not there, not yours, or not signed in.
    private static let refusals: Set<HTTPResponse.Status> = [.notFound, .forbidden, .unauthorized]

    private func expectLogin(_ answer: Answer, _ route: Route) {
        let isSentToLogin = answer.status == .seeOther && answer.location?.contains("/login?back=") == true
        #expect(isSentToLogin || answer.status == .unauthorized, "\(route): \(answer.status) \(answer.location ?? "")")
    }

    /// Nothing of Marc's, whoever he is to them.
    private func expectNothing(of answer: Answer, _ route: Route) {
        #expect(Self.refusals.contains(answer.status), "\(route): \(answer.status) \(answer.location ?? "")")
        for personal in ["Lévesque", "marc@mail.example"] { #expect(!answer.text.contains(personal), "\(route) tells of \(personal)") }
    }

    @Test func `the table has the routes that it should`() async throws {
        let routes = Route.all(of: try await World().portal)
        #expect(routes.count > 20)
        #expect(routes.contains(Route(method: .get, path: "/p/{practice}/staff/sessions/{booking}")))
        #expect(routes.contains { $0.isUnsafe && !$0.isPublic })
    }

    @Test func `strangers get to the login, and no further`() async throws {
        let world = try await World()
        let things = try await world.othersThings()
        let before = try await world.changes()
        try await world.test { client async throws in
            for route in Route.all(of: world.portal) where !route.isPublic {
                guard let address = route.address(things) else { continue }
                let browser = Browser(client)
                expectLogin(
                    try await browser.call(route, at: address, token: try await browser.anyToken(staff: route.isOfStaff)), route)
            }
        }
        #expect(try await world.changes() == before)
    }

    @Test func `a client of the practice is a stranger to its staff's part`() async throws {
        let world = try await World()
        let things = try await world.othersThings()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let token = try await browser.anyToken(staff: true)
            let before = try await world.changes()
            for route in Route.all(of: world.portal) where route.isOfStaff && !route.isPublic {
                guard let address = route.address(things) else { continue }
                expectLogin(try await browser.call(route, at: address, token: token), route)
            }
            #expect(try await world.changes() == before)
        }
    }

    @Test func `a client finds nothing of another client's`() async throws {
        let world = try await World()
        let things = try await world.othersThings()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let token = try await browser.anyToken(staff: false)
            let before = try await world.changes()
            for route in Route.all(of: world.portal) where route.isOfPractice && !route.isOfStaff && !route.things.isEmpty && !route.isPublic {
                guard let address = route.address(things) else { continue }
                expectNothing(of: try await browser.call(route, at: address, token: token), route)
            }
            #expect(try await world.changes() == before)
        }
    }

    @Test func `a clinician finds nothing of another clinician's clients and sessions`() async throws {
        let world = try await World()
        let things = try await world.othersThings()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            let token = try await browser.anyToken(staff: true)
            let before = try await world.changes()
            for route in Route.all(of: world.portal) where route.isOfStaff && !route.things.isEmpty && !route.isPublic {
                guard let address = route.address(things) else { continue }
                expectNothing(of: try await browser.call(route, at: address, token: token), route)
            }
            #expect(try await world.changes() == before)
        }
    }

    @Test func `a session or client of one's own leads to nothing of others'`() async throws {
        let world = try await World()
        let (own, others) = (try await world.ownThings(), try await world.othersThings())
        let things = others.merging(["booking", "client"].compactMap { name in own[name].map { (name, $0) } }) { $1 }
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            let token = try await browser.anyToken(staff: true)
            let before = try await world.changes()
            var tried = 0
            for route in Route.all(of: world.portal) where route.isOfStaff && !Set(route.things).isSubset(of: ["booking", "client"]) {
                guard route.things.contains("booking") || route.things.contains("client"), let address = route.address(things) else { continue }
                expectNothing(of: try await browser.call(route, at: address, token: token), route)
                tried += 1
            }
            #expect(tried > 5)
            #expect(try await world.changes() == before)
        }
    }

    @Test func `another practice's owner finds nothing, here or there`() async throws {
        let world = try await World()
        let things = try await world.othersThings()
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("otto@elm.example", staff: true, at: "elm")
            let token = try await browser.anyToken(staff: true, at: "elm")
            let here = try await browser.anyToken(staff: true)
            let before = try await world.changes()
            for route in Route.all(of: world.portal) where route.isOfStaff && !route.isPublic {
                guard let address = route.address(things) else { continue }
                expectLogin(try await browser.call(route, at: address, token: here), route)
                guard !route.things.isEmpty, let there = route.address(things.merging(["practice": "elm"]) { $1 }) else { continue }
                expectNothing(of: try await browser.call(route, at: there, token: token), route)
            }
            #expect(try await world.changes() == before)
        }
    }
}
