import Foundation
import PortalCore
import SignalingProtocol
import Testing

@testable import PortalWeb

@Suite("Secrets")
struct SecretTests {
    let key: ServerKey

    init() throws { key = try #require(ServerKey(bytes: Array(repeating: UInt8(1), count: 32))) }

    private func link(_ id: LinkID = "link", version: Int = 1) -> DirectLink {
        DirectLink(id: id, practice: "practice", booking: "booking", version: version, createdAt: World.start)
    }

    @Test func `a key needs 32 bytes`() {
        #expect(ServerKey(bytes: Array(repeating: UInt8(1), count: 31)) == nil)
    }

    @Test func `a link's secret is 128 bits of its own, and dies with its version`() throws {
        let secrets = LinkSecret(key: key)
        let secret = secrets.secret(of: link())
        #expect(secret.count == 22)
        #expect(secrets.opens(link(), with: secret))
        #expect(!secrets.opens(link(version: 2), with: secret))
        #expect(!secrets.opens(link("other"), with: secret))
        #expect(!secrets.opens(link(), with: ""))
        let other = try #require(ServerKey(bytes: Array(repeating: UInt8(2), count: 32)))
        #expect(!LinkSecret(key: other).opens(link(), with: secret))
    }

    @Test func `a form token goes with one cookie`() {
        let tokens = FormToken(key: key)
        let token = tokens.token(for: "cookie-of-one-browser")
        #expect(tokens.isValid(token, for: "cookie-of-one-browser"))
        #expect(!tokens.isValid(token, for: "cookie-of-another"))
        #expect(!tokens.isValid("", for: "cookie-of-one-browser"))
    }

    @Test func `random values differ and fill 22 characters`() {
        let values = (0..<100).map { _ in RandomToken.make() }
        #expect(Set(values).count == 100)
        #expect(values.allSatisfy { $0.count == 22 })
    }
}

@Suite("Passwords")
struct PasswordTests {
    @Test func `a hash is Argon2id with the documented costs, and different each time`() async throws {
        let hasher = PasswordHasher()
        let hash = try await hasher.hash("correct horse")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try await hasher.hash("correct horse") != hash)
        #expect(try await hasher.verify("correct horse", against: hash))
        #expect(!(try await hasher.verify("correct horsf", against: hash)))
    }

    @Test func `without a stored hash the answer is no`() async throws {
        #expect(!(try await PasswordHasher().verify("", against: nil)))
        #expect(!(try await PasswordHasher().verify("anything", against: "not a hash")))
    }

    @Test func `a flood is refused instead of queued without end`() async throws {
        let hasher = PasswordHasher(width: 1, queueLimit: 1)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do { return try await hasher.verify("x", against: nil) || true } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.contains(true))
        #expect(outcomes.contains(false))
    }
}

@Suite("What comes from outside")
struct OutsideTests {
    @Test func `a path on this site is taken, another place is not`() {
        #expect(LocalPath("/p/x/account", under: "/p/x")?.text == "/p/x/account")
        #expect(LocalPath("/p/x/account?of=a/../b", under: "/p/x") != nil)
        for raw in ["/p/x/%2e%2E/y", "/p/x/.%2e", "/p/x/..?y", "/p/x/..#y"] { #expect(LocalPath(raw, under: "/p/x") == nil, "\(raw)") }
        for raw in ["//evil", "/p/xy", "/p/x/../y", "/p/x/..", "https://evil", "/p/x/\r\nSet-Cookie: a", "/p/x/é", "/p/x\\y", ""] {
            #expect(LocalPath(raw, under: "/p/x") == nil, "\(raw)")
        }
    }

    @Test(
        arguments: [
            ("10.0.0.1", "203.0.113.7", "203.0.113.7"), ("10.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
            ("192.0.2.1", "203.0.113.7", "192.0.2.1"), ("10.0.0.1", "<script>", "10.0.0.1"),
            ("10.0.0.1", "１０.1", "10.0.0.1"),
            ("2001:db8:1:2:3:4:5:6", nil, "2001:db8:1:2::/64"), ("2001:db8::1", nil, "2001:db8:0:0::/64"),
            ("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"), ("::ffff:192.0.2.1", "203.0.113.7", "192.0.2.1"),
            ("::ffff:192.0.2.1", nil, "192.0.2.1"), ("10.0.0.1", "203.0.113.7, ::ffff:10.0.0.2", "203.0.113.7"),
            ("10.0.0.1", "203.0.113.7:4711", "203.0.113.7"), ("10.0.0.1", "203.0.113.7, 10.0.0.2:4711", "203.0.113.7"),
            ("10.0.0.1", "[2001:DB8:1:2::3]:443", "2001:db8:1:2::/64"), ("10.0.0.1", "[2001:db8:1:2::3]", "2001:db8:1:2::/64"),
            ("10.0.0.1", "2001:0db8:0001:0002:a::", "2001:db8:1:2::/64"), ("10.0.0.1", "[::ffff:203.0.113.7]:80", "203.0.113.7"),
            ("10.0.0.1", "::203.0.113.7", "0:0:0:0::/64"), ("10.0.0.1", "203.0.113.7:http", "10.0.0.1"), ("10.0.0.1", "[203.0.113.7", "10.0.0.1"),
            ("2001:db8:9::1", "203.0.113.7", "203.0.113.7"),
        ] as [(String, String?, String)])
    func `only trusted proxies are believed`(peer: String, forwarded: String?, expected: String) {
        let address = ClientAddress(peer: peer, forwardedFor: forwarded, trustedProxies: ["10.0.0.1", "::ffff:10.0.0.2", "2001:DB8:9:0::1"])
        #expect(address.text == expected)
    }

    @Test(
        arguments: [
            ("fr-CA,fr;q=0.9,en;q=0.8", Language.french), ("de,en;q=0.5,fr;q=0.4", .english), ("en;q=0.2, fr;q=0.9", .french),
            ("de", nil), ("", nil), ("fr;q=0", nil), ("EN-us", .english), ("f r", nil), (" fr ; q=0.1 , en;q=0.2", .english),
        ] as [(String, Language?)])
    func `the browser's best language that we speak is taken`(header: String, expected: Language?) {
        #expect(Language.preferred(in: header) == expected)
    }

    @Test func `form fields are decoded, the first of a name counts`() {
        let fields = FormFields("a=1+%C3%A9&b=&a=2&c&%zz=1&password=+x+")
        #expect(fields["a"] == "1 é")
        #expect(fields["b"] == "")
        #expect(fields["missing"] == "")
        #expect(fields["password"] == "x")
        #expect(fields.exact("password") == " x ")
    }
}
