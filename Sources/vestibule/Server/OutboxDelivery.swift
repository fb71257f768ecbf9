import Logging
import PortalCore
import SignalingProtocol
import Storage

/// Delivers one notice: has it composed now that it is due, sends it, and writes down what came of it.
struct OutboxDelivery: Sendable {
    let portal: PortalStore
    /// What a notice says at this moment; `nil` if it has nothing to say any more.
    let compose: @Sendable (OutboxItem) async throws -> OutgoingMessage?
    /// Returns when somebody else has taken it over.
    let send: @Sendable (OutgoingMessage) async throws(DeliveryFailure) -> Void
    var plan = RetryPlan.standard
    /// From 0 to 1: spreads what is tried again.
    var chance: @Sendable () -> Double = { .random(in: 0...1) }
    /// Hears what came of each attempt.
    var handled: @Sendable (NoticeChannel, ServerMetrics.Outcome) -> Void = { _, _ in }
    let now: @Sendable () -> Instant
    let logger: Logger

    /// Never throws: what can't even be written down comes again when its lease is over.
    func deliver(_ item: OutboxItem) async {
        let began = now()
        let failure = await attempt(item)
        do {
            switch failure {
            case nil:
                handled(item.channel, .delivered)
                try await portal.endDelivered(item, asOf: began)
            case .obsolete where item.hasNeverArrived:
                handled(item.channel, .failed)
                try await portal.endOutboxItem(item.sequence, as: .failed, failure: item.failure, now: now())
            case .obsolete:
                handled(item.channel, .obsolete)
                try await portal.endOutboxItem(item.sequence, as: .obsolete, now: now())
            case .failed(let failure): try await putOff(item, after: failure)
            }
        } catch {
            logger.error("outbox not written", metadata: Self.metadata(item, ["error": "\(type(of: error))"]))
        }
    }

    private enum Obstacle {
        case obsolete
        case failed(DeliveryFailure)
    }

    /// - Returns: What stood in the way; `nil` if it was delivered.
    private func attempt(_ item: OutboxItem) async -> Obstacle? {
        do {
            guard let message = try await compose(item) else { return .obsolete }
            try await send(message)
            return nil
        } catch let failure as DeliveryFailure {
            return .failed(failure)
        } catch {
            logger.error("notice not composed", metadata: Self.metadata(item, ["error": "\(type(of: error))"]))
            return .failed(DeliveryFailure(.temporary, .machine))
        }
    }

    private func putOff(_ item: OutboxItem, after failure: DeliveryFailure) async throws {
        let (now, metadata) = (now(), Self.metadata(item, ["failure": "\(failure)"]))
        guard let next = plan.nextAttempt(after: failure.kind, failures: item.attempts, now: now, chance: chance()) else {
            logger.warning("notice given up", metadata: metadata)
            handled(item.channel, .failed)
            return try await portal.endOutboxItem(item.sequence, as: .failed, failure: failure.reason.rawValue, now: now)
        }
        handled(item.channel, .postponed)
        logger.log(level: failure.kind == .configuration ? .error : .notice, "notice not delivered yet", metadata: metadata)
        try await portal.postponeOutboxItem(item.sequence, until: next, failure: failure.reason.rawValue)
    }

    /// Nothing about whom or what: a number to find it by.
    private static func metadata(_ item: OutboxItem, _ more: Logger.Metadata) -> Logger.Metadata {
        more.merging(["notice": "\(item.sequence)", "channel": "\(item.channel.rawValue)", "attempt": "\(item.attempts)"]) { $1 }
    }
}

extension OutboxItem {
    /// A text message that was tried, and says nothing any more before it arrived: staff hear of it as of any that failed.
    fileprivate var hasNeverArrived: Bool { channel == .sms && failure != nil }
}
