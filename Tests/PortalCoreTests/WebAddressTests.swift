import PortalCore
import Testing

@Suite("Addresses that the server calls")
struct WebAddressTests {
    @Test(arguments: [
        ("https://hooks.example.org/v1/vestibule?key=a%20b", "hooks.example.org", true), ("http://localhost:8081", "localhost", false),
        (" HTTPS://Example.ORG/ ", "example.org", true), ("http://192.0.2.1:1/", "192.0.2.1", false), ("https://[::1]:65535/x", "[::1]", true),
        ("https://a?b", "a", true),
    ])
    func `what a webhook's address looks like`(text: String, host: String, isEncrypted: Bool) throws {
        let address = try WebAddress(text)
        #expect(address.host == host)
        #expect(address.isEncrypted == isEncrypted)
    }

    @Test(arguments: [
        ("", TextRefusal.empty), ("   ", .empty), ("ftp://a.example/", .malformed), ("file:///etc/passwd", .malformed),
        ("a.example", .malformed), ("https:///path", .malformed), ("https://", .malformed), ("https://user@a.example/", .malformed),
        ("https://user:password@a.example/", .malformed), ("https://a.example#part", .malformed), ("https://a.example/#part", .malformed),
        ("https://a.example:0/", .malformed), ("https://a.example:65536/", .malformed), ("https://a.example:x/", .malformed),
        ("https://a.example@b.example/", .malformed), ("https://-a.example/", .malformed), ("gopher://a.example/", .malformed),
        (#"https://a.example\@b.example/"#, .forbiddenCharacter), ("https://a.example/a b", .forbiddenCharacter),
        ("https://a.example/\r\nX: y", .forbiddenCharacter), ("https://é.example/", .forbiddenCharacter),
        ("https://a.example/\u{0}", .forbiddenCharacter),
    ])
    func `what is no address to call`(text: String, refusal: TextRefusal) {
        #expect(throws: refusal) { try WebAddress(text) }
    }

    @Test func `an address has at most 2000 characters`() throws {
        let start = "https://a.example/"
        let longest = start + String(repeating: "x", count: WebAddress.longest - start.count)
        #expect(try WebAddress(longest).text == longest)
        #expect(throws: TextRefusal.tooLong) { try WebAddress(longest + "x") }
    }
}
