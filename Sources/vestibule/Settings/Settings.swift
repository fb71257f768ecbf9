import Foundation
import Logging
import PortalWeb

/// How this installation is set up. Read once at the start; a wrong value stops it.
struct Settings: Sendable {
    struct TURN: Sendable {
        var urls: [String]
        var secret: String
    }
    enum LogFormat: String, Sendable { case text, json }

    var host: String
    var port: Int
    var dataDirectory: URL
    /// `nil` until the port is known: then `http(s)://localhost:PORT`.
    var publicURL: URL?
    /// Beside the public URL itself.
    var allowedOrigins: [String]
    var trustedProxies: [String]
    var tls: TLS?
    var tokenIssuers: URL?
    var turn: TURN?
    var mail: Mail
    /// `nil`: no text messages are sent.
    var sms: SMS?
    /// Whether webhooks may call addresses inside private networks.
    var allowsPrivateWebhooks: Bool
    /// What `/metrics` is read with; `nil`: not at all.
    var metricsToken: String?
    /// How long it may take to stop. Default 5 s; the unit for systemd waits 30 s before it kills.
    var drainTime: Duration
    var webDirectory: URL
    var logLevel: Logger.Level
    var logFormat: LogFormat

    /// - Throws: ``SettingsError``, for the first value that is wrong.
    init(_ reader: SettingsReader) throws {
        host = reader.text(.host) ?? "127.0.0.1"
        port = try reader.value(.port) { Int($0).flatMap { (0...65_535).contains($0) ? $0 : nil } } ?? 8080
        dataDirectory = URL(filePath: reader.text(.dataDirectory) ?? "data", directoryHint: .isDirectory)
        publicURL = try reader.value(.publicURL, Self.origin)
        allowedOrigins = try reader.list(.allowedOrigins) { Self.origin($0) != nil }
        trustedProxies = try reader.list(.trustedProxies) { ClientAddress.isAddress($0) }
        tls = try Self.tls(reader)
        tokenIssuers = try reader.value(.tokenIssuers, Self.file)
        turn = try Self.turn(reader)
        mail = try Self.mail(reader)
        sms = try Self.sms(reader)
        allowsPrivateWebhooks = try reader.value(.privateWebhooks) { ["yes": true, "no": false][$0] } ?? false
        metricsToken = try reader.value(.metricsToken) { text in
            text.count >= 16 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? text : nil
        }
        drainTime = .seconds(try reader.value(.drainSeconds) { Int($0).flatMap { (1...25).contains($0) ? $0 : nil } } ?? 5)
        webDirectory = try reader.value(.webDirectory, Self.folder) ?? URL(filePath: "web", directoryHint: .isDirectory)
        logLevel = try reader.value(.logLevel) { Logger.Level(rawValue: $0) } ?? .info
        logFormat = try reader.value(.logFormat) { LogFormat(rawValue: $0) } ?? .text
    }

    /// Where pages are read from, for what shows any.
    ///
    /// - Throws: ``SettingsError``, where there are none.
    func pageDirectory() throws(SettingsError) -> URL {
        guard FileManager.default.fileExists(atPath: webDirectory.appending(path: "templates").path(percentEncoded: false)) else {
            throw SettingsError(.webDirectory, webDirectory.path(percentEncoded: false))
        }
        return webDirectory
    }

    private static func turn(_ reader: SettingsReader) throws -> TURN? {
        let urls = try reader.list(.turnURLs) { $0.hasPrefix("turn:") || $0.hasPrefix("turns:") }
        let secret = try reader.value(.turnSecret) { $0.count >= 16 ? $0 : nil }
        guard !urls.isEmpty else { return nil }
        guard let secret else {
            throw SettingsError(.turnSecret, "")
        }
        return TURN(urls: urls, secret: secret)
    }

    /// A URL that is nothing but scheme, host and port.
    private static func origin(_ text: String) -> URL? {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host() != nil,
            ["", "/"].contains(url.path()), url.query() == nil, url.fragment() == nil, url.user() == nil
        else { return nil }
        return URL(string: text.hasSuffix("/") ? String(text.dropLast()) : text)
    }

    static func file(_ text: String) -> URL? {
        FileManager.default.isReadableFile(atPath: text) ? URL(filePath: text) : nil
    }

    private static func folder(_ text: String) -> URL? {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: text, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? URL(filePath: text, directoryHint: .isDirectory) : nil
    }
}
