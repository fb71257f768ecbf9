import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Settings")
struct SettingsTests {
    static let root = "/p/laurier/staff/settings"
    /// Those of the practice, for owners and admins.
    static let pages = ["practice", "portal", "join", "mail", "branding", "texts"].map { "\(root)/\($0)" }

    @Test(arguments: [root, "\(root)/profile"] + pages)
    func `a stranger, a client and another practice's owner are asked to log in`(page: String) async throws {
        let world = try await World()
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        try await world.test { client async throws in
            let (stranger, nadia, otto) = (Browser(client), Browser(client), Browser(client))
            try await nadia.logIn("nadia@mail.example")
            try await otto.logIn("otto@elm.example", staff: true, at: "elm")
            for browser in [stranger, nadia, otto] {
                let answer = try await browser.get(page)
                #expect(answer.status == .seeOther)
                #expect(answer.location?.hasPrefix("/p/laurier/staff/login") == true)
            }
        }
    }

    @Test func `a clinician sees their own profile, and neither sees nor changes what is the practice's`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let elise = Browser(client)
            try await elise.logIn("elise@laurier.example", staff: true)
            let index = try await elise.get(Self.root)
            #expect(index.status == .ok)
            #expect(index.text.contains("\(Self.root)/profile") && !index.text.contains("\(Self.root)/practice"))
            for page in Self.pages {
                #expect(try await elise.get(page).status == .forbidden, "\(page)")
                #expect(try await elise.post(page, tokenFrom: "\(Self.root)/profile").status == .forbidden, "\(page)")
            }
            #expect(try await elise.post("\(Self.root)/portal/preset", ["preset": "codes"], tokenFrom: "\(Self.root)/profile").status == .forbidden)
        }
        #expect(try await world.store.practice(world.practice.id) == world.practice)
    }

    @Test func `the index says what is set now`() async throws {
        try await withOwner { world, owner in
            let page = try await owner.get(Self.root)
            for url in Self.pages { #expect(page.text.contains("href=\"\(url)\""), "\(url)") }
            #expect(page.text.contains("514 555-0142"))
            #expect(page.text.contains("aria-current=\"page\""))
        }
    }

    @Test(arguments: pages + ["\(root)/profile"])
    func `a form without its token changes nothing`(page: String) async throws {
        try await withOwner { (world, owner) async throws in
            #expect(try await owner.post(page, ["name": "Other"]).status == .forbidden)
            #expect(try await world.store.practice(world.practice.id) == world.practice)
        }
    }

    @Test func `a currency that fees are agreed on in stays, and the page says why`() async throws {
        try await withOwner { world, owner in
            _ = try await world.store.charge(
                SessionCharge(fee: 12_000), for: world.session.id, in: world.practice.id, now: World.start)
            let page = "\(Self.root)/practice"
            let answer = try await owner.post(page, Self.details, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#currency\"") && answer.text.contains("Des honoraires sont convenus dans la monnaie actuelle"))
            #expect(try await world.store.practice(world.practice.id) == world.practice)
            let kept = Self.details.merging(["currency": "CAD"]) { $1 }
            #expect(try await owner.post(page, kept, tokenFrom: page).status == .seeOther)
        }
    }

    @Test func `the practice's details are saved`() async throws {
        try await withOwner { world, owner in
            let page = "\(Self.root)/practice"
            let answer = try await owner.post(page, Self.details, tokenFrom: page)
            #expect(answer.status == .seeOther && answer.location == "\(page)?done=saved")
            let practice = try #require(try await world.store.practice(world.practice.id))
            #expect(practice.name.text == "Clinique du Parc")
            #expect(practice.contact.telephone == nil)
            #expect(practice.contact.hours?.text == "Lundi à vendredi")
            #expect(practice.timeZone.identifier == "Europe/Paris" && practice.language == .english)
            #expect(practice.address?.lines == ["12, rue des Érables", "Montréal"])
            #expect(practice.currency == .euro)
            let taxes = [try Tax(name: "TPS", rate: .gst, registration: "123"), try Tax(name: "TVQ", rate: .qst)]
            #expect(practice.taxes == taxes)
            let again = try await owner.get("\(page)?done=saved").text
            #expect(again.contains("role=\"status\"") && again.contains("Clinique du Parc"))
            #expect(try await world.store.audit(of: world.practice.id).first?.actor == SubjectID.staff(world.owner.id).rawValue)
        }
    }

    @Test(arguments: [
        ("name", ""), ("name", String(repeating: "a", count: 81)), ("telephone", "call me"), ("email", "nobody"),
        ("hours", String(repeating: "a", count: 121)), ("zone", "EST"), ("zone", "Mars/Olympus"), ("language", "de"),
        ("address", "1\n2\n3\n4\n5\n6\n7"), ("currency", "XXX"), ("tax1-rate", "lots"), ("tax1-rate", "101"), ("tax1-name", ""),
    ])
    func `a wrong detail is named beside its field, shown again, and changes nothing`(field: String, value: String) async throws {
        try await withOwner { world, owner in
            let page = "\(Self.root)/practice"
            let answer = try await owner.post(page, Self.details.merging([field: value]) { $1 }, tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#\(field)\"") && answer.text.contains("id=\"\(field)-error\""))
            #expect(answer.text.contains("Clinique du Parc") || field == "name")
            #expect(try await world.store.practice(world.practice.id) == world.practice)
        }
    }

    @Test(arguments: ["Clinique\u{202E}Parc", "Clinique\ndu Parc"])
    func `a practice's name with a sign that nobody sees is asked for without it`(name: String) async throws {
        try await withOwner { _, owner in
            let page = "\(Self.root)/practice"
            let answer = try await owner.post(page, Self.details.merging(["name": name]) { $1 }, tokenFrom: page)
            #expect(answer.status == .unprocessableContent && answer.text.contains("Retirez du nom les caractères invisibles"))
        }
    }

    @Test(arguments: IdentityPolicy.Preset.allCases)
    func `a preset is taken over as a whole, and is no preset any more once a point is changed`(preset: IdentityPolicy.Preset) async throws {
        try await withOwner { world, owner in
            let page = "\(Self.root)/portal"
            let answer = try await owner.post("\(page)/preset", ["preset": preset.rawValue], tokenFrom: page)
            #expect(answer.location == "\(page)?done=saved")
            #expect(try await world.store.practice(world.practice.id)?.identity == IdentityPolicy(preset))
            #expect(try await owner.post("\(page)/preset", ["preset": "none"], tokenFrom: page).status == .unprocessableContent)
            #expect(try await owner.post(page, ["loginMethod": "password"], tokenFrom: page).status == .seeOther)
            let practice = try #require(try await world.store.practice(world.practice.id))
            #expect(practice.identity.preset == nil && !practice.identity.showsLoginLinks && !practice.isSharingEnabled)
            #expect(try await owner.post(page, ["loginMethod": "sms"], tokenFrom: page).status == .unprocessableContent)
        }
    }

    @Test func `switching direct links off kills those that were sent`() async throws {
        try await withOwner { world, owner in
            _ = try await world.store.createLink(to: world.session.id, in: world.practice.id, now: World.start)
            let page = "\(Self.root)/portal"
            _ = try await owner.post(page, ["loginMethod": "password", "signUp": "yes"], tokenFrom: page)
            #expect(try await world.store.links(to: world.session.id, in: world.practice.id).allSatisfy { $0.revokedAt != nil })
        }
    }

    @Test func `the page of the portal gives its address`() async throws {
        try await withOwner { (_, owner) async throws in
            #expect(try await owner.get("\(Self.root)/portal").text.contains("value=\"http://localhost/p/laurier\""))
        }
    }

    @Test func `the join window says in a sentence what it means`() async throws {
        try await withOwner { world, owner in
            owner.language = "en"
            let page = "\(Self.root)/join"
            #expect(try await owner.get(page).text.contains("A session at 14:00 can be joined from 13:30 to 14:30."))
            let form = ["before": "0", "after": "20", "countFrom": "end", "absence": "waiting"]
            #expect(try await owner.post(page, form, tokenFrom: page).status == .seeOther)
            #expect(try await owner.get(page).text.contains("A session at 14:00 can be joined from 14:00 to 15:10."))
            let practice = try #require(try await world.store.practice(world.practice.id))
            #expect(practice.joinRule == JoinRule(minutesBefore: 0, minutesAfter: 20, countFrom: .end) && practice.hostAbsence == .waiting)
            _ = try await owner.post(page, form.merging(["before": "1440", "after": "1440"]) { $1 }, tokenFrom: page)
            let wide = try await owner.get(page).text
            #expect(wide.contains("from 14:00 the day before to 14:50 the day after"))
        }
    }

    @Test(arguments: [("before", "-1"), ("before", "soon"), ("after", "1441"), ("after", ""), ("countFrom", "middle"), ("absence", "")])
    func `a wrong window is refused`(field: String, value: String) async throws {
        try await withOwner { (world, owner) async throws in
            let page = "\(Self.root)/join"
            let form = ["before": "10", "after": "10", "countFrom": "start", "absence": "end"].merging([field: value]) { $1 }
            #expect(try await owner.post(page, form, tokenFrom: page).status == .unprocessableContent)
            let empty = ["before": "0", "after": "0", "countFrom": "start", "absence": "end"]
            #expect(try await owner.post(page, empty, tokenFrom: page).status == .unprocessableContent)
            #expect(try await world.store.practice(world.practice.id) == world.practice)
        }
    }

    @Test func `the invitation is looked at before it is kept, and emptied for the standard one`() async throws {
        try await withOwner { world, owner in
            let (store, id, page) = (world.store, world.practice.id, "\(Self.root)/mail")
            let form = ["invitation": "Bonjour.\r\n\r\nÀ bientôt.", "hourBefore": "yes"]
            let seen = try await owner.post(page, form.merging(["act": "preview"]) { $1 }, tokenFrom: page)
            #expect(seen.status == .ok && seen.text.contains("<p>Bonjour.</p>") && seen.text.contains("<p>À bientôt.</p>"))
            #expect(try await store.text(.invitation, of: id) == nil)
            #expect(try await owner.post(page, form, tokenFrom: page).status == .seeOther)
            #expect(try await store.text(.invitation, of: id)?.text == "Bonjour.\n\nÀ bientôt.")
            #expect(try await store.practice(id)?.reminders == [.hourBefore])
            let long = String(repeating: "a", count: FreeText.Kind.invitation.longest + 1)
            #expect(try await owner.post(page, ["invitation": long], tokenFrom: page).status == .unprocessableContent)
            #expect(try await store.text(.invitation, of: id) != nil)
            _ = try await owner.post(page, ["invitation": "  "], tokenFrom: page)
            #expect(try await store.text(.invitation, of: id) == nil)
        }
    }

    @Test func `when the practice is told of somebody who waits is set in minutes, or not at all`() async throws {
        try await withOwner { (world, owner) async throws in
            let (store, id, page) = (world.store, world.practice.id, "\(Self.root)/mail")
            let settings: [([String: String], Int?)] = [
                (["alertsPractice": "yes", "practiceAlert": "60"], 60), (["practiceAlert": "60"], nil),
                (["alertsPractice": "yes", "practiceAlert": "1"], 1),
            ]
            #expect(try await owner.get(page).text.contains(#"name="practiceAlert" type="text" inputmode="numeric" value="5""#))
            for (typed, minutes) in settings {
                #expect(try await owner.post(page, typed, tokenFrom: page).status == .seeOther)
                #expect(try await store.practice(id)?.practiceAlertMinutes == minutes)
            }
            // Nothing typed is no way to switch it off: somebody who waits would be forgotten by a slip.
            for wrong in ["", " ", "0", "61", "-1", "-5-", "soon", "1e1", "2.5", "off", String(repeating: "9", count: 40), "<b>"] {
                let typed = ["alertsPractice": "yes", "practiceAlert": wrong, "hourBefore": "yes", "invitation": "Bienvenue chez nous."]
                let answer = try await owner.post(page, typed, tokenFrom: page)
                #expect(answer.status == .unprocessableContent && answer.text.contains(##"href="#practiceAlert""##), "\(wrong)")
                // The text that was typed is looked at all the same.
                #expect(answer.text.contains("<p>Bienvenue chez nous.</p>") && !answer.text.contains("notre texte habituel.</p>"))
                #expect(try await store.practice(id)?.practiceAlertMinutes == 1)
            }
        }
    }

    @Test func `a practice without an address is told that it can't be told of who waits`() async throws {
        try await withOwner { (world, owner) async throws in
            let page = "\(Self.root)/mail"
            #expect(!(try await owner.get(page).text.contains("n’a pas d’adresse courriel")))
            _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.contact.email = nil }
            let text = try await owner.get(page).text
            #expect(text.contains("n’a pas d’adresse courriel") && text.contains("href=\"\(Self.root)/practice\""))
        }
    }

    @Test func `everybody changes their own profile, and nobody else's`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let elise = Browser(client)
            try await elise.logIn("elise@laurier.example", staff: true)
            let page = "\(Self.root)/profile"
            let form = ["name": "Dre Élise Gagnon", "staffTitle": "Psychologue", "licence": "12345-67", "language": "en", "role": "owner"]
            #expect(try await elise.post(page, form, tokenFrom: page).location == "\(page)?done=saved")
            let staff = try #require(try await world.store.staff(world.elise.id, in: world.practice.id))
            #expect(staff.name.text == "Dre Élise Gagnon" && staff.title?.text == "Psychologue" && staff.licence?.text == "12345-67")
            #expect(staff.language == .english && staff.role == .clinician)
            for (field, value) in [("name", ""), ("staffTitle", "a\u{202E}b"), ("licence", String(repeating: "1", count: 81)), ("language", "de")] {
                let answer = try await elise.post(page, form.merging([field: value]) { $1 }, tokenFrom: page)
                #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"\(field)-error\""), "\(field)")
            }
            _ = try await elise.post(page, ["name": "Élise Gagnon"], tokenFrom: page)
            #expect(try await world.store.staff(world.elise.id, in: world.practice.id)?.title == nil)
        }
        #expect(try await world.store.staff(world.paul.id, in: world.practice.id) == world.paul)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "{{words}}", "<svg/onload=alert(1)>",
        "</textarea><script>alert(1)</script>", "&lt;script&gt;", "javascript:alert(1)", "]]><b>",
    ])
    func `hostile text in any field is shown as text`(payload: String) async throws {
        try await withOwner { world, owner in
            let forms: [(String, [String: String])] = [
                ("practice", Self.details.merging(["name": payload, "hours": payload, "address": payload, "tax1-name": payload]) { $1 }),
                ("practice", Self.details.merging(["telephone": payload, "email": payload, "zone": payload, "tax1-rate": payload]) { $1 }),
                ("mail", ["invitation": payload]), ("texts", ["terms": payload, "privacy": payload]),
                ("profile", ["name": payload, "staffTitle": payload, "licence": payload]), ("branding", ["which": "own", "colour": payload]),
                ("join", ["before": payload, "after": payload]), ("portal", ["loginMethod": payload]),
            ]
            for (page, form) in forms {
                let answer = try await owner.post("\(Self.root)/\(page)", form, tokenFrom: "\(Self.root)/\(page)")
                Self.expectHarmless(answer.text, payload, page)
            }
            for path in ["practice", "mail", "texts", "profile", "branding"].map({ "\(Self.root)/\($0)" }) + ["/p/laurier/terms", "/p/laurier/login"] {
                Self.expectHarmless(try await owner.get(path).text, payload, path)
            }
        }
    }

    static let details = [
        "name": "Clinique du Parc", "telephone": "", "email": "a@parc.example", "hours": "Lundi à vendredi", "zone": "Europe/Paris",
        "language": "en", "address": "12, rue des Érables\r\nMontréal", "currency": "EUR", "tax1-name": "TPS", "tax1-rate": "5",
        "tax1-number": "123", "tax2-name": "TVQ", "tax2-rate": "9,975 %",
    ]

    private static func expectHarmless(_ html: String, _ payload: String, _ page: String) {
        let raw = payload.contains("<") && html.contains(payload)
        #expect(!raw && !html.contains("<script>alert") && !html.contains("<img src=x") && !html.contains("<svg/onload"), "\(page)")
    }

    private func withOwner(_ body: @escaping @Sendable (World, Browser) async throws -> Void) async throws {
        let world = try await World()
        try await world.test { client async throws in
            let owner = Browser(client)
            try await owner.logIn("odile@laurier.example", staff: true)
            try await body(world, owner)
        }
    }
}
