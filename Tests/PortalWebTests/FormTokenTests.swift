import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Form tokens")
struct FormTokenTests {
    let login = "/p/laurier/login"
    let form = ["email": "nadia@mail.example", "password": World.password]

    @Test func `a form without its token is refused`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            _ = try await browser.get(login)
            let answer = try await browser.post(login, form)
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("restée ouverte trop longtemps"))
        }
    }

    @Test func `another browser's token is refused`() async throws {
        try await World().test { client async throws in
            let token = try await Browser(client).get(login).formToken
            let browser = Browser(client)
            _ = try await browser.get(login)
            var stolen = form
            stolen["csrf"] = token
            #expect(try await browser.post(login, stolen).status == .forbidden)
        }
    }

    @Test func `the token of before login is no good after it`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let before = try #require(try await browser.get(login).formToken)
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.post("/p/laurier/logout", ["csrf": before]).status == .forbidden)
            #expect(try await browser.get("/p/laurier/account").status == .ok)
        }
    }

    @Test(arguments: ["https://evil.example", "null", "http://localhost.evil.example"])
    func `a form sent by another site is refused, token or not`(origin: String) async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            browser.origin = origin
            #expect(try await browser.post(login, form, tokenFrom: login).status == .forbidden)
        }
    }

    @Test(arguments: ["cross-site", "same-site"])
    func `what the browser says of itself counts before the origin`(site: String) async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            browser.headers = ["Sec-Fetch-Site": site]
            #expect(try await browser.post(login, form, tokenFrom: login).status == .forbidden)
        }
    }

    @Test func `a body that is too long is refused before it is read`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let answer = try await browser.post(login, ["email": String(repeating: "a", count: 70_000)], tokenFrom: login)
            #expect(answer.status == .contentTooLarge)
        }
    }
}
