import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage
import Testing

@Suite("Branding and legal texts")
struct BrandingTests {
    private let page = "/p/laurier/staff/settings/branding"
    /// 32 pixels by 16, all grey.
    private static let png = Data(
        base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAAAAABSayKFAAAAEUlEQVR42mNoIAAYRhWMJAUAEYgAENjnFqoAAAAASUVORK5CYII=")

    @Test func `a colour is linked from every page, and kept by browsers until it changes`() async throws {
        try await withOwner { world, owner in
            #expect(try await owner.get("/p/laurier/login").text.contains("brand.css") == false)
            #expect(try await owner.get("/p/laurier/brand.css").status == .notFound)
            #expect(try await owner.post(page, ["which": "own", "colour": "#ffee00"], tokenFrom: page).status == .seeOther)
            for path in ["/p/laurier/login", "/p/laurier/staff/today", "/p/laurier/terms", page] {
                #expect(try await owner.get(path).text.contains("<link rel=\"stylesheet\" href=\"/p/laurier/brand.css?v=ffee00\">"), "\(path)")
            }
            let css = try await owner.get("/p/laurier/brand.css?v=ffee00")
            #expect(css.header("Content-Type") == "text/css; charset=utf-8")
            #expect(css.header("Cache-Control") == "public, max-age=86400")
            #expect(css.text.contains("--color-action"))
            owner.headers = ["If-None-Match": try #require(css.header("ETag"))]
            #expect(try await owner.get("/p/laurier/brand.css").status == .notModified)
            owner.headers = [:]
            #expect(try await owner.get("/p/elm/login").text.contains("brand.css") == false)
            // Yellow can't be read on paper: the page says what became of it.
            #expect(try await owner.get(page).text.contains("trop pâle"))
            _ = try await owner.post(page, ["which": "standard", "colour": "#ffee00"], tokenFrom: page)
            #expect(try await world.store.practice(world.practice.id)?.brandColour == nil)
        }
    }

    @Test func `a logo is shown with the practice's name, and served as what it is`() async throws {
        try await withOwner { world, owner in
            let png = try #require(Self.png)
            #expect(try await owner.get("/p/laurier/logo").status == .notFound)
            let answer = try await owner.upload("\(page)/logo", png, named: "logo.png", type: "text/html", tokenFrom: page)
            #expect(answer.location == "\(page)?done=logoSaved")
            let address = try #require(
                try await owner.get("/p/laurier/login").text.firstMatch(of: /<img src="([^"]+)" width="32" height="16" alt="Clinique Laurier">/))
            let logo = try await owner.get(String(address.1).replacing("&#x3D;", with: "="))
            #expect(logo.header("Content-Type") == "image/png")
            #expect(logo.header("X-Content-Type-Options") == "nosniff")
            #expect(logo.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
            #expect(try await world.store.logoImage(of: world.practice.id) == [UInt8](png))
            #expect(try await owner.get("/p/elm/logo").status == .notFound)
            #expect(try await owner.post("\(page)/logo/remove", tokenFrom: page).location == "\(page)?done=logoRemoved")
            #expect(try await owner.get("/p/laurier/logo").status == .notFound)
        }
    }

    @Test(arguments: [
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "PNG, JPEG ou WebP"), ("", "Choisissez d’abord"),
        ("<html><script>alert(1)</script>", "PNG, JPEG ou WebP"),
    ])
    func `what isn't a picture is refused beside the field, whatever it is called`(content: String, words: String) async throws {
        try await withOwner { world, owner in
            let answer = try await owner.upload("\(page)/logo", Data(content.utf8), named: "logo.png", type: "image/png", tokenFrom: page)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(words) && answer.text.contains("id=\"logo-error\"") && !answer.text.contains("alert(1)"))
            #expect(try await world.store.practice(world.practice.id)?.logo == nil)
        }
    }

    @Test func `a picture with something behind its end, or cut off, or too large, is refused`() async throws {
        try await withOwner { world, owner in
            let png = try #require(Self.png)
            for bytes in [png + Data("<script>alert(1)</script>".utf8), png.prefix(40), png + Data(count: Logo.largestBytes)] {
                let answer = try await owner.upload("\(page)/logo", bytes, named: "logo.png", type: "image/png", tokenFrom: page)
                #expect(answer.status == .unprocessableContent)
            }
            let enormous = Data(count: 4_200_000)
            #expect(try await owner.upload("\(page)/logo", enormous, named: "a", type: "image/png", tokenFrom: page).status == .contentTooLarge)
            #expect(try await world.store.practice(world.practice.id)?.logo == nil)
        }
    }

    @Test func `a telephone's photo is said to be too large, in words for pictures however large it is`() async throws {
        try await withOwner { _, owner in
            let photo = try await owner.upload("\(page)/logo", Data(count: 3_000_000), named: "photo.jpg", type: "image/jpeg", tokenFrom: page)
            #expect(photo.status == .unprocessableContent && photo.text.contains("Cette image dépasse"))
            let absurd = try await owner.upload("\(page)/logo", Data(count: 5_000_000), named: "photo.jpg", type: "image/jpeg", tokenFrom: page)
            #expect(absurd.status == .contentTooLarge && absurd.text.contains("Cette image est trop grande"))
        }
    }

    @Test func `a logo needs the form's token, an owner or admin, and a form that is one`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let png = try #require(Self.png)
            let (elise, stranger, owner) = (Browser(client), Browser(client), Browser(client))
            try await elise.logIn("elise@laurier.example", staff: true)
            try await owner.logIn("odile@laurier.example", staff: true)
            let profile = "/p/laurier/staff/settings/profile"
            #expect(try await elise.upload("\(page)/logo", png, named: "a", type: "image/png", tokenFrom: profile).status == .forbidden)
            #expect(try await owner.upload("\(page)/logo", png, named: "a", type: "image/png").status == .forbidden)
            #expect(try await stranger.upload("\(page)/logo", png, named: "a", type: "image/png").status == .forbidden)
            #expect(try await owner.post("\(page)/logo", ["logo": "x"], tokenFrom: page).status == .unprocessableContent)
            #expect(try await owner.post("\(page)/logo/remove").status == .forbidden)
        }
        #expect(try await world.store.practice(world.practice.id)?.logo == nil)
    }

    @Test func `terms and privacy are ours until the practice writes its own`() async throws {
        try await withOwner { world, owner in
            for (path, words) in [("terms", "Ce portail appartient à Clinique Laurier."), ("privacy", "Clinique Laurier est responsable")] {
                #expect(try await owner.get("/p/laurier/\(path)").text.contains(words))
            }
            let settings = "/p/laurier/staff/settings/texts"
            let typed = ["terms": "Nos conditions.\r\nDeux lignes.\r\n\r\nFin <b>.", "privacy": ""]
            #expect(try await owner.post(settings, typed, tokenFrom: settings).location == "\(settings)?done=saved")
            let stranger = Browser(owner.client)
            stranger.language = "en"
            let terms = try await stranger.get("/p/laurier/terms").text
            #expect(terms.contains("<p>Nos conditions.<br>Deux lignes.</p>") && terms.contains("<p>Fin &lt;b&gt;.</p>"))
            #expect(terms.contains("lang=\"fr\"") && terms.contains("<html lang=\"en\">"))
            #expect(try await stranger.get("/p/laurier/privacy").text.contains("Clinique Laurier is responsible"))
            let longest = String(repeating: "é", count: FreeText.Kind.terms.longest)
            #expect(try await owner.post(settings, ["terms": longest, "privacy": longest], tokenFrom: settings).status == .seeOther)
            let tooLong = try await owner.post(settings, ["terms": longest + "é"], tokenFrom: settings)
            #expect(tooLong.status == .unprocessableContent && tooLong.text.contains("id=\"terms-error\""))
        }
    }

    @Test func `a portal without login buttons says how to reach the practice, and its login page still works`() async throws {
        let world = try await World()
        _ = try await world.store.updatePractice(world.practice.id, now: World.start) { $0.identity.showsLoginLinks = false }
        try await world.test { client async throws in
            let browser = Browser(client)
            let root = try await browser.get("/p/laurier")
            #expect(root.status == .ok && root.text.contains("514 555-0142") && !root.text.contains("/p/laurier/login\""))
            try await browser.logIn("nadia@mail.example")
            #expect(try await browser.get("/p/laurier").location == "/p/laurier/account")
            #expect(try await browser.get("/p/laurier/staff").location == "/p/laurier/staff/login")
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

extension Browser {
    /// Sends a file as a browser's form does, with the token of the page at `page` (or none).
    func upload(_ path: String, _ file: Data, named name: String, type: String, tokenFrom page: String? = nil) async throws -> Answer {
        var body = Data()
        if let page, let token = try await get(page).formToken {
            body += Data("--ab-12\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n".utf8)
        }
        let head = "--ab-12\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"\(name)\"\r\nContent-Type: \(type)\r\n\r\n"
        body += Data(head.utf8) + file + Data("\r\n--ab-12--\r\n".utf8)
        return try await send(.post, path, bytes: ByteBuffer(bytes: body), type: "multipart/form-data; boundary=ab-12")
    }
}
