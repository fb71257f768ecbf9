import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Logging in")
struct LoginTests {
    let login = "/p/laurier/login"

    @Test func `a client logs in and lands on the account`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let answer = try await browser.post(
                login, ["email": "Nadia@mail.example ", "password": World.password], tokenFrom: login)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/p/laurier/account")
            #expect(try await browser.get("/p/laurier/account").status == .ok)
            #expect(try await browser.get("/p/laurier").location == "/p/laurier/account")
        }
    }

    @Test func `staff log in at their own door, and only there`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let wrongDoor = try await browser.post(
                login, ["email": "elise@laurier.example", "password": World.password], tokenFrom: login)
            #expect(wrongDoor.status == .unprocessableContent)
            try await browser.logIn("elise@laurier.example", staff: true)
            #expect(try await browser.get("/p/laurier/staff").location == "/p/laurier/staff/today")
            #expect(try await browser.get("/p/laurier/account").location?.hasPrefix(login) == true)
        }
    }

    @Test func `an account of one practice is nobody in another`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            browser.cookies["vestibule-client-elm"] = browser.cookies["vestibule-client-laurier"]
            #expect(try await browser.get("/p/elm/account").location?.hasPrefix("/p/elm/login") == true)
            let page = "/p/elm/login"
            let answer = try await Browser(client).post(
                page, ["email": "nadia@mail.example", "password": World.password], tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test func `an unknown address and a wrong password get the same answer, byte for byte`() async throws {
        try await World().test { client async throws in
            var answers: [String] = []
            for email in ["nadia@mail.example", "nobod@mail.example"] {
                let answer = try await Browser(client).post(
                    login, ["email": email, "password": "wrong password"], tokenFrom: login)
                #expect(answer.status == .unprocessableContent)
                answers.append(answer.comparable.replacing(email, with: "ADDRESS"))
            }
            #expect(answers.first == answers.last)
        }
    }

    @Test func `what is missing is said beside its field, and what was typed comes back`() async throws {
        try await World().test { client async throws in
            let answer = try await Browser(client).post(login, ["email": "nadia@mail.example"], tokenFrom: login)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("value=\"nadia@mail.example\""))
            #expect(answer.text.contains("href=\"#password\""))
            #expect(answer.text.contains("id=\"password-error\""))
            #expect(answer.text.contains("<title>Erreur"))
        }
    }

    @Test func `the sixth attempt has to wait, whether or not the account exists`() async throws {
        for email in ["nadia@mail.example", "nobody@mail.example"] {
            let world = try await World()
            try await world.test { client async throws in
                let browser = Browser(client)
                let form = ["email": email, "password": "wrong password"]
                for _ in 1...5 {
                    #expect(try await browser.post(login, form, tokenFrom: login).status == .unprocessableContent)
                }
                let refused = try await browser.post(login, form, tokenFrom: login)
                #expect(refused.status == .tooManyRequests)
                #expect(refused.header("Retry-After") == "30")
                world.clock.advance(.seconds(31))
                #expect(try await browser.post(login, form, tokenFrom: login).status == .unprocessableContent)
            }
        }
    }

    @Test func `a throttled account doesn't let the right password in either`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            for _ in 1...5 {
                _ = try await browser.post(login, ["email": "nadia@mail.example", "password": "wrong one"], tokenFrom: login)
            }
            let form = ["email": "nadia@mail.example", "password": World.password]
            #expect(try await browser.post(login, form, tokenFrom: login).status == .tooManyRequests)
        }
    }

    @Test func `a disabled account is answered like a wrong password`() async throws {
        let world = try await World()
        try await world.store.disableAccount(world.nadiasAccount.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let form = ["email": "nadia@mail.example", "password": World.password]
            #expect(try await Browser(client).post(login, form, tokenFrom: login).status == .unprocessableContent)
        }
    }

    @Test func `somebody who is disabled while logged in is out at once`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            try await world.store.disableAccount(world.nadiasAccount.id, in: world.practice.id, now: World.start)
            #expect(try await browser.get("/p/laurier/account").status == .seeOther)
        }
    }

    @Test func `logging out ends the login on the server, not only in the browser`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let kept = browser.cookies
            let answer = try await browser.post("/p/laurier/logout", tokenFrom: "/p/laurier/account")
            #expect(answer.location == "/p/laurier/login?out=1")
            browser.cookies = kept
            #expect(try await browser.get("/p/laurier/account").status == .seeOther)
        }
    }

    @Test func `a login gets a new cookie each time`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let first = browser.cookies["vestibule-client-laurier"]
            browser.cookies = ["vestibule-client-laurier": "chosen-by-somebody-else-1"]
            try await browser.logIn("nadia@mail.example")
            let second = browser.cookies["vestibule-client-laurier"]
            #expect(second != first)
            #expect(second != "chosen-by-somebody-else-1")
        }
    }

    @Test func `a login over a login ends the one before on the server, and closes no room on the same person`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (browser, earlier) = (Browser(client), Browser(client))
            // Two tabs stood at the login page: the second is sent after the first has logged in.
            let form = ["email": "nadia@mail.example", "password": World.password]
            try await browser.logIn("nadia@mail.example")
            earlier.cookies = browser.cookies
            let page = try await browser.get("/p/laurier/account")
            let token = try #require(page.formToken)
            #expect(try await browser.post(login, form.merging(["csrf": token]) { $1 }).status == .seeOther)
            #expect(browser.cookies["vestibule-client-laurier"] != earlier.cookies["vestibule-client-laurier"])
            #expect(try await browser.get("/p/laurier/account").status == .ok)
            #expect(try await earlier.get("/p/laurier/account").status == .seeOther)
        }
        #expect(try await world.store.commands(after: 0).map(\.command) == [])
    }

    @Test func `a login lasts four hours without use`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            world.clock.advance(LoginSession.idle - .seconds(1))
            #expect(try await browser.get("/p/laurier/account").status == .ok)
            world.clock.advance(LoginSession.idle)
            #expect(try await browser.get("/p/laurier/account").status == .seeOther)
        }
    }

    @Test(arguments: [
        ("/p/laurier/sessions/abc", "/p/laurier/sessions/abc"), ("https://evil.example", "/p/laurier/account"),
        ("//evil.example/p/laurier", "/p/laurier/account"), ("/p/laurier\\@evil.example", "/p/laurier/account"),
        ("/p/elm/account", "/p/laurier/account"), ("/p/laurier/../elm/account", "/p/laurier/account"),
        ("javascript:alert(1)", "/p/laurier/account"), ("/p/laurierevil", "/p/laurier/account"),
    ])
    func `after login only a place of the same practice is gone to`(back: String, expected: String) async throws {
        try await World().test { client async throws in
            let form = ["email": "nadia@mail.example", "password": World.password, "back": back]
            #expect(try await Browser(client).post(login, form, tokenFrom: login).location == expected)
        }
    }

    @Test func `an unknown practice is not there`() async throws {
        try await World().test { client async throws in
            for path in ["/p/nowhere/login", "/p/LAURIER/login", "/p/%2e%2e/login"] {
                #expect(try await Browser(client).get(path).status == .notFound)
            }
        }
    }
}
