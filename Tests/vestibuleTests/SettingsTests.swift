import Delivery
import Foundation
import PortalCore
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

    @Test func `the README names every setting of a practice`() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        for setting in Practice.Setting.allCases { #expect(readme.contains("`\(setting.rawValue)`"), "\(setting.rawValue)") }
    }

    @Test func `a flag wins over the environment`() async throws {
        #expect(try await settings([.port: "1"], flags: [.port: "2"]).port == 2)
        #expect(try await settings([.port: "1"]).port == 1)
        #expect(try await settings([:]).port == 8080)
    }

    static let wrong: [(SettingKey, String)] = [
        (.port, "65536"), (.port, "-1"), (.port, "http"), (.publicURL, "example.org"), (.publicURL, "ftp://example.org"),
        (.publicURL, "https://example.org/path"), (.allowedOrigins, "https://a.example, nonsense"), (.trustedProxies, "localhost"),
        (.trustedProxies, "999.1.1.1"), (.trustedProxies, "1.2.3"), (.trustedProxies, "10.0.0.1:443"), (.trustedProxies, "1:2:3:4:5:6:7:8:9"),
        (.tlsCertificate, "/nowhere/cert.pem"), (.tlsKey, "/nowhere/key.pem"), (.tokenIssuers, "/nowhere.json"),
        (.smtpURL, "http://mail.example"), (.smtpURL, "smtp://user:password@mail.example?starttls=never"), (.smtpCA, "/nowhere/ca.pem"),
        (.smtpCA, #filePath), (.mailFrom, "nobody"), (.smsURL, "http://sms.example/"), (.smsURL, "sms.example"), (.smsToken, "two words"),
        (.privateWebhooks, "maybe"), (.turnURLs, "stun:example.org"), (.logLevel, "loud"), (.logFormat, "xml"),
        (.drainSeconds, "0"), (.drainSeconds, "26"), (.drainSeconds, "2.5"),
    ]

    @Test func `stopping takes five seconds at most, or what is set`() async throws {
        #expect(try await settings([:]).drainTime == .seconds(5))
        for seconds in [1, 25] { #expect(try await settings([.drainSeconds: "\(seconds)"]).drainTime == .seconds(seconds)) }
    }

    @Test(arguments: wrong.indices)
    func `a wrong value is named with what was expected`(index: Int) async throws {
        let (key, value) = Self.wrong[index]
        let error = await #expect(throws: SettingsError.self) { try await settings([key: value]) }
        let line = try #require(error).description
        #expect(line.contains(key.environmentName) && line.contains(key.expected) && !line.contains("\n"))
    }

    static let wrongSecrets: [[SettingKey: String]] = [
        [.turnURLs: "turn:a.example", .turnSecret: "hunter2"], [.smtpURL: "smtps://user:hunter2@", .mailFrom: "a@b.example"],
        [.smsURL: "http://sms.example/?key=hunter2"], [.smsToken: "hunter2 " + "é"],
    ]

    @Test(arguments: wrongSecrets) func `a secret is never shown`(values: [SettingKey: String]) async throws {
        let error = await #expect(throws: SettingsError.self) { try await settings(values) }
        #expect(try #require(error).description.contains("hunter2") == false)
    }

    @Test(arguments: [("VESTIBULE_SMPT_URL=smtps://mail.example", false), ("# VESTIBULE_SMPT_URL=x\nVESTIBULE_PORT=81\nOTHER=1", true)])
    func `a file that names a setting that there isn't is refused by that name`(text: String, isValid: Bool) async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "vestibule.conf").plainPath
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            do {
                let reader = try await SettingsReader(flags: [:], environment: [:], file: file)
                #expect(isValid && reader.text(.port) == "81")
            } catch let error as SettingsError {
                #expect(!isValid && error.value == "VESTIBULE_SMPT_URL")
            }
        }
    }

    @Test func `a mail server needs a sender`() async throws {
        #expect(try await settings([:]).mail.server == nil)
        let error = await #expect(throws: SettingsError.self) { try await settings([.smtpURL: "smtp://localhost"]) }
        #expect(try #require(error).key == SettingKey.mailFrom.environmentName)
        let mail = try await settings([.smtpURL: "smtp://localhost", .mailFrom: "portal@laurier.example"]).mail
        #expect(mail.server?.host == "localhost" && mail.sender.text == "portal@laurier.example")
    }

    @Test func `a gateway of text messages on this machine needs no TLS`() async throws {
        let sms = try #require(try await settings([.smsURL: "http://localhost:9/send", .smsToken: "abc"]).sms)
        #expect(sms.gateway.text == "http://localhost:9/send" && sms.token == "abc")
        #expect(try await settings([.smsToken: "abc"]).sms == nil)
    }

    @Test func `a certificate without its key is refused`() async throws {
        let (certificate, key) = try pair(in: try folder())
        #expect(try await settings([.tlsCertificate: certificate, .tlsKey: key]).tls != nil)
        await #expect(throws: SettingsError.self) { try await settings([.tlsCertificate: certificate]) }
        await #expect(throws: SettingsError.self) { try await settings([.tlsKey: key]) }
    }

    @Test func `files that are no certificate and key, or not of each other, stop the start`() async throws {
        let (certificate, key) = try pair(in: try folder())
        let (_, otherKey) = try pair(in: try folder())
        for (one, other) in [(#filePath, key), (certificate, #filePath), (key, certificate), (certificate, otherKey)] {
            let error = await #expect(throws: SettingsError.self) { try await settings([.tlsCertificate: one, .tlsKey: other]) }
            #expect(try #require(error).description.contains("a PEM file with the "))
        }
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A self-signed certificate and its key, made by what `make run TLS=1` uses.
    private func pair(in folder: URL) throws -> (certificate: String, key: String) {
        let script = Process()
        script.executableURL = Self.root.appending(path: "Sources/vestibule/Deployment/self-signed")
        script.arguments = [folder.path(), "8443"]
        script.standardOutput = FileHandle.nullDevice
        try script.run()
        script.waitUntilExit()
        try #require(script.terminationStatus == 0)
        return (folder.appending(path: "certificate.pem").path(), folder.appending(path: "key.pem").path())
    }
}
