import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Every answer")
struct PageTests {
    @Test func `tells the browser what its page may do`() async throws {
        try await World(publicURL: "https://portal.example").test { client async throws in
            for path in ["/p/laurier/login", "/p/nowhere", "/assets/css/main.css", "/v/some-link"] {
                let answer = try await Browser(client).get(path)
                let policy = try #require(answer.header("Content-Security-Policy"))
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("connect-src 'self' wss://portal.example"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Referrer-Policy") == "same-origin")
                #expect(answer.header("X-Request-Id")?.count == 22)
            }
        }
    }

    @Test func `assets have their type and a tag, and nothing else can be had`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let css = try await browser.get("/assets/css/components/button.css")
            #expect(css.status == .ok)
            #expect(css.header("Content-Type") == "text/css; charset=utf-8")
            browser.headers = ["If-None-Match": try #require(css.header("ETag"))]
            #expect(try await browser.get("/assets/css/components/button.css").status == .notModified)
            browser.headers = [:]
            #expect(try await browser.get("/assets/js/portal/main.js").header("Content-Type") == "text/javascript; charset=utf-8")
            #expect(try await browser.get("/assets/icons.svg").header("Content-Type") == "image/svg+xml")
            #expect(try await browser.get("/assets/locales/fr/session.json").status == .ok)
            for path in [
                "/assets/templates/pages/login.mustache", "/assets/../Package.swift", "/assets/%2e%2e/Package.swift",
                "/assets/css/../../Package.swift", "/assets/", "/assets/css", "/assets//etc/passwd",
            ] {
                #expect(try await browser.get(path).status == .notFound, "\(path)")
            }
        }
    }

    @Test func `a browser keeps the files of this release for good, and those of another not at all`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let page = try await browser.get("/p/laurier/login").text
            let sheet = String(try #require(page.firstMatch(of: /href="(\/assets\/[\w-]{16}\/css\/main\.css)"/)).1)
            let kept = try await browser.get(sheet)
            #expect(kept.status == .ok && kept.header("Cache-Control") == "public, max-age=31536000, immutable")
            for other in ["/assets/an-earlier-tag_1/css/main.css", "/assets/css/main.css"] {
                let answer = try await browser.get(other)
                #expect(answer.text == kept.text && answer.header("Cache-Control") == "no-cache", "\(other)")
            }
            for path in ["/assets/one/two/css/main.css", "/assets/an-earlier-tag_1", "/assets/an-earlier-tag_1/", "/assets/x/templates/pages/login.mustache"] {
                #expect(try await browser.get(path).status == .notFound, "\(path)")
            }
            let unversioned = page.matches(of: /"\/assets\/(?:css|js|icons|favicon|locales)/)
            #expect(unversioned.isEmpty)
        }
    }

    @Test func `a page that doesn't exist says so in both languages`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            #expect(try await browser.get("/p/laurier/nothing").text.contains("Cette page n’existe pas"))
            browser.language = "en-GB,en;q=0.9"
            let english = try await browser.get("/p/laurier/staff/nothing")
            #expect(english.status == .notFound)
            #expect(english.text.contains("This page does not exist"))
            #expect(english.text.contains("<html lang=\"en\">"))
            #expect(english.header("Content-Language") == "en")
            browser.headers = ["Accept": "application/json"]
            #expect(try await browser.get("/p/laurier/nothing").json(Refusal.self).code == "not_found")
        }
    }

    @Test func `who is logged in stays so on a page that says no, with the way back to their side`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let stranger = Browser(client)
            let door = try await stranger.get("/p/laurier/staff/nowhere").text
            #expect(door.contains("class=\"button\" href=\"/p/laurier/staff\"") && door.contains("class=\"brand\" href=\"/p/laurier/staff\""))
            #expect(try await stranger.get("/p/laurier/nowhere").text.contains("class=\"button\" href=\"/p/laurier\""))
            let elise = Browser(client)
            try await elise.logIn("elise@laurier.example", staff: true)
            let refused: [(String, HTTPResponse.Status)] = [
                ("nowhere", .notFound), ("sessions/nope", .notFound), ("clients/nope", .notFound),
                ("sessions/\(world.marcsSession.id)", .notFound), ("settings/team", .forbidden), ("outbox", .notFound),
            ]
            for (path, status) in refused {
                let page = try await elise.get("/p/laurier/staff/\(path)")
                #expect(page.status == status, "\(path)")
                #expect(page.text.contains("class=\"button\" href=\"/p/laurier/staff\""), "\(path)")
                #expect(page.text.contains("href=\"/p/laurier/staff/calendar\""), "\(path)")
                #expect(page.text.contains("action=\"/p/laurier/staff/logout\""), "\(path)")
            }
            let unproven = try await elise.post("/p/laurier/staff/sessions/\(world.session.id)/cancel")
            #expect(unproven.status == .forbidden && unproven.text.contains("action=\"/p/laurier/staff/logout\""))
            #expect(try await elise.post("/p/laurier/staff/logout", tokenFrom: "/p/laurier/staff/nowhere").status == .seeOther)
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            for path in ["nowhere", "account/nowhere", "account/receipts/nope.pdf"] {
                let page = try await nadia.get("/p/laurier/\(path)")
                #expect(page.status == .notFound && !page.text.contains("href=\"/p/laurier/login\""), "\(path)")
                #expect(page.text.contains("action=\"/p/laurier/logout\"") && page.text.contains("href=\"/p/laurier/account\""), "\(path)")
            }
        }
    }

    @Test func `the other language of a login leads on to where one wanted to, if that is a place of the practice`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let place = "/p/laurier/sessions/abc"
            let page = try await browser.get("/p/laurier/login?back=\(place)").text
            let link = try #require(page.firstMatch(of: /href="([^"]*\/language\?to=en[^"]*)"/))
            let address = String(link.1).replacing("&amp;", with: "&").replacing("&#x3D;", with: "=")
            #expect(try await browser.get(address).location == "/p/laurier/login?back=\(place)")
            for back in ["https://evil.example", "//evil.example/p/laurier", "/p/elm/account", "/p/laurier/../elm"] {
                #expect(try await browser.get("/p/laurier/login?back=\(back)").text.contains("language?to=fr&amp;back=/p/laurier/login\""), "\(back)")
            }
        }
    }

    @Test func `the language is chosen by a link, kept in a cookie, and the way back stays here`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            let page = try await browser.get("/p/laurier/login").text
            #expect(page.contains("/p/laurier/language?to=en&amp;back=/p/laurier/login"))
            #expect(try await browser.get("/p/laurier/language?to=en&back=/p/laurier/login").location == "/p/laurier/login")
            #expect(try await browser.get("/p/laurier/login").text.contains("Sign in"))
            let evil = try await browser.get("/p/laurier/language?to=fr&back=https%3A%2F%2Fevil.example")
            #expect(evil.location == "/p/laurier")
            #expect(try await browser.get("/p/laurier/language?to=de").status == .badRequest)
            browser.language = ""
            #expect(try await browser.get("/p/elm/login").text.contains("<html lang=\"fr\">"))
            browser.cookies = [:]
            #expect(try await browser.get("/p/elm/login").text.contains("<html lang=\"en\">"))
            #expect(try await browser.get("/v/some-link/language?to=en&back=/v/some-link").location == "/v/some-link")
        }
    }

    @Test func `the bare address leads to the only practice, and names none of several`() async throws {
        try await World().test { client async throws in
            #expect(try await Browser(client).get("/").status == .notFound)
        }
    }
}
