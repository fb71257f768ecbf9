import Foundation
import Logging
import Synchronization
import Testing

/// A log that fails the test when a line of it holds a name, an address, a password, or a cookie or token that a browser of these
/// tests was given. Every test's portal writes to one.
struct WatchedLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    static let logger = Logger(label: "portal") { _ in WatchedLog() }

    /// What belongs in no log, of the people in ``World``.
    static let personal = [
        "Nadia", "Tremblay", "Marc ", "Lévesque", "Élise", "Gagnon", "Odile", "Petra", "Prospect", "Sam Stone", "mail.example",
        "laurier.example", "elm.example", World.password,
    ]

    private static let secrets = Mutex<Set<String>>([])

    /// Watches for a secret from now on.
    static func watch(_ secret: String) {
        guard secret.utf8.count >= 16 else { return }
        _ = secrets.withLock { $0.insert(secret) }
    }

    /// What a line holds that it shouldn't.
    static func findings(in line: String) -> [String] {
        personal.filter(line.contains) + secrets.withLock { $0.filter(line.contains).map { _ in "a cookie or token" } }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = "\(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })"
        for finding in Self.findings(in: line) { Issue.record("the log holds \(finding): \(line)") }
    }
}

@Suite("The log of these tests")
struct WatchedLogTests {
    @Test func `names, addresses, passwords and secrets are noticed`() {
        WatchedLog.watch("a-secret-of-22-letters")
        for text in ["Nadia came", "to nadia@mail.example", "typed \(World.password)", "cookie a-secret-of-22-letters"] {
            #expect(WatchedLog.findings(in: text).count >= 1, "\(text)")
            withKnownIssue { WatchedLog.logger.error("\(text)") }
            withKnownIssue { WatchedLog.logger.info("came", metadata: ["who": "\(text)"]) }
        }
        #expect(WatchedLog.findings(in: "request failed [request.id: abc]") == [])
    }
}
