import Foundation
import Logging
import PortalCore
import ServiceLifecycle
import SignalingProtocol
import Storage
import Synchronization
import Testing

@testable import vestibule

@Suite("Delivery of the outbox")
struct OutboxDeliveryTests {
    private static let now = Instant(milliseconds: 1_800_000_000_000)

    /// The world outside: writes down what it is sent, and refuses as it is told to.
    private final class World: Sendable {
        private let failure: Mutex<DeliveryFailure?>
        private let sent = Mutex<[OutgoingMessage]>([])

        init(refusing failure: DeliveryFailure? = nil) { self.failure = Mutex(failure) }

        func refuse(_ new: DeliveryFailure?) { failure.withLock { $0 = new } }
        var messages: [OutgoingMessage] { sent.withLock { $0 } }

        func send(_ message: OutgoingMessage) throws(DeliveryFailure) {
            if let failure = failure.withLock({ $0 }) { throw failure }
            sent.withLock { $0.append(message) }
        }
    }

    private let store: PortalStore
    private let practice: PracticeID
    /// Yields when the store was written to.
    private let wakeUps: AsyncStream<Void>

    init() async throws {
        let (wakeUps, wakeUp) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.wakeUps = wakeUps
        store = try .inMemory { wakeUp.yield() }
        practice = try await store.createPractice(
            slug: .init("laurier"), name: .parse("Clinique Laurier"), timeZone: .gmt, language: .french, now: Self.now
        ).id
    }

    private func notice(_ number: Int = 1) throws -> Notice { .noAccount(try EmailAddress("nadia\(number)@mail.example")) }

    private func write(_ notice: Notice, on channel: NoticeChannel = .mail) async throws {
        try await store.enqueue(notice, on: channel, in: practice, now: Self.now)
    }

    private func message(_ text: String = "x") throws -> OutgoingMessage { .text(TextMessage(to: try MobileNumber("514 555-0142"), text: text)) }

    /// - Parameter log: Where log lines go.
    private func delivery(
        to world: World, at now: Instant = Self.now, log: Log = Log(), compose: (@Sendable (OutboxItem) async throws -> OutgoingMessage?)? = nil
    ) throws -> OutboxDelivery {
        let message = try message()
        return OutboxDelivery(
            portal: store, compose: compose ?? { _ in message }, send: { message throws(DeliveryFailure) in try world.send(message) },
            chance: { 0 }, now: { now }, logger: Logger(label: "test") { _ in LogLines(log: log) })
    }

    private func item(at now: Instant = Self.now) async throws -> OutboxItem {
        try #require(try await store.takeOutbox(dueAt: now, limit: 1).first)
    }

    @Test func `a notice that is taken over is delivered, once`() async throws {
        let world = World()
        try await write(try notice())
        try await delivery(to: world).deliver(try await item())
        #expect(world.messages == [try message()])
        #expect(try await store.outbox(of: practice, in: .delivered).count == 1)
        #expect(try await store.takeOutbox(dueAt: Self.now + .seconds(86_400), limit: 1) == [])
    }

    @Test func `a notice with nothing to say any more is sent to nobody`() async throws {
        let world = World()
        try await write(try notice())
        try await delivery(to: world, compose: { _ in nil }).deliver(try await item())
        #expect(world.messages == [])
        #expect(try await store.outbox(of: practice, in: .obsolete).count == 1)
    }

    @Test func `a text message that was tried in vain until it said nothing any more counts as failed, a mail doesn't`() async throws {
        for channel in [NoticeChannel.sms, .mail] {
            let world = World(refusing: DeliveryFailure(.temporary, .refused, status: 503))
            try await write(try notice(), on: channel)
            try await delivery(to: world).deliver(try await item())
            let later = try #require(try await store.nextOutboxDue())
            try await delivery(to: world, at: later, compose: { _ in nil }).deliver(try await item(at: later))
        }
        #expect(try await store.outbox(of: practice, in: .failed).map(\.channel) == [.sms])
        #expect(try await store.outbox(of: practice, in: .failed).map(\.failure) == ["refused"])
        #expect(try await store.outbox(of: practice, in: .obsolete).map(\.channel) == [.mail])
    }

    @Test func `what isn't taken comes again, later and later, and is given up in the end`() async throws {
        let world = World(refusing: DeliveryFailure(.temporary, .unreachable))
        try await write(try notice())
        var now = Self.now
        for (index, wait) in RetryPlan.standard.waits.enumerated() {
            let item = try await item(at: now)
            #expect(item.attempts == index + 1)
            try await delivery(to: world, at: now).deliver(item)
            #expect(try await store.nextOutboxDue() == now + wait)
            now = now + wait
        }
        try await delivery(to: world, at: now).deliver(try await item(at: now))
        #expect(try await store.outbox(of: practice, in: .failed).map(\.failure) == ["unreachable"])
        world.refuse(nil)
        let failed = try #require(try await store.outbox(of: practice, in: .failed).first)
        try await store.resendOutboxItem(failed.sequence, in: practice, now: now)
        try await delivery(to: world, at: now).deliver(try await item(at: now))
        #expect(world.messages.count == 1)
    }

    @Test func `H8 a room hears that its clinician was alerted once the mail was handed over, and not before`() async throws {
        let staff = try await store.createStaff(
            in: practice, role: .clinician, name: .parse("Élise"), email: EmailAddress("elise@example.org"), now: Self.now)
        let client = try await store.createClient(in: practice, name: .parse("Nadia"), email: nil, now: Self.now)
        let booking = try await store.createBooking(
            in: practice, clinician: staff.id, clients: [client.id],
            time: try SessionTime(startsAt: Self.now, in: .gmt, minutes: 50, now: Self.now), now: Self.now)
        try await store.enqueue(
            .clientWaiting(booking.id, since: Self.now, for: staff.id, who: "account:x"), about: booking.id, in: practice, now: Self.now)
        let world = World(refusing: DeliveryFailure(.temporary, .unreachable))
        try await delivery(to: world).deliver(try await item())
        #expect(try await store.commands(after: 0) == [])
        world.refuse(nil)
        let later = try #require(try await store.nextOutboxDue())
        try await delivery(to: world, at: later).deliver(try await item(at: later))
        #expect(try await store.commands(after: 0).map(\.command) == [.clinicianAlerted(at: later)])
    }

    @Test func `what nobody will ever take is given up at once`() async throws {
        let world = World(refusing: DeliveryFailure(.permanent, .refused, status: 550))
        try await write(try notice())
        try await delivery(to: world).deliver(try await item())
        #expect(try await store.outbox(of: practice, in: .failed).map(\.failure) == ["refused"])
    }

    @Test func `a notice that can't be composed just now comes again`() async throws {
        struct Broken: Error {}
        let world = World()
        try await write(try notice())
        try await delivery(to: world, compose: { _ in throw Broken() }).deliver(try await item())
        #expect(try await store.outbox(of: practice, in: .due).map(\.failure) == ["machine"])
    }

    @Test func `no address is logged, whatever happens`() async throws {
        let log = Log()
        for kind in DeliveryFailure.Kind.allCases {
            try await write(try notice())
            try await delivery(to: World(refusing: DeliveryFailure(kind, .refused, status: 550)), log: log).deliver(try await item())
        }
        #expect(log.lines.count == DeliveryFailure.Kind.allCases.count)
        #expect(log.lines.allSatisfy { $0.contains("refused 550") && !$0.contains("nadia") && !$0.contains("555") })
    }

    @Test(.timeLimit(.minutes(30))) func `what this process writes is delivered at once, and a shutdown finishes what was begun`() async throws {
        let world = World()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let message = try message()
        let feed = OutboxFeed(
            try delivery(
                to: world,
                compose: { _ in
                    begin.yield()
                    for await _ in gate {}
                    return message
                }),
            wakeUps: wakeUps)
        let group = ServiceGroup(services: [feed], logger: Logger(label: "test"))
        async let running: Void = group.run()
        try await write(try notice())
        for await _ in begun { break }
        await group.triggerGracefulShutdown()
        open.finish()
        try await running
        #expect(world.messages.count == 1)
        #expect(try await store.outbox(of: practice, in: .delivered).count == 1)
    }

    @Test(.timeLimit(.minutes(30))) func `programs that answer slowly hold up no mail`() async throws {
        let world = World()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: NoticeChannel.self)
        let message = try message()
        for number in 0..<(2 * OutboxFeed.width) { try await write(try notice(number), on: .webhook) }
        let feed = OutboxFeed(
            try delivery(
                to: world,
                compose: { item in
                    begin.yield(item.channel)
                    if item.channel == .webhook { for await _ in gate {} }
                    return message
                }),
            wakeUps: wakeUps)
        let group = ServiceGroup(services: [feed], logger: Logger(label: "test"))
        async let running: Void = group.run()
        var order: [NoticeChannel] = []
        for await channel in begun {
            order.append(channel)
            if order.count == OutboxFeed.width { try await write(try notice()) }
            if channel == .mail { break }
        }
        #expect(order == Array(repeating: .webhook, count: OutboxFeed.width) + [.mail])
        open.finish()
        await group.triggerGracefulShutdown()
        try await running
        #expect(world.messages.count > OutboxFeed.width)
    }
}

/// Log lines as text.
private final class Log: Sendable {
    private let written = Mutex<[String]>([])
    var lines: [String] { written.withLock { $0 } }
    func write(_ line: String) { written.withLock { $0.append(line) } }
}

private struct LogLines: LogHandler {
    let log: Log
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { log.write("\(event.message) \(event.metadata ?? [:])") }
}
