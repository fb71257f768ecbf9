import PortalCore
import SignalingProtocol
import Testing

@Suite("Text that people type")
struct TextTests {
    @Test(arguments: ["nadia@example.org", "  Nadia.Tremblay+x@Mail.Example.ORG ", "o'neil@ex-ample.ca", "a@b.co"])
    func `e-mail addresses are taken in one spelling`(raw: String) throws {
        let text = try EmailAddress(raw).text
        #expect(text == text.lowercased())
        #expect(try EmailAddress(text).text == text)
        #expect(!text.contains(" "))
    }

    @Test(arguments: [
        ("", TextRefusal.empty), ("   ", .empty), ("nadia", .malformed), ("@example.org", .malformed), ("a@b", .malformed),
        ("a@@b.co", .malformed), ("a@b@c.co", .malformed), (".a@b.co", .malformed), ("a..b@c.co", .malformed),
        ("a.@b.co", .malformed),
        ("a@-b.co", .malformed), ("a@b-.co", .malformed), ("a@b..co", .malformed), ("a@127.0.0.1", .malformed),
        ("a(b)@c.co", .malformed),
        ("a b@c.co", .forbiddenCharacter), ("a\nb@c.co", .forbiddenCharacter), ("é@c.co", .forbiddenCharacter),
        ("a\u{202E}@c.co", .forbiddenCharacter), ("a@c.co\u{200B}x", .forbiddenCharacter),
    ])
    func `what isn't an e-mail address is refused`(raw: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try EmailAddress(raw) }
    }

    @Test func `e-mail addresses have their lengths`() throws {
        let domain = "@example.org"
        #expect(try EmailAddress(String(repeating: "a", count: 64) + domain).text.count == 76)
        #expect(throws: TextRefusal.tooLong) { try EmailAddress(String(repeating: "a", count: 65) + domain) }
        let labels = Array(repeating: String(repeating: "b", count: 61), count: 4).joined(separator: ".")
        #expect(try EmailAddress("abcdef@" + labels).text.utf8.count == 254)
        #expect(throws: TextRefusal.tooLong) { try EmailAddress("abcdefg@" + labels) }
    }

    @Test(arguments: ["laurier", "a1", "clinique-laurier-2", "0-0"]) func `slugs are taken as they are`(raw: String) throws {
        #expect(try Slug(raw).text == raw)
    }

    @Test(arguments: [
        ("", TextRefusal.empty), ("a", .tooShort), (String(repeating: "a", count: 41), .tooLong), ("Laurier", .forbiddenCharacter),
        ("a b", .forbiddenCharacter), ("a/b", .forbiddenCharacter), ("é1", .forbiddenCharacter), ("-a", .malformed),
        ("a-", .malformed),
        ("a--b", .malformed), ("..", .forbiddenCharacter),
    ])
    func `what isn't a slug is refused`(raw: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try Slug(raw) }
    }

    @Test(arguments: [
        ("  Nadia   Tremblay ", "Nadia Tremblay"), ("E\u{301}lise", "Élise"), ("Na\u{200B}dia\u{FEFF}", "Nadia"), ("李", "李"),
    ])
    func `names are tidied`(raw: String, name: String) throws {
        #expect(try DisplayName.parse(raw).text == name)
    }

    @Test(arguments: [
        ("", TextRefusal.empty), (" \u{200B} ", .empty), ("\u{200B}", .empty), ("Nadia\u{202E}aidaN", .forbiddenCharacter),
        ("Nadia\u{2066}x", .forbiddenCharacter), ("Nadia\nTremblay", .forbiddenCharacter), ("Nadia\tTremblay", .forbiddenCharacter),
        ("Na\u{0}dia", .forbiddenCharacter),
        ("…", .malformed), ("Nadia\u{E000}", .forbiddenCharacter),
    ])
    func `names that don't show what they say are refused`(raw: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try DisplayName.parse(raw) }
    }

    @Test func `names have at most 80 characters`() throws {
        #expect(try DisplayName.parse(String(repeating: "é", count: 80)).text.count == 80)
        #expect(throws: TextRefusal.tooLong) { try DisplayName.parse(String(repeating: "é", count: 81)) }
        #expect(throws: TextRefusal.tooLong) { try DisplayName.parse(String(repeating: "a", count: 1_000_000)) }
    }

    @Test func `telephone numbers can be dialled`() throws {
        #expect(try Telephone("514 555-0142 x12").dialable == "5145550142")
        #expect(try Telephone(" +1 (514) 555.0142").dialable == "+15145550142")
        for extended in ["514 555-0142 poste 12", "514 555-0142 Poste 12", "514 555-0142 ext. 12", "(514) 555-0142 #12"] {
            #expect(try Telephone(extended).dialable == "5145550142" && Telephone(extended).text == extended)
        }
        #expect(try Telephone("\u{202D}514 555\u{2060}-0142\u{202C}").text == "514 555-0142", "as an address book hands it over")
        #expect(throws: TextRefusal.forbiddenCharacter) { try Telephone("poste poste 514 555-0142") }
        #expect(throws: TextRefusal.forbiddenCharacter) { try Telephone("call me") }
        #expect(throws: TextRefusal.malformed) { try Telephone("12") }
    }

    @Test func `names are found without their accents, case and blanks`() {
        #expect(SearchKey("  Élise  GAGNON-Côté ").text == "elise gagnon cote")
        #expect(SearchKey("Œuvrard").text == "oeuvrard")
        #expect(SearchKey("% _").text == "")
    }
}
