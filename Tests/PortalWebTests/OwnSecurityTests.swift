import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("One's own password and address")
struct OwnSecurityTests {
    let page = "/p/laurier/account/security"

    @Test func `strangers are sent to the login, and the other door's people too`() async throws {
        try await World().test { client async throws in
            let staff = Browser(client)
            try await staff.logIn("elise@laurier.example", staff: true)
            for browser in [Browser(client), staff] {
                #expect(try await browser.get(page).location?.hasPrefix("/p/laurier/login") == true)
                for act in ["password", "email", "confirmation", "everywhere"] {
                    let answer = try await browser.post("\(page)/\(act)", tokenFrom: "/p/laurier/login")
                    #expect(answer.location?.hasPrefix("/p/laurier/login") == true, "\(act)")
                }
            }
            let client2 = Browser(client)
            try await client2.logIn("nadia@mail.example")
            #expect(try await client2.get("/p/laurier/staff/security").location?.hasPrefix("/p/laurier/staff/login") == true)
        }
    }

    @Test func `a changed password ends the other logins, closes rooms, and this one goes on with a new cookie`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let (browser, elsewhere) = (Browser(client), Browser(client))
            try await browser.logIn("nadia@mail.example")
            try await elsewhere.logIn("nadia@mail.example")
            let before = browser.cookies["vestibule-client-laurier"]
            let form = ["current": World.password, "password": "quite another one"]
            let answer = try await browser.post("\(page)/password", form, tokenFrom: page)
            #expect(answer.location == "\(page)?done=password")
            #expect(try await browser.get("\(page)?done=password").status == .ok)
            #expect(browser.cookies["vestibule-client-laurier"] != before)
            #expect(try await elsewhere.get(page).status == .seeOther)
            let told = try await world.mailbox.notices()
            #expect(told == [.loginChanged(.account(world.nadiasAccount.id), .password, to: world.nadiasAccount.email)])
        }
        #expect(try await world.store.commands(after: 0).map(\.command) == [.subjectRevoked(.account(world.nadiasAccount.id))])
    }

    @Test func `without the current password nothing changes, and guesses are counted`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let wrong = ["current": "not the password", "password": "quite another one"]
            #expect(try await browser.post("\(page)/password", ["password": "quite another one"], tokenFrom: page).status == .unprocessableContent)
            #expect(try await browser.post("\(page)/password", ["current": World.password], tokenFrom: page).status == .unprocessableContent)
            for _ in 1...5 {
                #expect(try await browser.post("\(page)/password", wrong, tokenFrom: page).text.contains("Ce n’est pas votre mot de passe"))
            }
            let right = wrong.merging(["current": World.password]) { $1 }
            #expect(try await browser.post("\(page)/password", right, tokenFrom: page).text.contains("Trop de tentatives"))
            world.clock.advance(.seconds(31))
            #expect(try await browser.post("\(page)/password", right, tokenFrom: page).status == .seeOther)
        }
    }

    @Test func `a new address counts once it is confirmed there`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let form = ["email": "nadia@new.example", "emailPassword": World.password]
            #expect(try await browser.post("\(page)/email", form, tokenFrom: page).location == "/p/laurier/code")
            #expect(try await browser.get(page).text.contains("nadia@mail.example"))
            let asked = try await world.mailbox.challenge()
            let code = ["code": world.mailbox.code(of: asked)]
            #expect(try await browser.post("/p/laurier/code", code, tokenFrom: page).location == "/p/laurier/account?done=confirmed")
            #expect(try await browser.get(page).text.contains("nadia@new.example"))
            let told = try await world.mailbox.notices()
            #expect(told == [.loginChanged(.account(world.nadiasAccount.id), .email, to: world.nadiasAccount.email)])
            try await Browser(client).logIn("nadia@new.example")
        }
    }

    @Test func `an address that somebody has is answered like a free one`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            var said: [[String]] = []
            for email in ["marc@mail.example", "free@mail.example"] {
                let browser = Browser(client)
                try await browser.logIn("nadia@mail.example")
                var answers: [Answer] = []
                let hashes = try await world.hashes {
                    let form = ["email": email, "emailPassword": World.password]
                    answers.append(try await browser.post("\(page)/email", form, tokenFrom: page))
                    answers.append(try await browser.get("/p/laurier/code"))
                }
                #expect(hashes == 1)
                said.append(answers.map { "\($0.status) \($0.location ?? "") " + $0.comparable.replacing(email, with: "ADDRESS") })
            }
            #expect(said.first == said.last)
        }
    }

    @Test(arguments: [["email": "nadia@mail.example", "emailPassword": World.password], ["email": "nadia@"], ["email": "new@mail.example"]])
    func `an address that is no change, no address, or comes without the password is refused`(form: [String: String]) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let answer = try await browser.post("\(page)/email", form, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("value=\"\(form["email"] ?? "")\""))
        }
        #expect(try await world.mailbox.notices().isEmpty)
    }

    @Test func `logging out everywhere ends this login too, and closes rooms`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            for (email, isStaff) in [("nadia@mail.example", false), ("elise@laurier.example", true)] {
                let page = isStaff ? "/p/laurier/staff/security" : page
                let (browser, elsewhere) = (Browser(client), Browser(client))
                try await browser.logIn(email, staff: isStaff)
                try await elsewhere.logIn(email, staff: isStaff)
                _ = try await browser.post("\(page)/everywhere", tokenFrom: page)
                #expect(try await browser.get(page).status == .seeOther)
                #expect(try await elsewhere.get(page).status == .seeOther)
            }
        }
        let commands = try await world.store.commands(after: 0).map(\.command)
        #expect(commands == [.subjectRevoked(.account(world.nadiasAccount.id)), .subjectRevoked(.staff(world.elise.id))])
    }

    @Test func `somebody deactivated is out of every page at once, and rooms close`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("elise@laurier.example", staff: true)
            try await world.store.deactivateStaff(world.elise.id, in: world.practice.id, now: World.start)
            #expect(try await browser.get("/p/laurier/staff/security").status == .seeOther)
            let form = ["current": World.password, "password": "quite another one"]
            let answer = try await browser.post("/p/laurier/staff/security/password", form, tokenFrom: "/p/laurier/staff/login")
            #expect(answer.location?.hasPrefix("/p/laurier/staff/login") == true)
        }
        #expect(try await world.store.commands(after: 0).map(\.command) == [.subjectRevoked(.staff(world.elise.id))])
    }
}
