import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Cookies")
struct CookieTests {
    @Test func `over https a login cookie is bound to its host and hidden from scripts`() async throws {
        let world = try await World(publicURL: "https://portal.example")
        try await world.test { client async throws in
            let browser = Browser(client)
            browser.origin = "https://portal.example"
            let page = "/p/laurier/staff/login"
            let answer = try await browser.post(
                page, ["email": "elise@laurier.example", "password": World.password], tokenFrom: page)
            let cookie = try #require(answer.cookies.first { $0.name == "__Host-vestibule-staff-laurier" })
            #expect(cookie.attributes.isSuperset(of: ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]))
            #expect(!cookie.attributes.contains { $0.hasPrefix("Domain") })
            #expect(cookie.value.count == 22)
            #expect(answer.header("Strict-Transport-Security") != nil)
        }
    }

    @Test func `over http on localhost there is no prefix, which browsers would refuse`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let page = "/p/laurier/login"
            let answer = try await browser.post(
                page, ["email": "nadia@mail.example", "password": World.password], tokenFrom: page)
            let cookie = try #require(answer.cookies.first { $0.name == "vestibule-client-laurier" })
            #expect(cookie.attributes.isSuperset(of: ["Path=/", "HttpOnly", "SameSite=Lax"]))
            #expect(!cookie.attributes.contains("Secure"))
            #expect(answer.header("Strict-Transport-Security") == nil)
        }
    }

    @Test func `practices don't log each other's people out`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            try await browser.logIn("sam@mail.example", at: "elm")
            #expect(try await browser.get("/p/laurier/account").status == .ok)
            #expect(try await browser.get("/p/elm/account").status == .ok)
        }
    }
}
