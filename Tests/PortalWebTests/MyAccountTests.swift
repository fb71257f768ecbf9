import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("My account's pages")
struct MyAccountTests {
    let account = "/p/laurier/account"

    private func nadia(_ client: any TestClientProtocol, _ email: String = "nadia@mail.example") async throws -> Browser {
        let browser = Browser(client)
        try await browser.logIn(email)
        return browser
    }

    @Test(arguments: ["history", "profile", "receipts", "data"])
    func `a stranger is sent to the login, and back afterwards`(page: String) async throws {
        try await World().test { client async throws in
            let answer = try await Browser(client).get("\(account)/\(page)")
            #expect(answer.status == .seeOther && answer.location == "/p/laurier/login?back=\(account)/\(page)")
        }
    }

    @Test(arguments: ["", "/history", "/profile", "/receipts", "/security", "/data"])
    func `each page says where it is among the others`(page: String) async throws {
        try await World().test { client async throws in
            let text = try await nadia(client).get(account + page).text
            let places = text.matches(of: /<a href="([^"]+)" aria-current="page">/).map { String($0.1) }
            #expect(places == [account + (page == "/history" ? "" : page)])
        }
    }

    @Test func `M2 the history says what was cancelled and missed, page by page`() async throws {
        let world = try await World()
        let people = try await world.people()
        for hour in 0..<18 {
            for minute in ["00", "20", "40"] {
                let booking = try await people.booking(
                    world.practice, world.elise, [world.nadia], "2026-11-25T\(hour < 10 ? "0" : "")\(hour):\(minute)")
                if hour == 17 {
                    _ = try await world.store.cancelBooking(booking.id, in: world.practice.id, reason: "Grippe", now: World.start)
                } else if hour == 16 {
                    _ = try await world.store.recordAttendance(
                        .noShow, at: booking.id, in: world.practice.id, now: World.moment("2026-11-26T09:00"))
                }
            }
        }
        world.clock.set("2026-11-26T09:00")
        try await world.test { client async throws in
            let browser = try await nadia(client)
            #expect(try await browser.get(account).text.contains("href=\"\(account)/history\""))
            let first = try await browser.get("\(account)/history").text
            #expect(first.matches(of: /class="row__when"/).count == 50)
            #expect(first.contains("1 à 50 sur 55") && first.contains("Annulée") && first.contains("Manquée"))
            #expect(first.contains("Raison donnée\u{a0}: Grippe"))
            let second = try await browser.get("\(account)/history?page=2").text
            #expect(second.matches(of: /class="row__when"/).count == 5)
            #expect(try await browser.get("\(account)/history?page=99").text.contains("51 à 55 sur 55"))
            let marc = try await nadia(client, "marc@mail.example").get("\(account)/history").text
            #expect(marc.matches(of: /class="row__when"/).count == 1)
        }
    }

    @Test func `M1 the profile is shown and changed`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await nadia(client)
            let page = try await browser.get("\(account)/profile")
            #expect(page.text.contains("value=\"Nadia Tremblay\"") && page.text.contains("c@mail.example"))
            #expect(page.text.contains("514 555-0142"), "how to have a record corrected")
            #expect(!page.text.contains("Cellulaire pour les codes"))
            try await world.store.setMobile(
                try MobileNumber("514 555-0199"), of: world.nadiasAccount.id, in: world.practice.id, now: World.start)
            let reached = try await browser.get("\(account)/profile").text
            #expect(reached.contains("Cellulaire pour les codes") && reached.contains("+15145550199"))
            let answer = try await browser.post(
                "\(account)/profile", ["name": "Nadia T.", "language": "en"], tokenFrom: "\(account)/profile")
            #expect(answer.location == "\(account)/profile?done=saved")
            let shown = try await browser.get("\(account)/profile?done=saved").text
            #expect(shown.contains("<html lang=\"en\">") && shown.contains("value=\"Nadia T.\"") && shown.contains("Saved."))
            let kept = try #require(try await world.store.account(world.nadiasAccount.id, in: world.practice.id))
            #expect(kept.name.text == "Nadia T." && kept.language == .english)
        }
    }

    @Test func `a bad profile changes nothing, and shows what was typed`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await nadia(client)
            let before = try await world.store.account(world.nadiasAccount.id, in: world.practice.id)
            let bad = ["name": "<b>\u{202E}x", "language": "de"]
            let answer = try await browser.post("\(account)/profile", bad, tokenFrom: "\(account)/profile")
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("2 points à corriger") && answer.text.contains("value=\"&lt;b&gt;"))
            #expect(try await world.store.account(world.nadiasAccount.id, in: world.practice.id) == before)
            #expect(try await browser.post("\(account)/profile", ["name": "X", "language": "en"]).status == .forbidden)
        }
    }

    @Test func `a parent sees whose record, session and receipt is whose`() async throws {
        let world = try await World()
        try await world.store.associate(world.nadiasAccount.id, with: world.marc.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            let browser = try await nadia(client)
            world.clock.set("2026-11-24T17:00")
            let profile = try await browser.get("\(account)/profile").text
            #expect(profile.contains("<h3>Marc Lévesque</h3>") && profile.contains("<h3>Nadia Tremblay</h3>"))
            let history = try await browser.get("\(account)/history").text
            #expect(history.contains("Marc Lévesque") && history.contains("Nadia Tremblay"))
            world.clock.set("2026-11-24T12:00")
            let coming = try await browser.get(account).text
            #expect(coming.contains("Marc Lévesque") && coming.contains("Nadia Tremblay"))
        }
    }

    @Test func `an account that isn't confirmed or associated sees its own profile alone, and why`() async throws {
        let world = try await World()
        let people = try await world.people()
        _ = try await people.account(world.practice, "Nadia", "new@mail.example", for: world.nadia, isVerified: false)
        world.clock.set("2026-11-24T15:30")
        try await world.test { client async throws in
            for email in ["new@mail.example", "petra@mail.example"] {
                let browser = try await nadia(client, email)
                for page in ["history", "profile", "receipts", "data"] {
                    let text = try await browser.get("\(account)/\(page)").text
                    #expect(text.contains("data-tone=\"caution\""), "\(email) \(page)")
                    #expect(!text.contains("c@mail.example") && !text.contains("Élise Gagnon"), "\(email) \(page)")
                }
                let data = try await browser.post("\(account)/data", tokenFrom: "\(account)/data")
                #expect(data.status == .ok && !data.text.contains(world.session.id.rawValue))
            }
        }
    }

    @Test func `a disabled account sees nothing at all`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let browser = try await nadia(client)
            try await world.store.disableAccount(world.nadiasAccount.id, in: world.practice.id, now: World.start)
            for page in ["history", "profile", "receipts", "data"] {
                #expect(try await browser.get("\(account)/\(page)").status == .seeOther)
            }
        }
    }
}
