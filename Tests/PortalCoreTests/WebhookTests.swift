import PortalCore
import SignalingProtocol
import Testing

@Suite("Webhooks and scopes")
struct WebhookTests {
    /// An address, why it is refused, and why where the operator allows private networks.
    static let addresses: [(String, WebhookAddressRefusal?, WebhookAddressRefusal?)] = [
        ("https://program.example/hooks", nil, nil), ("http://program.example/hooks", .notEncrypted, .notEncrypted),
        ("https://localhost/", .thisMachine, nil), ("http://localhost:9000/", .thisMachine, nil), ("http://127.0.0.1/", .thisMachine, nil),
        ("http://[::1]/", .thisMachine, nil), ("http://LOCALHOST/", .thisMachine, nil),
        ("https://10.0.0.1/x", .privateNetwork, nil), ("https://169.254.169.254/", .privateNetwork, nil),
        ("https://2130706433/", .privateNetwork, nil), ("https://0x7f.1/", .privateNetwork, nil), ("https://[fd00::1]/", .privateNetwork, nil),
        ("https://[::ffff:192.168.0.1]/", .privateNetwork, nil), ("http://10.0.0.1/", .privateNetwork, .notEncrypted),
        ("https://8.8.8.8/", nil, nil), ("https://[2606:4700::1111]/", nil, nil), ("https://10.program.example/", nil, nil),
        ("http://127.0.0.1.program.example/", .notEncrypted, .notEncrypted), ("", .malformed, .malformed),
        ("ftp://program.example/", .malformed, .malformed), ("javascript:alert(1)", .malformed, .malformed),
    ]

    @Test(arguments: addresses)
    func `an address is encrypted, and not this machine unless the operator allows it`(
        text: String, inPublic: WebhookAddressRefusal?, withPrivate: WebhookAddressRefusal?
    ) {
        #expect(refusal(of: text, allowsPrivate: false) == inPublic)
        #expect(refusal(of: text, allowsPrivate: true) == withPrivate)
    }

    private func refusal(of text: String, allowsPrivate: Bool) -> WebhookAddressRefusal? {
        do throws(WebhookAddressRefusal) {
            _ = try WebAddress(webhook: text, allowsPrivate: allowsPrivate)
            return nil
        } catch { return error }
    }

    @Test func `a replaced secret signs beside the new one for a day`() throws {
        let start = Instant(milliseconds: 1_800_000_000_000)
        func webhook(_ version: Int, renewedAt: Instant?) throws -> Webhook {
            Webhook(
                id: "hook", practice: "laurier", address: try WebAddress("https://program.example"), events: [], version: version,
                createdAt: start, renewedAt: renewedAt)
        }
        #expect(try webhook(1, renewedAt: nil).versions(signingAt: start) == [1])
        let renewed = try webhook(3, renewedAt: start)
        #expect(renewed.versions(signingAt: start) == [3, 2])
        #expect(renewed.versions(signingAt: start + Webhook.overlap - .milliseconds(1)) == [3, 2])
        #expect(renewed.versions(signingAt: start + Webhook.overlap) == [3])
    }

    @Test func `a test is wanted by every webhook, and chosen by nobody`() throws {
        let webhook = Webhook(
            id: "hook", practice: "laurier", address: try WebAddress("https://program.example"), events: [.sessionMoved],
            createdAt: Instant(milliseconds: 0))
        #expect(webhook.wants(.test) && webhook.wants(.sessionMoved) && !webhook.wants(.sessionCreated))
        #expect(!WebhookEvent.Kind.offered.contains(.test) && WebhookEvent.Kind.offered.count == WebhookEvent.Kind.allCases.count - 1)
    }

    @Test func `words of a closed set are listed in one order, and others are none`() {
        #expect(Set(APIScope.allCases).list.split(separator: " ").map(String.init) == APIScope.allCases.map(\.rawValue))
        #expect(Set<APIScope>(list: "audit:read clients:read") == [.readClients, .readAudit])
        #expect(Set<APIScope>(list: "audit:write") == nil)
        #expect(Set<APIScope>(list: "") == [])
    }
}
