import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Who did what")
struct AuditTests {
    private static let page = "/p/laurier/staff/audit"

    private func owner(_ client: any TestClientProtocol, _ email: String = "odile@laurier.example") async throws -> Browser {
        let browser = Browser(client)
        try await browser.logIn(email, staff: true)
        return browser
    }

    @Test func `owners see every act in words, newest first, with the names of today`() async throws {
        let world = try await World()
        _ = try await world.store.cancelBooking(world.session.id, in: world.practice.id, reason: "a secret reason", now: World.start)
        try await world.test { client async throws in
            let browser = try await owner(client)
            let page = try await browser.get(Self.page)
            #expect(page.status == .ok)
            #expect(page.text.contains("Séance annulée"))
            #expect(page.text.contains("Séance\u{a0}: Nadia Tremblay, Aujourd’hui, 14\u{a0}h<"))
            let started = try #require(page.text.range(of: "row__title\">Connexion<"))
            let cancelled = try #require(page.text.range(of: "row__title\">Séance annulée<"))
            #expect(started.lowerBound < cancelled.lowerBound)
            #expect(!page.text.contains("a secret reason"))
            browser.language = "en"
            #expect(try await browser.get(Self.page).text.contains("Session cancelled"))
        }
    }

    @Test func `what an entry speaks of is called by its name, once, and no two acts are called alike`() async throws {
        let world = try await World()
        let (store, practice) = (world.store, world.practice.id)
        _ = try await store.updatePractice(practice, now: World.start) { $0.language = .english }
        _ = try await store.updatePractice(practice, now: World.start) { $0.language = .french }
        try await store.dissociate(world.nadiasAccount.id, from: world.nadia.id, in: practice, now: World.start)
        _ = try await store.createLink(to: world.session.id, in: practice, now: World.start)
        _ = try await store.changeProfile(of: world.nadiasAccount.id, language: .english, in: practice, now: World.start)
        try await world.test { client async throws in
            let browser = try await owner(client)
            let page = try await browser.get(Self.page).text
            #expect(page.contains("Client\u{a0}: Nadia Tremblay<") && !page.contains("Client\u{a0}: Client"))
            #expect(page.contains("Séance\u{a0}: Nadia Tremblay, Aujourd’hui") && !page.contains("Séance\u{a0}: Séance"))
            #expect(page.contains("Champs\u{a0}: langue<"))
            #expect(page.contains("Clinique\u{a0}: Clinique Laurier<") && !page.contains(">\(practice)<"))
            #expect(page.matches(of: /, Aujourd’hui, \d+:\d\d/).isEmpty && page.contains("Aujourd’hui, 13\u{a0}h\u{a0}45"))
            #expect(page.contains("href=\"/p/laurier/staff/settings\""))
            for language in ["fr", "en"] {
                browser.language = language
                let acts = try await browser.get(Self.page).text.matches(of: /<option value="[a-z_]+\.[a-z_]+">([^<]+)</).map { String($0.1) }
                #expect(acts.count > 50 && Set(acts).count == acts.count, "\(language)")
            }
        }
    }

    @Test func `every fact of an entry has a name`() throws {
        let sources = World.webRoot.appending(path: "../Sources").standardizedFileURL
        let catalogue = try Catalogue(directory: World.webRoot.appending(path: "locales"))
        var facts: Set<String> = []
        for file in try WordsTests.files(under: sources, suffix: "swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for list in text.matches(of: /(?s)detail: (?:AuditDetail = )?\[(.*?)\]/) {
                facts.formUnion(list.1.matches(of: /"([a-zA-Z]+)":/).map { String($0.1) })
            }
        }
        #expect(facts.isSuperset(of: ["account", "client", "session"]))
        for fact in facts {
            for language in Language.allCases { #expect(catalogue[language].found("auditLog.facts.\(fact)") != nil, "\(fact)") }
        }
    }

    @Test func `a page has fifty entries, and the others are one click away`() async throws {
        let world = try await World()
        for _ in 1...60 {
            _ = try await world.store.createLink(to: world.session.id, in: world.practice.id, now: World.start)
        }
        try await world.test { client async throws in
            let browser = try await owner(client)
            let first = try await browser.get(Self.page)
            #expect(first.text.matches(of: /class="row"/).count == 50)
            #expect(first.text.contains("page=2"))
            let filtered = try await browser.get("\(Self.page)?act=link.created&page=2")
            #expect(filtered.text.matches(of: /class="row"/).count == 10)
            #expect(filtered.text.contains("act=link.created&amp;page=1"))
            #expect(try await browser.get("\(Self.page)?page=9999999").status == .ok)
        }
    }

    @Test func `entries are filtered by who, what, about what and when`() async throws {
        let world = try await World()
        let paul = world.store.acting(as: Actor(.staff(world.paul.id), from: "192.0.2.7"))
        _ = try await paul.cancelBooking(world.marcsSession.id, in: world.practice.id, reason: nil, now: World.start)
        try await world.test { client async throws in
            let browser = try await owner(client)
            for query in [
                "actor=staff:\(world.paul.id)", "act=booking.cancelled", "object=\(world.marcsSession.id)&act=booking.cancelled",
                "actor=staff:\(world.paul.id)&day=2026-11-24",
            ] {
                let page = try await browser.get("\(Self.page)?\(query)")
                #expect(page.text.contains("1 entrée<"), "\(query)")
                #expect(page.text.contains("192.0.2.7"))
            }
            #expect(try await browser.get("\(Self.page)?day=2026-11-23").text.contains("0 entrées"))
        }
    }

    @Test func `what somebody did who has left can be asked for`() async throws {
        let world = try await World()
        _ = try await world.store.changeTeam(world.paul.id, .deactivation, by: world.owner.id, in: world.practice.id, now: World.start)
        try await world.test { client async throws in
            #expect(try await owner(client).get(Self.page).text.contains("<option value=\"staff:\(world.paul.id)\">"))
        }
    }

    @Test func `a day that is none is refused and shown again`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let page = try await owner(client).get("\(Self.page)?day=%3Cb%3Esoon")
            #expect(page.status == .unprocessableContent)
            #expect(page.text.contains("id=\"day-error\""))
            #expect(page.text.contains("value=\"&lt;b&gt;soon\""))
        }
    }

    @Test func `the log is exported for spreadsheets and programs, and that is written down`() async throws {
        let world = try await World()
        _ = try await world.people().client(world.practice, "=HYPERLINK(\"x\")")
        try await world.test { client async throws in
            let browser = try await owner(client)
            let csv = try await browser.get("\(Self.page)/export.csv")
            #expect(csv.status == .ok)
            #expect(csv.header("Content-Disposition") == "attachment; filename=\"audit-laurier.csv\"")
            #expect(csv.text.contains("\"'=HYPERLINK(\"\"x\"\")\""))
            #expect(csv.text.contains("\"audit.exported\""))
            let lines = try await browser.get("\(Self.page)/export.jsonl?act=audit.exported").text.split(separator: "\n")
            #expect(lines.count == 2)
            struct Line: Decodable {
                let number: Int64
                let actorName: String
                let detail: String
                let hash: String
            }
            let line = try JSONDecoder().decode(Line.self, from: Data(try #require(lines.last).utf8))
            #expect(line.actorName == "Odile Roy" && line.detail == "format=jsonl" && line.hash.count == 64)
            #expect(try await browser.get("\(Self.page)/export.csv?day=never").status == .badRequest)
        }
    }

    @Test func `nobody but this practice's owner finds a log`() async throws {
        let world = try await World()
        _ = try await world.people().staff(world.practice, .admin, "Ada Roy", "ada@laurier.example")
        _ = try await world.people().staff(world.other, .owner, "Otto Elm", "otto@elm.example")
        try await world.test { client async throws in
            for address in [Self.page, "\(Self.page)/export.csv", "\(Self.page)/export.jsonl"] {
                #expect(try await Browser(client).get(address).status == .seeOther)
                for email in ["ada@laurier.example", "elise@laurier.example"] {
                    #expect(try await owner(client, email).get(address).status == .notFound)
                }
                let elsewhere = Browser(client)
                try await elsewhere.logIn("otto@elm.example", staff: true, at: "elm")
                #expect(try await elsewhere.get(address).status == .seeOther)
            }
            let elsewhere = Browser(client)
            try await elsewhere.logIn("otto@elm.example", staff: true, at: "elm")
            let page = try await elsewhere.get("/p/elm/staff/audit?object=\(world.session.id)")
            #expect(page.status == .ok)
            #expect(!page.text.contains("Nadia"))
        }
    }
}
