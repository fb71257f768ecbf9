import HummingbirdTesting
import Mustache
import PortalCore
import SignalingProtocol
import Testing

@testable import PortalWeb

@Suite("Text in pages")
struct PageTextTests {
    /// Each makes one character of itself and what stands before it: an accent, a joiner, a choice of glyph, a vowel point.
    static let followers = ["", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{5BD}"]

    @Test(arguments: followers)
    func `a mark of HTML is written by its name, whatever stands on it`(follower: String) {
        let marks = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;"]
        for (mark, name) in marks { #expect(Array(PageText().escapeText(mark + follower + "x").utf8) == Array((name + follower + "x").utf8)) }
    }

    @Test func `every template writes its text so, parts and layouts included`() async throws {
        let files = try await World.files
        let hostile = "\"\u{301} autofocus x=\"\u{301}"
        let field = try #require(files.library.render(["value": hostile, "label": hostile], withTemplate: "parts/field"))
        #expect(field.utf8.count > hostile.utf8.count)
        #expect(!Self.standsIn(field, hostile))
        let world = try await World()
        try await world.test { client async throws in
            let browser = Browser(client)
            try await browser.logIn("odile@laurier.example", staff: true)
            // A quotation mark, an accent, an attribute.
            let page = try await browser.get("/p/laurier/staff/clients?q=%22%CC%81%20autofocus%20x=%22%CC%81")
            #expect(page.text.contains("autofocus x="))
            let brokenOut = "\"\u{301} autofocus"
            #expect(!Self.standsIn(page.text, brokenOut))
        }
    }

    /// Byte by byte, as browsers read.
    private static func standsIn(_ page: String, _ text: String) -> Bool { Array(page.utf8).firstRange(of: Array(text.utf8)) != nil }
}
