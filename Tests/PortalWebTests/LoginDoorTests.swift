import Foundation
import HTTPTypes
import HummingbirdTesting
import PortalCore
import Testing

@testable import PortalWeb

/// The ways into a practice's portal, as somebody sees them who isn't in yet.
@Suite("The portal's door")
struct LoginDoorTests {
    private static let login = "/p/laurier/login"

    /// Log in, among the masthead's tools; where that stands on the screen, test_login_door.py measures.
    private static var tool: Regex<Substring> {
        #/<div class="masthead__tools">(?s:.*?)<a class="tool" href="\/p\/laurier\/login">(?s:.*?)<\/header>/#
    }

    @Test func `V3 the portal's address leads to the login, which offers to create an account`() async throws {
        try await World().test { client async throws in
            let browser = Browser(client)
            #expect(try await browser.get("/p/laurier").location == Self.login)
            let page = try await browser.get(Self.login).text
            #expect(page.contains("Clinique Laurier") && page.contains("id=\"email\""))
            #expect(page.contains("href=\"/p/laurier/sign-up\""))
        }
    }

    @Test func `Q3 Q6 every open page has Log in among its tools, until the practice switches it off`() async throws {
        let world = try await World()
        let open = ["sign-up", "forgot", "terms", "privacy"].map { "/p/laurier/\($0)" }
        try await world.test { client async throws in
            for page in open { #expect(try await Browser(client).get(page).text.contains(Self.tool), "\(page)") }
            #expect(try await Browser(client).get(Self.login).text.contains(Self.tool) == false, "one is there")
            let nadia = Browser(client)
            try await nadia.logIn("nadia@mail.example")
            #expect(try await nadia.get("/p/laurier/terms").text.contains(Self.tool) == false, "one is in")
            try await world.set { $0.showsLoginLinks = false }
            for page in open { #expect(try await Browser(client).get(page).text.contains(Self.tool) == false, "\(page)") }
        }
    }

    @Test(arguments: IdentityPolicy.Preset.allCases)
    func `Q5 there is no way in but an address with a password or a code`(preset: IdentityPolicy.Preset) async throws {
        let world = try await World()
        try await world.set { $0 = IdentityPolicy(preset) }
        try await world.test { client async throws in
            let page = try await Browser(client).get(Self.login).text
            let main = try #require(page.firstMatch(of: #/(?s)<main.*<\/main>/#)).output
            let fields = main.matches(of: #/<input[^>]* name="(\w+)"/#).map { String($0.1) }
            #expect(Set(fields).isSubset(of: ["csrf", "back", "email", "password"]) && fields.contains("email"))
            #expect(main.matches(of: #/<form[^>]*>/#).count == 1)
            for link in main.matches(of: #/(?:href|action|src)="([^"]+)"/#).map({ String($0.1) }) {
                let isOurs = ["/p/laurier", "/assets/", "tel:", "mailto:", "#"].contains { link.hasPrefix($0) }
                #expect(isOurs, "\(link)")
            }
        }
        let parts = Set(Route.all(of: world.portal).flatMap { $0.path.split(separator: "/").map(String.init) })
        for word in ["oauth", "saml", "sso", "openid", "callback"] { #expect(!parts.contains { $0.hasPrefix(word) }, "\(word)") }
    }
}
