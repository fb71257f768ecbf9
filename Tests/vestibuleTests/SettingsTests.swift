import Foundation
import Testing

@testable import vestibule

@Suite("Settings")
struct SettingsTests {
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    private func settings(_ values: [SettingKey: String], flags: [SettingKey: String] = [:]) async throws -> Settings {
        var environment = Dictionary(uniqueKeysWithValues: values.map { ($0.key.environmentName, $0.value) })
        environment[SettingKey.webDirectory.environmentName] = Self.root.appending(path: "web").path()
        return try Settings(try await SettingsReader(flags: flags, environment: environment, file: nil))
    }

    @Test func `the README's table is the list of settings`() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        for key in SettingKey.allCases {
            #expect(readme.contains("| `\(key.environmentName)` | \(key.defaultText) | \(key.expected) | \(key.meaning) |"))
        }
        let rows = readme.matches(of: #/(?m)^\| `VESTIBULE_/#)
        #expect(rows.count == SettingKey.allCases.count)
    }

    @Test func `a flag wins over the environment`() async throws {
        #expect(try await settings([.port: "1"], flags: [.port: "2"]).port == 2)
        #expect(try await settings([.port: "1"]).port == 1)
        #expect(try await settings([:]).port == 8080)
    }

    static let wrong: [(SettingKey, String)] = [
        (.port, "65536"), (.port, "-1"), (.port, "http"), (.publicURL, "example.org"), (.publicURL, "ftp://example.org"),
        (.publicURL, "https://example.org/path"), (.allowedOrigins, "https://a.example, nonsense"), (.trustedProxies, "localhost"),
        (.tlsCertificate, "/nowhere/cert.pem"), (.tlsKey, "/nowhere/key.pem"), (.tokenIssuers, "/nowhere.json"),
        (.turnURLs, "stun:example.org"), (.logLevel, "loud"), (.logFormat, "xml"),
    ]

    @Test(arguments: wrong.indices)
    func `a wrong value is named with what was expected`(index: Int) async throws {
        let (key, value) = Self.wrong[index]
        let error = await #expect(throws: SettingsError.self) { try await settings([key: value]) }
        let line = try #require(error).description
        #expect(line.contains(key.environmentName) && line.contains(key.expected) && !line.contains("\n"))
    }

    @Test func `a secret is never shown`() async throws {
        let error = await #expect(throws: SettingsError.self) { try await settings([.turnURLs: "turn:a.example", .turnSecret: "hunter2"]) }
        #expect(try #require(error).description.contains("hunter2") == false)
    }

    @Test func `a certificate without its key is refused`() async throws {
        await #expect(throws: SettingsError.self) { try await settings([.tlsCertificate: #filePath]) }
        #expect(try await settings([.tlsCertificate: #filePath, .tlsKey: #filePath]).tls != nil)
    }
}
