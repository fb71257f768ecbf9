import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Confirming an address by the link in a mail")
struct ConfirmationTests {
    /// Somebody signs up in a browser; what they were sent.
    private func signUp(_ world: World, _ browser: Browser) async throws -> Challenge {
        let page = "/p/laurier/sign-up"
        let form = ["name": "Rosa Roy", "email": "rosa@mail.example", "password": World.password, "terms": "yes"]
        try #require(try await browser.post(page, form, tokenFrom: page).status == .seeOther)
        return try await world.mailbox.challenge()
    }

    private func isVerified(_ world: World) async throws -> Bool { try await world.account("rosa@mail.example")?.verifiedAt != nil }

    @Test func `opening the link changes nothing, its button confirms, once`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let asked = try await signUp(world, browser)
            let link = try world.mailbox.page(of: asked)
            for _ in 1...3 { #expect(try await browser.get(link).status == .ok) }
            #expect(try await browser.send(.head, link).status == .ok)
            #expect(try await !isVerified(world))
            let form = ["secret": world.mailbox.secret(of: asked)]
            let answer = try await browser.post(link, form, tokenFrom: link)
            #expect(answer.location == "/p/laurier/login?done=confirmed")
            #expect(try await isVerified(world))
            #expect(try await browser.get("/p/laurier/login?done=confirmed").text.contains("Votre adresse est confirmée"))
            #expect(try await browser.get(link).text.contains("ne fonctionne plus"))
            #expect(try await browser.post(link, form, tokenFrom: "/p/laurier/login").text.contains("ne fonctionne plus"))
        }
    }

    @Test func `without a script the code is typed there, and wrong ones are counted`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let asked = try await signUp(world, browser)
            let link = try world.mailbox.page(of: asked)
            let wrong = ["code": world.mailbox.wrongCode(of: asked)]
            for _ in 1...4 { #expect(try await browser.post(link, wrong, tokenFrom: link).status == .unprocessableContent) }
            #expect(try await browser.post(link, [:], tokenFrom: link).status == .unprocessableContent)
            #expect(try await browser.post(link, ["secret": "half-of-it"], tokenFrom: link).status == .unprocessableContent)
            let right = ["code": world.mailbox.code(of: asked)]
            #expect(try await browser.post(link, right, tokenFrom: link).status == .seeOther)
            #expect(try await isVerified(world))
        }
    }

    @Test func `a link is no good after three days, at another practice, at the other door, or for something else`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let asked = try await signUp(world, browser)
            let form = ["secret": world.mailbox.secret(of: asked)]
            for path in ["/p/elm/confirm/\(asked.id)", "/p/laurier/reset/\(asked.id)"] {
                let login = path.hasPrefix("/p/elm") ? "/p/elm/login" : "/p/laurier/login"
                #expect(try await browser.post(path, form, tokenFrom: login).status == .ok)
            }
            world.clock.advance(Challenge.Purpose.verifyEmail.lifetime)
            let late = try await browser.post(world.mailbox.page(of: asked), form, tokenFrom: "/p/laurier/login")
            #expect(late.status == .ok && late.text.contains("ne fonctionne plus"))
            #expect(try await !isVerified(world))
            #expect(try await browser.get("/p/laurier/confirm/%20").status == .notFound)
        }
    }

    @Test func `who isn't confirmed logs in all the same, and has the mail sent again; the one before is no good`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let first = try await signUp(world, browser)
            try await browser.logIn("rosa@mail.example")
            let account = "/p/laurier/account"
            let resend = "/p/laurier/account/security/confirmation"
            #expect(try await browser.get(account).text.contains("action=\"\(resend)\""))
            let answer = try await browser.post(resend, tokenFrom: account)
            #expect(answer.location == "/p/laurier/code")
            let second = try await world.mailbox.challenge()
            #expect(second.id != first.id)
            #expect(try await browser.get(world.mailbox.page(of: first)).text.contains("ne fonctionne plus"))
            let form = ["code": world.mailbox.code(of: second)]
            #expect(try await browser.post("/p/laurier/code", form, tokenFrom: account).location == "\(account)?done=confirmed")
            #expect(try await browser.get("\(account)?done=confirmed").text.contains("Votre adresse courriel est confirmée"))
            #expect(try await !browser.get(account).text.contains(resend))
        }
    }
}
