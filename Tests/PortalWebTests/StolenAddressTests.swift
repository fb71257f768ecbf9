import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

/// Decision 0013: who types an address chooses nothing for who reads it.
@Suite("Accounts with somebody else's address")
struct StolenAddressTests {
    let account = "/p/laurier/account"
    let login = "/p/laurier/login"

    /// Mallory signs up with Rosa's address, and logs in as A9 allows; Rosa gets the mail.
    private func signUp(_ world: World, _ mallory: Browser) async throws -> Challenge {
        let page = "/p/laurier/sign-up"
        let form = ["name": "Rosa Roy", "email": "rosa@mail.example", "password": World.password, "terms": "yes"]
        try #require(try await mallory.post(page, form, tokenFrom: page).status == .seeOther)
        try await mallory.logIn("rosa@mail.example")
        return try await world.mailbox.challenge()
    }

    private func isLogin(_ password: String, _ browser: Browser) async throws -> Bool {
        try await browser.post(login, ["email": "rosa@mail.example", "password": password], tokenFrom: login).status == .seeOther
    }

    @Test func `confirmed in another browser, it gets another password, and whoever signed up is out`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (mallory, rosa) = (Browser(client), Browser(client))
            let asked = try await signUp(world, mallory)
            let link = try world.mailbox.page(of: asked)
            #expect(try await mallory.get(link).text.contains("type=\"password\"") == false)
            let shown = try await rosa.get(link).text
            #expect(shown.contains("type=\"password\"") && shown.contains("n’est pas celui de l’inscription"))
            let secret = world.mailbox.secret(of: asked)
            for password in ["", "too short"] {
                let answer = try await rosa.post(link, ["secret": secret, "password": password], tokenFrom: link)
                #expect(answer.status == .unprocessableContent && answer.text.contains("href=\"#password\""))
            }
            #expect(try await world.account("rosa@mail.example")?.verifiedAt == nil)
            let hashes = try await world.hashes {
                let guess = ["secret": "a-guess", "password": "quite another one"]
                let answer = try await rosa.post(link, guess, tokenFrom: link)
                #expect(answer.status == .unprocessableContent)
            }
            #expect(hashes == 0)
            let form = ["secret": secret, "password": "quite another one"]
            #expect(try await rosa.post(link, form, tokenFrom: link).location == "\(login)?done=confirmed")
            #expect(try await world.account("rosa@mail.example")?.verifiedAt == World.start)
            #expect(try await mallory.get(account).status == .seeOther)
            #expect(try await !isLogin(World.password, mallory))
            #expect(try await isLogin("quite another one", rosa))
            let id = try #require(asked.account)
            #expect(try await world.store.commands(after: 0).map(\.command) == [.subjectRevoked(.account(id))])
        }
    }

    @Test func `what was asked in the stranger's login opens nothing afterwards`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (mallory, rosa) = (Browser(client), Browser(client))
            let asked = try await signUp(world, mallory)
            let page = "\(account)/security"
            let wanted = ["email": "mallory@mail.example", "emailPassword": World.password]
            #expect(try await mallory.post("\(page)/email", wanted, tokenFrom: page).status == .seeOther)
            let change = try await world.mailbox.challenge()
            let link = try world.mailbox.page(of: asked)
            let form = ["secret": world.mailbox.secret(of: asked), "password": "quite another one"]
            #expect(try await rosa.post(link, form, tokenFrom: link).status == .seeOther)
            let code = ["code": world.mailbox.code(of: change)]
            #expect(try await mallory.post("/p/laurier/code", code, tokenFrom: login).text.contains("ne fonctionne plus"))
            #expect(try await world.account("mallory@mail.example") == nil)
        }
    }

    @Test func `vouched for by staff meanwhile, it is its reader's all the same`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (mallory, rosa) = (Browser(client), Browser(client))
            let asked = try await signUp(world, mallory)
            let id = try #require(asked.account)
            _ = try await world.store.verifyAccount(id, in: world.practice.id, now: World.start)
            let link = try world.mailbox.page(of: asked)
            let form = ["secret": world.mailbox.secret(of: asked), "password": "quite another one"]
            #expect(try await rosa.post(link, form, tokenFrom: link).status == .seeOther)
            #expect(try await mallory.get(account).status == .seeOther)
            #expect(try await !isLogin(World.password, mallory))
            #expect(try await world.account("rosa@mail.example")?.verifiedBy == .email)
        }
    }

    @Test func `where clients log in by code, the button is enough, and an older password is gone`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (mallory, rosa) = (Browser(client), Browser(client))
            let asked = try await signUp(world, mallory)
            try await world.set { $0.loginMethod = .code }
            let link = try world.mailbox.page(of: asked)
            #expect(try await rosa.get(link).text.contains("type=\"password\"") == false)
            let form = ["secret": world.mailbox.secret(of: asked)]
            #expect(try await rosa.post(link, form, tokenFrom: link).status == .seeOther)
            #expect(try await mallory.get(account).status == .seeOther)
            let id = try #require(asked.account)
            #expect(try await world.store.password(of: .account(id), in: world.practice.id) == nil)
        }
    }

    @Test func `its owner who signs up too is told, and takes it by a new password`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (mallory, rosa) = (Browser(client), Browser(client))
            let asked = try await signUp(world, mallory)
            let page = "/p/laurier/sign-up"
            let form = ["name": "Rosa Roy", "email": "rosa@mail.example", "password": "quite another one", "terms": "yes"]
            #expect(try await rosa.post(page, form, tokenFrom: page).location == "/p/laurier/code")
            #expect(try await world.mailbox.notices() == [.accountExists(#require(asked.account))])
            #expect(try await !isLogin("quite another one", rosa))
            let forgot = "/p/laurier/forgot"
            _ = try await rosa.post(forgot, ["email": "rosa@mail.example"], tokenFrom: forgot)
            let reset = try await world.mailbox.challenge()
            let link = try world.mailbox.page(of: reset)
            let chosen = ["secret": world.mailbox.secret(of: reset), "password": "quite another one"]
            #expect(try await rosa.post(link, chosen, tokenFrom: link).status == .seeOther)
            #expect(try await mallory.get(account).status == .seeOther)
            #expect(try await world.account("rosa@mail.example")?.verifiedBy == .email)
            #expect(try await rosa.get(world.mailbox.page(of: asked)).text.contains("ne fonctionne plus"))
        }
    }

    @Test func `associated before it is confirmed, it shows nothing of the client`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let mallory = Browser(client)
            let asked = try await signUp(world, mallory)
            let id = try #require(asked.account)
            try await world.store.associate(id, with: world.nadia.id, in: world.practice.id, now: World.start)
            world.clock.set("2026-11-24T14:55")
            for page in [account, "\(account)/history", "\(account)/receipts"] {
                let text = try await mallory.get(page).text
                #expect(text.contains("n’est pas encore confirmée") && !text.contains("Élise Gagnon"), "\(page)")
            }
            _ = try await world.store.verifyAccount(id, in: world.practice.id, now: World.start)
            #expect(try await mallory.get(account).text.contains("Élise Gagnon"))
        }
    }

    /// Else whoever reads the address would give it away to an account that isn't theirs.
    @Test func `a changed address is confirmed by who is logged in with the account, and nobody else`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            let page = "\(account)/security"
            let wanted = ["email": "rosa@mail.example", "emailPassword": World.password]
            #expect(try await nadia.post("\(page)/email", wanted, tokenFrom: page).status == .seeOther)
            let asked = try await world.mailbox.challenge()
            let link = try world.mailbox.page(of: asked)
            let form = ["secret": world.mailbox.secret(of: asked), "code": world.mailbox.code(of: asked)]
            let (rosa, marc, telephone) = (Browser(client), Browser(client), Browser(client))
            try await marc.logIn("marc@mail.example")
            for (browser, tokens) in [(rosa, login), (marc, account)] {
                #expect(try await browser.get(link).text.contains("\(login)?back=\(link)"))
                #expect(try await browser.post(link, form, tokenFrom: tokens).location == nil)
                #expect(try await world.account("rosa@mail.example") == nil)
            }
            try await telephone.logIn("nadia@mail.example")
            #expect(try await telephone.post(link, form, tokenFrom: link).location == "\(account)?done=confirmed")
            #expect(try await world.account("rosa@mail.example")?.id == world.nadiasAccount.id)
        }
    }

    @Test func `an address whose account is closed is told so, and the page says nothing`() async throws {
        let world = try await World()
        try await world.store.disableAccount(world.nadiasAccount.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let page = "/p/laurier/sign-up"
            let form = ["name": "Nadia", "email": "nadia@mail.example", "password": World.password, "terms": "yes"]
            #expect(try await Browser(client).post(page, form, tokenFrom: page).location == "/p/laurier/code")
            #expect(try await world.mailbox.notices() == [.noAccount(world.nadiasAccount.email)])
        }
    }
}
