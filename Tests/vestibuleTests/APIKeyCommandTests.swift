import ArgumentParser
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import vestibule

@Suite("Commands for API keys")
struct APIKeyCommandTests {
    private let create = ["api-key", "create", "--practice", "laurier", "--name", "Billing", "--scopes"]

    @Test func `a key is made, listed, and revoked`() async throws {
        try await withInstallation { installation in
            _ = try await installation.makeClinic()
            let made = try await installation.run(APIKeyCommand.Create.self, create + ["clients:read", "sessions:read"])
            let (portal, now) = (installation.portal, installation.clock.now)
            #expect(try await portal.apiKey(secret: made.secret, now: now)?.scopes == [.readClients, .readSessions])
            #expect(made.text == made.secret)
            let listed = try await installation.run(APIKeyCommand.List.self, ["api-key", "list", "--practice", "laurier"])
            #expect(listed.text == "\(made.apiKey.id)  Billing  clients:read sessions:read")
            let json = try Output.json(listed)
            #expect(json.contains(#""name":"Billing","scopes":["clients:read","sessions:read"]"#) && !json.contains(made.secret))
            let revoke = ["api-key", "revoke", "--practice", "laurier", "--key", made.apiKey.id.rawValue]
            _ = try await installation.run(APIKeyCommand.Revoke.self, revoke)
            #expect(try await portal.apiKey(secret: made.secret, now: now) == nil)
            let practice = try await installation.practice(slug: "laurier")
            let log = try await portal.audit(of: practice.id).prefix(2)
            #expect(log.map(\.act) == ["key.revoked", "key.created"] && log.allSatisfy { $0.actor == "operator" })
        }
    }

    @Test(arguments: [["everything"], ["clients:read", "clients:write,x"], [""]])
    func `what is no scope is refused, and makes no key`(scopes: [String]) async throws {
        try await withInstallation { installation in
            _ = try await installation.makeClinic()
            await #expect(throws: ValidationError.self) {
                _ = try await installation.run(APIKeyCommand.Create.self, create + scopes)
            }
            let practice = try await installation.practice(slug: "laurier")
            #expect(try await installation.portal.apiKeys(of: practice.id).isEmpty)
        }
    }

    @Test func `nobody's key can't be revoked`() async throws {
        try await withInstallation { installation in
            _ = try await installation.makeClinic()
            await #expect(throws: PortalStoreError.notFound) {
                _ = try await installation.run(
                    APIKeyCommand.Revoke.self, ["api-key", "revoke", "--practice", "laurier", "--key", "nobodys"])
            }
        }
    }
}
