import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// What a stranger's own cookies, second browsers and second tries tell of an address: nothing.
@Suite("What asking tells of an address")
struct EnumerationTests {
    let code = "/p/laurier/code"
    let login = "/p/laurier/login"

    /// The page of the link that was never sent to whoever asks: its id stands in their cookie.
    private func link(_ browser: Browser) throws -> String {
        let cookie = try #require(browser.cookies["vestibule-asked-client-laurier"])
        return "/p/laurier/confirm/\(try #require(cookie.split(separator: ".").first))"
    }

    private func said(_ answers: [Answer], of email: String, _ links: [String]) -> [String] {
        answers.map { answer in
            let text = links.reduce(answer.comparable.replacing(email, with: "ADDRESS")) { $0.replacing($1, with: "LINK") }
            return "\(answer.status) \(answer.location ?? "") \(text)"
        }
    }

    @Test func `who signs up finds the same page behind the link, whether or not the address has an account`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            var heard: [[String]] = []
            for email in ["nadia@mail.example", "nobod@mail.example"] {
                let (first, second) = (Browser(client), Browser(client))
                let page = "/p/laurier/sign-up"
                let form = ["name": "Rosa", "email": email, "password": World.password, "terms": "yes"]
                var answers = [try await first.post(page, form, tokenFrom: page), try await second.post(page, form, tokenFrom: page)]
                let links = [try link(first), try link(second)]
                for browser in [first, second] {
                    answers.append(try await browser.get(code))
                    for link in links { answers.append(try await browser.get(link)) }
                }
                let guess = ["secret": "a-guess", "password": "quite another one"]
                for link in links { answers.append(try await first.post(link, guess, tokenFrom: link)) }
                let typed = ["code": "12345", "password": "quite another one"]
                for link in links {
                    for _ in 1...6 { answers.append(try await second.post(link, typed, tokenFrom: login)) }
                }
                heard.append(said(answers, of: email, links))
            }
            #expect(heard.first == heard.last)
        }
    }

    @Test func `a second code ends the first, whether or not the address has an account`() async throws {
        let world = try await World()
        try await world.set { $0 = IdentityPolicy(loginMethod: .code) }
        try await world.test { client async throws in
            var heard: [[String]] = []
            for email in ["nadia@mail.example", "nobod@mail.example"] {
                let (first, second) = (Browser(client), Browser(client))
                for browser in [first, second] { _ = try await browser.post(login, ["email": email], tokenFrom: login) }
                let answers = [try await first.get(code), try await second.get(code)]
                #expect(answers[0].text.contains("ne fonctionne plus") && answers[1].text.contains(email))
                heard.append(said(answers, of: email, []))
            }
            #expect(heard.first == heard.last)
        }
    }

    @Test func `a wish for another address becomes of the same, whether or not it has an account`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            var heard: [[String]] = []
            for email in ["marc@mail.example", "free@mail.example"] {
                let browsers = [Browser(client), Browser(client), Browser(client)]
                let page = "/p/laurier/account/security"
                for (browser, wanted) in zip(browsers, ["own@mail.example", email, "own@mail.example"]) {
                    try await browser.logIn("nadia@mail.example")
                    let form = ["email": wanted, "emailPassword": World.password]
                    #expect(try await browser.post("\(page)/email", form, tokenFrom: page).location == code)
                }
                var answers: [Answer] = []
                let links = try browsers.map(link)
                for browser in browsers {
                    answers.append(try await browser.get(code))
                    for link in links { answers.append(try await browser.get(link)) }
                }
                heard.append(said(answers, of: email, links))
                world.clock.advance(.seconds(3_600))
            }
            #expect(heard.first == heard.last)
        }
    }
}
