import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("The language of an account")
struct OwnLanguageTests {
    private let toEnglish = "/p/laurier/language?to=en&back=/p/laurier/account"

    @Test func `who switches while logged in gets mails in that language too`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.get(toEnglish).location == "/p/laurier/account")
            #expect(try await world.store.account(world.nadiasAccount.id, in: world.practice.id)?.language == .english)
            let another = Browser(client)
            try await another.logIn("nadia@mail.example")
            #expect(try await another.get("/p/laurier/account").text.contains("<html lang=\"en\">"), "on another device too")
        }
    }

    @Test func `strangers, other sites and the staff's pages change no account`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            _ = try await Browser(client).get(toEnglish)
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            _ = try await browser.get("/p/laurier/language?to=en&back=/p/laurier/staff/today")
            browser.headers["Sec-Fetch-Site"] = "cross-site"
            _ = try await browser.get(toEnglish)
            #expect(try await world.store.account(world.nadiasAccount.id, in: world.practice.id)?.language == nil)
        }
    }
}
