import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Signing up")
struct SignUpTests {
    let page = "/p/laurier/sign-up"
    let code = "/p/laurier/code"

    func form(_ email: String = "rosa@mail.example") -> [String: String] {
        ["name": "Rosa Roy", "email": email, "password": World.password, "terms": "yes"]
    }

    @Test func `it is offered and works where the practice wants it, and isn't there where not`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let loginLink = "class=\"tool\" href=\"/p/laurier/login\""
            #expect(try await browser.get("/p/laurier/login").text.contains("href=\"\(page)\""))
            #expect(try await browser.get("/p/laurier/staff/login").text.contains(page) == false)
            let shown = try await browser.get(page)
            #expect(shown.text.contains("/p/laurier/terms") && shown.text.contains("/p/laurier/privacy"))
            for close in [{ $0.isSignUpOpen = false }, { $0.admitsOnlyKnownClients = true }] as [@Sendable (inout IdentityPolicy) -> Void] {
                try await world.set {
                    $0 = IdentityPolicy(); close(&$0)
                }
                #expect(try await browser.get("/p/laurier/login").text.contains(page) == false)
                let shut = try await browser.get(page)
                #expect(shut.status == .notFound && shut.text.contains("crée elle-même les comptes") && shut.text.contains(loginLink))
                #expect(try await browser.post(page, form(), tokenFrom: "/p/laurier/login").status == .notFound)
            }
            try await world.set { $0 = IdentityPolicy() }
            #expect(try await browser.get(page).text.contains(loginLink))
            try await world.set { $0 = IdentityPolicy(showsLoginLinks: false) }
            #expect(try await browser.get("/p/laurier/login").text.contains(page) == false)
            let quiet = try await browser.get(page)
            #expect(quiet.status == .ok && !quiet.text.contains(loginLink))
        }
        #expect(try await world.account("rosa@mail.example") == nil)
    }

    @Test func `the code from the mail, typed where one signed up, confirms the address and logs in`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            let answer = try await browser.post(page, form(), tokenFrom: page)
            #expect(answer.status == .seeOther && answer.location == code)
            #expect(try await browser.get(code).text.contains("rosa@mail.example"))
            #expect(try await world.account("rosa@mail.example")?.verifiedAt == nil)
            let asked = try await world.mailbox.challenge()
            let typed = world.mailbox.code(of: asked)
            let done = try await browser.post(code, ["code": " \(typed.prefix(3))-\(typed.suffix(3))"], tokenFrom: code)
            #expect(done.location == "/p/laurier/account?done=confirmed")
            #expect(try await browser.get("/p/laurier/account").status == .ok)
            #expect(try await world.account("rosa@mail.example")?.verifiedAt == World.start)
            #expect(try await world.mailbox.notices() == [.prospectWaiting(#require(asked.account), for: world.owner.id)])
        }
    }

    @Test func `a known address gets the same answers byte for byte, and costs as many hashes`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            var said: [[String]] = []
            for email in ["nadia@mail.example", "nobod@mail.example"] {
                let browser = Browser(client)
                var answers: [Answer] = []
                let hashes = try await world.hashes {
                    answers.append(try await browser.post(page, form(email), tokenFrom: page))
                    answers.append(try await browser.get(code))
                    for _ in 1...5 { answers.append(try await browser.post(code, ["code": "123 45"], tokenFrom: code)) }
                    answers.append(try await browser.get(code))
                }
                #expect(hashes == 1)
                said.append(answers.map { "\($0.status) \($0.location ?? "") " + $0.comparable.replacing(email, with: "ADDRESS") })
            }
            #expect(said.first == said.last)
        }
        #expect(try await world.mailbox.notices().contains(.accountExists(world.nadiasAccount.id)))
    }

    @Test func `a known address keeps its password, and nobody gets in by the other`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            var new = form("nadia@mail.example")
            new["password"] = "another password"
            #expect(try await Browser(client).post(page, new, tokenFrom: page).status == .seeOther)
            let login = "/p/laurier/login"
            let wrong = ["email": "nadia@mail.example", "password": "another password"]
            #expect(try await Browser(client).post(login, wrong, tokenFrom: login).status == .unprocessableContent)
            try await Browser(client).logIn("nadia@mail.example")
        }
    }

    @Test func `what is wrong is said beside its field, and what was typed comes back, but not the password`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let answer = try await Browser(client).post(
                page, ["name": "Rosa <b>", "email": "rosa@", "password": "short one"], tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            for field in ["email", "password", "terms"] { #expect(answer.text.contains("href=\"#\(field)\""), "\(field)") }
            #expect(answer.text.contains("value=\"Rosa &lt;b&gt;\"") && answer.text.contains("value=\"rosa@\""))
            #expect(!answer.text.contains("short one"))
            #expect(try await world.mailbox.notices().isEmpty)
        }
    }

    @Test func `the fourth mail to an address waits, whether or not it has an account`() async throws {
        for email in ["nadia@mail.example", "nobody@mail.example"] {
            let world = try await World()
            try await world.test { client async throws in
                let browser = Browser(client)
                for _ in 1...3 { #expect(try await browser.post(page, form(email), tokenFrom: page).status == .seeOther) }
                let hashes = try await world.hashes {
                    let answer = try await browser.post(page, form(email), tokenFrom: page)
                    #expect(answer.status == .tooManyRequests)
                    #expect(answer.header("Retry-After") == "60")
                }
                #expect(hashes == 0)
                // Forgotten passwords draw on the same allowance.
                let forgot = "/p/laurier/forgot"
                #expect(try await browser.post(forgot, ["email": email], tokenFrom: forgot).status == .tooManyRequests)
            }
        }
    }

    @Test func `five wrong codes end it, for the right code and for the link`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            _ = try await browser.post(page, form(), tokenFrom: page)
            let asked = try await world.mailbox.challenge()
            let wrong = ["code": world.mailbox.wrongCode(of: asked)]
            for _ in 1...4 { #expect(try await browser.post(code, wrong, tokenFrom: code).status == .unprocessableContent) }
            #expect(try await browser.post(code, wrong, tokenFrom: code).text.contains("ne fonctionne plus"))
            _ = try await browser.post(code, ["code": world.mailbox.code(of: asked)], tokenFrom: "/p/laurier/login")
            let link = try world.mailbox.page(of: asked)
            #expect(try await browser.get(link).text.contains("ne fonctionne plus"))
            #expect(try await world.account("rosa@mail.example")?.verifiedAt == nil)
        }
    }

    @Test func `the code is good in the browser alone that asked`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (browser, other) = (Browser(client), Browser(client))
            _ = try await browser.post(page, form(), tokenFrom: page)
            let asked = try await world.mailbox.challenge()
            other.cookies["vestibule-asked-client-laurier"] = "\(asked.id).somebody-elses-random-key"
            let form = ["code": world.mailbox.code(of: asked)]
            let answer = try await other.post(code, form, tokenFrom: "/p/laurier/login")
            #expect(answer.text.contains("ne fonctionne plus"))
            #expect(try await world.account("rosa@mail.example")?.verifiedAt == nil)
            #expect(try await browser.post(code, form, tokenFrom: code).status == .seeOther)
        }
    }
}

extension Challenge {
    /// Whose account it is about.
    var account: AccountID? { if case .account(let id)? = login { id } else { nil } }
}
