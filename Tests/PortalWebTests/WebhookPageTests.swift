import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Webhooks under Settings")
struct WebhookPageTests {
    private static let page = "/p/laurier/staff/settings/webhooks"
    private static let new = "\(page)/new"
    private static let form = ["url": "https://program.example/hooks?k=1&l=2", "session.created": "yes", "participant.left": "yes"]

    private func webhook(_ world: World, _ events: Set<WebhookEvent.Kind> = [.sessionCreated]) async throws -> Webhook {
        try await world.store.createWebhook(
            WebAddress("https://program.example/hooks"), events: events, in: world.practice.id, now: World.start)
    }

    @Test func `webhooks are for owners and admins of the practice`() async throws {
        let world = try await World()
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        let webhook = try await webhook(world)
        try await world.test { client async throws in
            let (stranger, nadia, elise, otto) = (Browser(client), Browser(client), Browser(client), Browser(client))
            try await nadia.logIn("nadia@mail.example")
            try await elise.logIn("elise@laurier.example", staff: true)
            try await otto.logIn("otto@elm.example", staff: true, at: "elm")
            for page in [Self.page, Self.new] {
                for browser in [stranger, nadia, otto] { #expect(try await browser.get(page).status == .seeOther, "\(page)") }
                #expect(try await elise.get(page).status == .forbidden, "\(page)")
            }
            let profile = "/p/laurier/staff/settings/profile"
            #expect(try await elise.post(Self.new, Self.form, tokenFrom: profile).status == .forbidden)
            let elsewhere = "/p/elm/staff/settings/webhooks"
            #expect(!(try await otto.get(elsewhere).text.contains("program.example")))
            for act in ["test", "secret", "remove"] {
                #expect(try await elise.post("\(Self.page)/\(webhook.id)/\(act)", tokenFrom: profile).status == .forbidden, "\(act)")
                #expect(try await otto.post("\(elsewhere)/\(webhook.id)/\(act)", tokenFrom: elsewhere).status == .notFound, "\(act)")
            }
        }
        #expect(try await world.store.webhooks(of: world.practice.id) == [webhook])
        #expect(try await world.store.lastNotice(to: webhook.id, in: world.practice.id) == nil)
    }

    @Test func `a webhook is added, tested, given a new secret, and removed`() async throws {
        try await withOwner { world, owner in
            #expect(try await owner.post(Self.new, Self.form, tokenFrom: Self.new).location == "\(Self.page)?done=webhookAdded")
            let made = try #require(try await world.store.webhooks(of: world.practice.id).first)
            #expect(made.address.text == Self.form["url"] && made.events == [.sessionCreated, .participantLeft])
            let secret = WebhookSecret(key: world.key).text(of: made)
            let list = try await owner.get(Self.page).text
            #expect(list.contains(secret) && list.contains("https://program.example/hooks?k=1&amp;l=2"))
            #expect(list.contains("Une séance est fixée") && list.contains("Quelqu’un quitte") && !list.contains("Une séance est annulée"))
            #expect(list.contains("Rien d’envoyé"))

            #expect(try await owner.post("\(Self.page)/\(made.id)/test", tokenFrom: Self.page).location == "\(Self.page)?done=testSent")
            #expect(try await owner.get(Self.page).text.contains("Envoi en cours"))
            let item = try #require(try await world.store.takeOutbox(on: .webhook, dueAt: World.start, limit: 1).first)
            try await world.store.postponeOutboxItem(item.sequence, until: World.start + .seconds(900), failure: "timed_out")
            let troubled = try await owner.get(Self.page).text
            #expect(troubled.contains("prochain essai aujourd’hui à 14\u{A0}h") && troubled.contains("n’a pas répondu à temps"))
            try await world.store.endOutboxItem(item.sequence, as: .delivered, now: World.start)
            #expect(try await owner.get(Self.page).text.contains("Arrivé aujourd’hui à 13\u{A0}h\u{A0}45"))

            #expect(try await owner.post("\(Self.page)/\(made.id)/secret", tokenFrom: Self.page).status == .seeOther)
            let renewed = try await owner.get("\(Self.page)?done=secretRenewed").text
            #expect(!renewed.contains(secret) && renewed.contains("whsec_") && renewed.contains("Il y a un nouveau secret"))

            #expect(try await owner.post("\(Self.page)/\(made.id)/remove", tokenFrom: Self.page).status == .seeOther)
            #expect(try await owner.get(Self.page).text.contains("Aucun programme"))
            for act in ["test", "secret", "remove"] {
                #expect(try await owner.post("\(Self.page)/\(made.id)/\(act)", tokenFrom: Self.page).status == .notFound)
            }
        }
    }

    @Test(arguments: [
        (["url": "", "session.created": "yes"], "url"), (["url": "program.example", "session.created": "yes"], "url"),
        (["url": "http://program.example/", "session.created": "yes"], "url"),
        (["url": "http://localhost:8080/", "session.created": "yes"], "url"),
        (["url": "https://127.0.0.1/", "session.created": "yes"], "url"), (["url": "javascript:alert(1)", "session.created": "yes"], "url"),
        (["url": "https://program.example/<b>"], "url"), (["url": "https://program.example/"], "events"),
        (["url": "https://program.example/", "webhook.test": "yes"], "events"),
        (["url": "https://program.example/" + String(repeating: "x", count: 2_000), "session.created": "yes"], "url"),
    ])
    func `a wrong form is said beside its field, shown again, and adds nothing`(form: [String: String], field: String) async throws {
        try await withOwner { world, owner in
            let answer = try await owner.post(Self.new, form, tokenFrom: Self.new)
            #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"\(field)-error\""))
            #expect(answer.text.contains("href=\"#\(field)\"") && !answer.text.contains("<b>"))
            if form["session.created"] == "yes" { #expect(answer.text.contains(#"name="session.created" value="yes" checked"#)) }
            #expect(try await world.store.webhooks(of: world.practice.id).isEmpty)
        }
    }

    @Test func `one too many is refused`() async throws {
        try await withOwner { world, owner in
            for _ in 0..<PortalStore.webhooksPerPractice { _ = try await webhook(world) }
            let answer = try await owner.post(Self.new, Self.form, tokenFrom: Self.new)
            #expect(answer.status == .unprocessableContent && answer.text.contains("Retirez-en un"))
        }
    }

    @Test func `settings lead to keys, webhooks, and what couldn't be delivered`() async throws {
        try await withOwner { world, owner in
            let page = try await owner.get("/p/laurier/staff/settings").text
            for place in ["/staff/settings/api", "/staff/settings/webhooks", "/staff/outbox"] { #expect(page.contains("laurier\(place)\"")) }
            let elise = Browser(owner.client)
            try await elise.logIn("elise@laurier.example", staff: true)
            #expect(!(try await elise.get("/p/laurier/staff/settings").text.contains("/staff/settings/webhooks")))
        }
    }

    @Test func `what a program didn't take is among what couldn't be delivered, and is sent again`() async throws {
        try await withOwner { world, owner in
            let webhook = try await webhook(world, [.sessionMoved])
            let time = try SessionTime(startsAt: World.start + .seconds(7_200), in: World.zone, minutes: 50, now: World.start)
            _ = try await world.store.moveBooking(world.session.id, in: world.practice.id, to: time, now: World.start)
            let item = try #require(try await world.store.takeOutbox(on: .webhook, dueAt: World.start, limit: 1).first)
            try await world.store.endOutboxItem(item.sequence, as: .failed, failure: "refused", now: World.start)
            let outbox = "/p/laurier/staff/outbox"
            let page = try await owner.get(outbox).text
            for said in ["Une séance est déplacée", "https://program.example/hooks", "Le programme n’a pas accepté le message"] {
                #expect(page.contains(said), "\(said)")
            }
            #expect(try await owner.get(Self.page).text.contains("Abandonné aujourd’hui à 13\u{A0}h\u{A0}45"))
            #expect(try await owner.post("\(outbox)/\(item.sequence)/resend", tokenFrom: outbox).status == .seeOther)
            #expect(try await world.store.lastNotice(to: webhook.id, in: world.practice.id)?.state == .due)
        }
    }

    @Test(arguments: DeliveryFailure.Reason.allCases)
    func `every failure says what to check at the program`(reason: DeliveryFailure.Reason) throws {
        let catalogue = try Catalogue(directory: World.webRoot.appending(path: "locales"))
        for language in Language.allCases {
            #expect(!catalogue[language].failure(reason.rawValue, of: .webhook).hasPrefix("outbox."))
        }
    }

    @Test(arguments: Language.allCases)
    func `every event and every scope has words`(language: Language) throws {
        let words = try Catalogue(directory: World.webRoot.appending(path: "locales"))[language]
        for kind in WebhookEvent.Kind.allCases { #expect(words.found("webhooks.events.\(kind.rawValue)") != nil, "\(kind)") }
        for scope in APIScope.allCases {
            for group in ["apiKeys", "auditLog"] { #expect(words.found("\(group).scopes.\(scope.rawValue)") != nil, "\(scope)") }
        }
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
