import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Forgotten passwords")
struct ForgottenPasswordTests {
    /// The mail of somebody who forgot their password.
    private func forget(_ email: String, door: String = "", _ world: World, _ client: any TestClientProtocol) async throws -> Challenge {
        let page = "/p/laurier\(door)/forgot"
        let answer = try await Browser(client).post(page, ["email": email], tokenFrom: page)
        try #require(answer.location == "\(page)?done=sent")
        return try await world.mailbox.challenge()
    }

    @Test(arguments: [("", "nadia@mail.example", "nobod@mail.example"), ("/staff", "elise@laurier.example", "nobod@laurier.example")])
    func `a known and an unknown address get the same answers byte for byte, and no hash`(door: String, known: String, unknown: String) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let page = "/p/laurier\(door)/forgot"
            var said: [[String]] = []
            for email in [known, unknown] {
                let browser = Browser(client)
                var answers: [Answer] = []
                let hashes = try await world.hashes {
                    answers.append(try await browser.post(page, ["email": email], tokenFrom: page))
                    answers.append(try await browser.get("\(page)?done=sent"))
                }
                #expect(hashes == 0)
                said.append(answers.map { "\($0.status) \($0.location ?? "") " + $0.comparable })
            }
            #expect(said.first == said.last)
            let address = try EmailAddress(unknown)
            #expect(try await world.mailbox.notices().contains(door.isEmpty ? .noAccount(address) : .noStaffLogin(address)))
        }
    }

    @Test func `a new password logs out everywhere, closes rooms, and is the one that works`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let elsewhere = Browser(client)
            try await elsewhere.logIn("nadia@mail.example")
            let asked = try await forget("nadia@mail.example", world, client)
            let link = try world.mailbox.page(of: asked)
            let browser = Browser(client)
            let form = ["secret": world.mailbox.secret(of: asked), "password": "quite another one"]
            #expect(try await browser.post(link, form, tokenFrom: link).location == "/p/laurier/login?done=reset")
            #expect(try await elsewhere.get("/p/laurier/account").status == .seeOther)
            #expect(try await world.store.commands(after: 0).map(\.command) == [.subjectRevoked(.account(world.nadiasAccount.id))])
            let login = "/p/laurier/login"
            let old = ["email": "nadia@mail.example", "password": World.password]
            #expect(try await browser.post(login, old, tokenFrom: login).status == .unprocessableContent)
            let new = old.merging(["password": "quite another one"]) { $1 }
            #expect(try await browser.post(login, new, tokenFrom: login).status == .seeOther)
            #expect(try await browser.post(link, form, tokenFrom: "/p/laurier/account").text.contains("ne fonctionne plus"))
        }
    }

    @Test func `a password too short is said, the link stays good, and costs no try`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let asked = try await forget("nadia@mail.example", world, client)
            let link = try world.mailbox.page(of: asked)
            let browser = Browser(client)
            let secret = world.mailbox.secret(of: asked)
            for _ in 1...6 {
                let answer = try await browser.post(link, ["secret": secret, "password": "too short"], tokenFrom: link)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("value=\"\(secret)\""))
                #expect(!answer.text.contains("too short"))
            }
            let form = ["code": world.mailbox.code(of: asked), "password": "quite another one"]
            #expect(try await browser.post(link, form, tokenFrom: link).status == .seeOther)
        }
    }

    @Test func `a guessed secret or code, a link too old, or of the other door changes nothing`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let asked = try await forget("elise@laurier.example", door: "/staff", world, client)
            let link = try world.mailbox.page(of: asked)
            #expect(link.hasPrefix("/p/laurier/staff/reset/"))
            let browser = Browser(client)
            let good = ["secret": world.mailbox.secret(of: asked), "password": "quite another one"]
            let wrong = try await browser.post(link, good.merging(["secret": "guess"]) { $1 }, tokenFrom: link)
            #expect(wrong.status == .unprocessableContent)
            let atClients = link.replacing("/staff", with: "")
            #expect(try await browser.post(atClients, good, tokenFrom: "/p/laurier/login").text.contains("ne fonctionne plus"))
            world.clock.advance(.seconds(3_600))
            #expect(try await browser.post(link, good, tokenFrom: "/p/laurier/login").text.contains("ne fonctionne plus"))
            let form = ["email": "elise@laurier.example", "password": World.password]
            let login = "/p/laurier/staff/login"
            #expect(try await browser.post(login, form, tokenFrom: login).status == .seeOther)
        }
    }

    /// Q20, Q21.
    @Test func `the login page links to it, and so does the alert of a wrong or an empty password`() async throws {
        try await World().test { client async throws in
            for door in ["", "/staff"] {
                let login = "/p/laurier\(door)/login"
                let link = "href=\"/p/laurier\(door)/forgot\""
                let browser = Browser(client)
                #expect(try await browser.get(login).text.contains(link))
                for password in ["", "wrong password"] {
                    let form = ["email": "nadia@mail.example", "password": password]
                    let text = try await browser.post(login, form, tokenFrom: login).text
                    let alert = try #require(text.firstMatch(of: /(?s)role="alert".*?<\/div>/)).output
                    #expect(alert.contains(link))
                }
            }
        }
    }
}

@Suite("Logging in by code")
struct CodeLoginTests {
    let login = "/p/laurier/login"
    let code = "/p/laurier/code"

    @Test(arguments: [false, true])
    func `C5 text messages are spoken of only where they can be sent`(sendsTexts: Bool) async throws {
        let world = try await world()
        var settings = world.settings
        settings.sendsTexts = sendsTexts
        let portal = Portal(
            store: world.store, journal: world.journal, settings: settings, files: try await World.files, serverKey: world.key,
            sign: world.signed.room, signStaff: world.signed.staff, passwords: world.passwords, now: world.clock.now)
        try await Application(router: portal.router(), logger: WatchedLog.logger).test(.router) { client async throws in
            let browser = Browser(client)
            #expect(try await browser.post(login, ["email": "nadia@mail.example"], tokenFrom: login).location == code)
            #expect(try await browser.get(code).text.contains("par texto") == sendsTexts)
            let staff = Browser(client)
            try await staff.logIn("odile@laurier.example", staff: true)
            let account = try await staff.get("/p/laurier/staff/clients/\(world.nadia.id)/account").text
            #expect(account.contains("Les codes de connexion y arrivent par message texte") == sendsTexts)
            let ways = try await staff.get("/p/laurier/staff/settings/portal").text
            #expect(ways.components(separatedBy: "par texto si le dossier").count - 1 == (sendsTexts ? 1 : 0))
            #expect(ways.contains("Par texto si le dossier contient") == sendsTexts)
        }
    }

    @Test func `C5 where no text message comes the code is sent by mail, for every address alike and under the same limit`() async throws {
        let world = try await world(onlyKnownClients: true)
        try await world.store.setMobile(
            try MobileNumber("514 555-0142"), of: world.nadiasAccount.id, in: world.practice.id, now: World.start)
        var settings = world.settings
        settings.sendsTexts = true
        let portal = Portal(
            store: world.store, journal: world.journal, settings: settings, files: try await World.files, serverKey: world.key,
            sign: world.signed.room, signStaff: world.signed.staff, passwords: world.passwords, now: world.clock.now)
        let byMail = "\(code)?by=mail"
        try await Application(router: portal.router(), logger: WatchedLog.logger).test(.router) { client async throws in
            var said: Set<[String]> = []
            for email in ["nadia@mail.example", "marc@mail.example", "petra@mail.example", "nobod@mail.example"] {
                let browser = Browser(client)
                var answers = [try await browser.post(login, ["email": email], tokenFrom: login), try await browser.get(code)]
                #expect(answers[1].text.contains("L’envoyer par courriel"))
                answers.append(try await browser.post(code, ["code": "12345"], tokenFrom: code))
                answers.append(try await browser.post(code, ["send": "mail"], tokenFrom: code))
                #expect(answers.last?.location == byMail)
                answers.append(try await browser.get(byMail))
                #expect(answers.last?.text.contains("par texto") == false)
                answers.append(try await browser.post(byMail, ["code": "12345"], tokenFrom: byMail))
                // The third one; the fourth is one too many.
                for _ in 1...2 { answers.append(try await browser.post(code, ["send": "mail"], tokenFrom: code)) }
                #expect(answers.last?.status == .tooManyRequests)
                answers.append(try await browser.get(code))
                said.insert(answers.map { "\($0.status) \($0.location ?? "") " + $0.comparable.replacing(email, with: "ADDRESS") })
            }
            #expect(said.count == 1)
            world.clock.advance(.seconds(3_600))
            let browser = Browser(client)
            _ = try await browser.post(login, ["email": "nadia@mail.example"], tokenFrom: login)
            let text = try #require(try await world.store.outbox(of: world.practice.id, in: .due).first)
            _ = try await browser.post(code, ["send": "mail"], tokenFrom: code)
            let mail = try #require(try await world.store.outbox(of: world.practice.id, in: .due).first)
            #expect(text.channel == .sms && mail.channel == .mail && mail.notice != text.notice)
            let right = ["code": world.mailbox.code(of: try await world.mailbox.challenge())]
            #expect(try await browser.post(byMail, right, tokenFrom: byMail).location == "/p/laurier/account")
        }
    }

    private func world(onlyKnownClients: Bool = false) async throws -> World {
        let world = try await World()
        try await world.set { $0 = IdentityPolicy(loginMethod: .code, admitsOnlyKnownClients: onlyKnownClients) }
        return world
    }

    @Test func `an address, a code, and one is in; there is no password to forget or to log in with`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            let browser = Browser(client)
            let page = try await browser.get(login).text
            #expect(!page.contains("type=\"password\"") && !page.contains("/forgot"))
            for forgot in [try await browser.get("/p/laurier/forgot"), try await browser.post("/p/laurier/forgot", tokenFrom: login)] {
                #expect(forgot.status == .notFound && forgot.text.contains("class=\"button\" data-kind=\"quiet\" href=\"\(login)\""))
                #expect(forgot.text.contains("se connecte avec un code, envoyé chaque fois"), "why there is none")
            }
            let form = ["email": "nadia@mail.example", "password": World.password]
            #expect(try await browser.post(login, form, tokenFrom: login).location == code)
            let asked = try await world.mailbox.challenge()
            let right = ["code": world.mailbox.code(of: asked)]
            #expect(try await browser.post(code, right, tokenFrom: code).location == "/p/laurier/account")
            #expect(try await browser.get("/p/laurier/account").text.contains("Élise Gagnon"))
            let other = Browser(client)
            other.cookies = browser.cookies.filter { $0.key.contains("asked") }
            #expect(try await other.post(code, right, tokenFrom: login).status != .seeOther)
            // Staff keep their passwords.
            try await Browser(client).logIn("elise@laurier.example", staff: true)
        }
    }

    @Test func `known, unknown and not yet associated addresses are answered alike, with as little work`() async throws {
        let world = try await world(onlyKnownClients: true)
        try await world.test { client async throws in
            var said: Set<[String]> = []
            for email in ["nadia@mail.example", "petra@mail.example", "nobod@mail.example"] {
                let browser = Browser(client)
                var answers: [Answer] = []
                let hashes = try await world.hashes {
                    answers.append(try await browser.post(login, ["email": email], tokenFrom: login))
                    answers.append(try await browser.get(code))
                    for _ in 1...5 { answers.append(try await browser.post(code, ["code": "12345"], tokenFrom: code)) }
                }
                #expect(hashes == 0)
                said.insert(answers.map { "\($0.status) \($0.location ?? "") " + $0.comparable.replacing(email, with: "ADDRESS") })
            }
            #expect(said.count == 1)
        }
        let sent = try await world.mailbox.notices()
        #expect(sent.count == 3)
        #expect(try sent.contains(.noAccount(EmailAddress("petra@mail.example"))))
    }

    @Test func `C1 C4 an address in the client list is enough to log in, for every client who has it`() async throws {
        let world = try await world(onlyKnownClients: true)
        let (yan, address) = (try DisplayName.parse("Yan Côté"), try EmailAddress("yan@mail.example"))
        let one = try await world.store.createClient(
            in: world.practice.id, name: yan, email: address, language: .english, now: World.start)
        let child = try await world.store.createClient(
            in: world.practice.id, name: .parse("Zoé Côté"), email: address, now: World.start)
        try await world.test { client async throws in
            let browser = Browser(client)
            _ = try await browser.post(login, ["email": address.text], tokenFrom: login)
            let asked = try await world.mailbox.challenge()
            let right = ["code": world.mailbox.code(of: asked)]
            #expect(try await browser.post(code, right, tokenFrom: code).location == "/p/laurier/account")
            let account = try #require(try await world.account(address.text))
            #expect(account.name == yan && account.language == .english)
            let theirs = try #require(try await world.store.clientLogin(account.id, in: world.practice.id))
            #expect(Set(theirs.clients.map(\.id)) == [one.id, child.id])
            // What staff took away stays away, however often a code is asked for.
            for of in [one, child] { try await world.store.dissociate(account.id, from: of.id, in: world.practice.id, now: World.start) }
            _ = try await Browser(client).post(login, ["email": address.text], tokenFrom: login)
            #expect(try await world.mailbox.notices() == [.noAccount(address)])
        }
    }

    @Test func `an archived client's address is nobody's`() async throws {
        let world = try await world(onlyKnownClients: true)
        let address = try EmailAddress("yan@mail.example")
        let yan = try await world.store.createClient(in: world.practice.id, name: .parse("Yan"), email: address, now: World.start)
        _ = try await world.store.archiveClient(yan.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            _ = try await Browser(client).post(login, ["email": address.text], tokenFrom: login)
            #expect(try await world.mailbox.notices() == [.noAccount(address)])
            #expect(try await world.account(address.text) == nil)
        }
    }

    @Test func `a code is good for ten minutes`() async throws {
        let world = try await world()
        try await world.test { client async throws in
            let browser = Browser(client)
            _ = try await browser.post(login, ["email": "nadia@mail.example"], tokenFrom: login)
            let asked = try await world.mailbox.challenge()
            world.clock.advance(.seconds(600))
            let late = try await browser.post(code, ["code": world.mailbox.code(of: asked)], tokenFrom: login)
            #expect(late.text.contains("ne fonctionne plus"))
            #expect(try await browser.get("/p/laurier/account").status == .seeOther)
        }
    }

    @Test func `where only known clients may log in by password, others are refused like strangers`() async throws {
        let world = try await World()
        try await world.set { $0.admitsOnlyKnownClients = true }
        try await world.test { client async throws in
            let form = ["email": "petra@mail.example", "password": World.password]
            let hashes = try await world.hashes {
                let answer = try await Browser(client).post(login, form, tokenFrom: login)
                #expect(answer.status == .unprocessableContent)
            }
            #expect(hashes == 1)
            try await Browser(client).logIn("nadia@mail.example")
        }
    }
}
