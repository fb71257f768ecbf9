import Hummingbird
import HummingbirdTesting
import Logging
import PortalCore
import PortalWeb
import SignalingProtocol
import Synchronization
import Testing

/// What a request leaves behind: how old a token is, and what the log says of a failure.
@Suite("Requests")
struct RequestTests {
    @Test func `a token is as old as the request, not as the end of its checks`() async throws {
        let world = try await World()
        let clock = CountingClock()
        let portal = try await portal(of: world, sign: world.signed.room, now: clock.now)
        try await Application(router: portal.router()).test(.router) { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = "/p/laurier/sessions/\(world.session.id)"
            let token = try await browser.get(page).formToken
            let before = clock.now()
            #expect(try await browser.postJSON("\(page)/token", token: token).status == .ok)
            #expect(world.signed.last?.issuedAt == before + .milliseconds(1))
        }
    }

    @Test func `the log names an unexpected error's type, not what it says`() async throws {
        let world = try await World()
        let portal = try await portal(of: world, sign: { _ in throw Telling() }, now: world.clock.now)
        let lines = Lines()
        let logger = Logger(label: "test") { _ in LineHandler(lines: lines) }
        try await Application(router: portal.router(), logger: logger).test(.router) { client async throws in
            let browser = Browser(client)
            try await browser.logIn("nadia@mail.example")
            let page = "/p/laurier/sessions/\(world.session.id)"
            let token = try await browser.get(page).formToken
            #expect(try await browser.postJSON("\(page)/token", token: token).status == .internalServerError)
        }
        let failures = lines.all.filter { $0.contains("request failed") }
        #expect(failures.count == 1)
        #expect(failures.allSatisfy { $0.contains("Telling") && !$0.contains("nadia@mail.example") })
    }

    private func portal(
        of world: World, sign: @escaping @Sendable (RoomGrant) async throws -> String, now: @escaping @Sendable () -> Instant
    ) async throws -> Portal {
        Portal(
            store: world.store, journal: world.journal, settings: world.settings, files: try await World.files, serverKey: world.key, sign: sign,
            signStaff: world.signed.staff, printReceipt: World.print, now: now)
    }
}

/// A millisecond passes each time it is looked at.
private final class CountingClock: Sendable {
    private let value = Mutex(World.start)
    @Sendable func now() -> Instant {
        value.withLock {
            $0 = $0 + .milliseconds(1)
            return $0
        }
    }
}

private struct Telling: Error, CustomStringConvertible {
    var description: String { "nadia@mail.example was typed" }
}

private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.message) \(event.metadata ?? [:])")
    }
}
