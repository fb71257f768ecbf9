import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Invitations and the second step")
struct SecondStepTests {
    let security = "/p/laurier/staff/security"
    let twoStep = "/p/laurier/staff/security/two-step"
    let secondStep = "/p/laurier/staff/second-step"
    let login = "/p/laurier/staff/login"

    /// What Élise's app shows now, or that many steps from now.
    private func code(_ world: World, in steps: Int64 = 0) async throws -> String {
        let step = try #require(try await world.store.secondStep(of: world.elise.id, in: world.practice.id))
        let app = AuthenticatorSecret(key: world.key).app(of: world.elise.id, version: step.version)
        let code = app?.code(at: TOTP.step(at: world.clock.now()) + steps, hmac: AuthenticatorSecret.hmac)
        return try #require(code).digits
    }

    /// Sets the second step up for Élise, who is logged in there.
    private func setUp(_ world: World, _ browser: Browser) async throws -> [String] {
        _ = try await browser.post("\(twoStep)/begin", tokenFrom: twoStep)
        let answer = try await browser.post("\(twoStep)/confirm", ["code": code(world)], tokenFrom: twoStep)
        try #require(answer.status == .ok)
        world.clock.advance(.seconds(60))
        return answer.text.matches(of: /<code>([^<]+)<\/code>/).map { String($0.1) }
    }

    private func password(_ browser: Browser, back: String = "") async throws -> Answer {
        let form = ["email": "elise@laurier.example", "password": World.password, "back": back]
        return try await browser.post(login, form, tokenFrom: login)
    }

    @Test func `set up by a code, it is asked for at login, and goes on where one wanted to`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            #expect(try await browser.get(twoStep).text.contains("begin"))
            _ = try await browser.post("\(twoStep)/begin", tokenFrom: twoStep)
            let page = try await browser.get(twoStep).text
            #expect(page.contains("otpauth://totp/Clinique%20Laurier:elise%40laurier.example?secret="))
            #expect(page.contains("class=\"qr-code\"") && page.contains("<path d=\"M4 4h7v1h-7z"))
            let wrong = try await browser.post("\(twoStep)/confirm", ["code": "12345"], tokenFrom: twoStep)
            #expect(wrong.status == .unprocessableContent)
            let codes = try await setUp(world, browser)
            #expect(Set(codes).count == RecoveryCode.count)
            #expect(try await !browser.get(twoStep).text.contains(codes[0]))

            let other = Browser(client)
            let back = "/p/laurier/staff/sessions/new"
            #expect(try await password(other, back: back).location == "\(secondStep)?back=\(back)")
            #expect(try await other.get("/p/laurier/staff/today").status == .seeOther)
            let page2 = "\(secondStep)?back=\(back)"
            #expect(try await other.get(page2).text.contains("propriétaire ou responsable de votre clinique"))
            #expect(try await other.get(page2).text.contains("value=\"\(back)\""))
            let form = ["code": try await code(world), "back": back]
            #expect(try await other.post(secondStep, form, tokenFrom: page2).location == back)
            #expect(try await other.get("/p/laurier/staff/today").status == .ok)
        }
    }

    @Test func `a code is good once, in the browser that the password came from`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            _ = try await setUp(world, browser)
            let (first, second, third) = (Browser(client), Browser(client), Browser(client))
            let form = ["code": try await code(world)]
            #expect(try await third.post(secondStep, form, tokenFrom: login).location == "\(login)?done=again")
            _ = try await password(first)
            #expect(try await first.post(secondStep, form, tokenFrom: secondStep).location == "/p/laurier/staff/today")
            _ = try await password(second)
            #expect(try await second.post(secondStep, form, tokenFrom: secondStep).status == .unprocessableContent)
            let next = ["code": try await code(world, in: 1)]
            #expect(try await second.post(secondStep, next, tokenFrom: secondStep).status == .seeOther)
        }
    }

    @Test func `a recovery code lets in once`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            let codes = try await setUp(world, browser)
            let form = ["code": try #require(codes.first).uppercased()]
            for (number, expected) in [HTTPResponse.Status.seeOther, .unprocessableContent].enumerated() {
                let other = Browser(client)
                _ = try await password(other)
                #expect(try await other.post(secondStep, form, tokenFrom: secondStep).status == expected, "\(number)")
            }
            #expect(try await browser.get(twoStep).text.contains("9"))
        }
    }

    @Test func `five wrong codes lead back to the password, and passwords are counted until a code was right`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let setter = Browser(client)
            try await setter.logIn("elise@laurier.example", staff: true)
            _ = try await setUp(world, setter)
            for attempt in 1...5 {
                let browser = Browser(client)
                #expect(try await password(browser).location == secondStep, "\(attempt)")
                for _ in 1...4 {
                    #expect(try await browser.post(secondStep, ["code": "12345"], tokenFrom: secondStep).status == .unprocessableContent)
                }
                let fifth = try await browser.post(secondStep, ["code": "12345"], tokenFrom: secondStep)
                #expect(fifth.location == "\(login)?done=again")
            }
            #expect(try await password(Browser(client)).status == .tooManyRequests)
        }
    }

    @Test func `where it is required, nothing else comes before it is set up`() async throws {
        let world = try await World()
        try await world.set { $0.twoStep = .everyone }
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            for path in ["today", "sessions/new", "security", "sessions/\(world.session.id)"] {
                #expect(try await browser.get("/p/laurier/staff/\(path)").location == twoStep, "\(path)")
            }
            let token = try #require(try await browser.get(twoStep).formToken)
            #expect(try await browser.postJSON("/p/laurier/staff/socket-token", token: token).status == .forbidden)
            #expect(try await browser.post("/p/laurier/staff/sessions/new", ["csrf": token]).status == .forbidden)
            _ = try await setUp(world, browser)
            #expect(try await browser.get("/p/laurier/staff/today").status == .ok)
            try await world.set { $0.twoStep = .overseers }
            try await Browser(client).logIn("paul@laurier.example", staff: true)
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            #expect(try await owner.get("/p/laurier/staff/today").location == twoStep)
            #expect(try await owner.post("/p/laurier/staff/logout", tokenFrom: twoStep).status == .seeOther)
        }
    }

    @Test func `switching it off takes the password and a code`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            _ = try await setUp(world, browser)
            let off = "\(twoStep)/off"
            let code = try await code(world)
            for form in [["code": code], ["code": code, "current": "wrong password"], ["current": World.password, "code": "12345"]] {
                #expect(try await browser.post(off, form, tokenFrom: twoStep).status == .unprocessableContent)
            }
            let right = ["current": World.password, "code": code]
            #expect(try await browser.post(off, right, tokenFrom: twoStep).location == "\(security)?done=twoStepOff")
            try await Browser(client).logIn("elise@laurier.example", staff: true)
        }
    }

    @Test func `whoever has a browser and the password can't guess the code that switches it off`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            _ = try await setUp(world, browser)
            let off = "\(twoStep)/off"
            let guess = ["current": World.password, "code": "12345"]
            for _ in 1...5 { #expect(try await browser.post(off, guess, tokenFrom: twoStep).text.contains("Trop de tentatives") == false) }
            let right = ["current": World.password, "code": try await code(world)]
            #expect(try await browser.post(off, right, tokenFrom: twoStep).text.contains("Trop de tentatives"))
            world.clock.advance(.seconds(31))
            let later = ["current": World.password, "code": try await code(world)]
            #expect(try await browser.post(off, later, tokenFrom: twoStep).location == "\(security)?done=twoStepOff")
        }
    }

    @Test func `strangers come to none of it`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            #expect(try await browser.get(twoStep).location?.hasPrefix(login) == true)
            #expect(try await browser.get(secondStep).location == "\(login)?done=again")
            for act in ["begin", "confirm", "off"] {
                #expect(try await browser.post("\(twoStep)/\(act)", tokenFrom: login).location?.hasPrefix(login) == true, "\(act)")
            }
        }
    }

    @Test func `an invitation says whom it is for, takes a password, and is good once`() async throws {
        let world = try await World()
        let ana = try await world.store.inviteStaff(
            in: world.practice.id, role: .admin, name: .parse("Ana <i>"), email: EmailAddress("ana@laurier.example"), now: World.start)
        try await world.test { client async throws in
            let asked = try await world.mailbox.challenge()
            let page = try world.mailbox.page(of: asked)
            let browser = Browser(client)
            #expect(try await browser.get(page).text.contains("Ana &lt;i&gt;"))
            #expect(try await world.store.password(of: .staff(ana.id), in: world.practice.id) == nil)
            let form = ["secret": world.mailbox.secret(of: asked), "password": World.password]
            #expect(try await browser.post(page, form.merging(["password": "short"]) { $1 }, tokenFrom: page).status == .unprocessableContent)
            #expect(try await browser.post(page, form.merging(["secret": "guess"]) { $1 }, tokenFrom: page).status == .unprocessableContent)
            #expect(try await browser.get("/p/elm/staff/invitation/\(asked.id)").text.contains("Ana") == false)
            #expect(try await browser.post(page, form, tokenFrom: page).location == "\(login)?done=joined")
            let again = try await browser.get(page).text
            #expect(again.contains("Cette invitation ne fonctionne plus") && again.contains("de l’envoyer de nouveau"))
            #expect(!again.contains("/forgot"))
            try await browser.logIn("ana@laurier.example", staff: true)
        }
    }
}
