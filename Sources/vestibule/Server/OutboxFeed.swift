import Logging
import PortalCore
import ServiceLifecycle
import Storage

/// Takes notices from the outbox as they become due and has them delivered: at once when this process wrote one, within a
/// second when another did (the command line).
///
/// A few of each channel at a time, so that programs that answer slowly hold up no mail. At a graceful shutdown it takes nothing
/// more, and returns when what is being sent has been sent and written down.
actor OutboxFeed: ServiceLifecycle.Service {
    /// How many notices of one channel are delivered at a time.
    static let width = 4

    private let delivery: OutboxDelivery
    private let wakeUps: AsyncStream<Void>
    private let ticks: AsyncStream<Void>
    private let tick: AsyncStream<Void>.Continuation
    private var running: [NoticeChannel: Int] = [:]

    /// - Parameter wakeUps: Yields when this process may have written a notice.
    init(_ delivery: OutboxDelivery, wakeUps: AsyncStream<Void>) {
        self.delivery = delivery
        self.wakeUps = wakeUps
        (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func run() async {
        await cancelWhenGracefulShutdown { await self.work() }
    }

    private func work() async {
        let (wakeUps, tick) = (wakeUps, tick)
        await withTaskGroup { group in
            group.addTask { for await _ in wakeUps { tick.yield() } }
            group.addTask { repeat { tick.yield() } while (try? await Task.sleep(for: .seconds(1))) != nil }
            group.addTask { await self.dispatch() }
            await group.next()
            group.cancelAll()
        }
    }

    private func dispatch() async {
        await withDiscardingTaskGroup { group in
            for await _ in ticks {
                for channel in NoticeChannel.allCases {
                    for item in await take(on: channel) { group.addTask { await self.deliver(item) } }
                }
            }
        }
    }

    private func take(on channel: NoticeChannel) async -> [OutboxItem] {
        let free = Self.width - running[channel, default: 0]
        guard free > 0 else { return [] }
        do {
            let items = try await delivery.portal.takeOutbox(on: channel, dueAt: delivery.now(), limit: free)
            running[channel, default: 0] += items.count
            return items
        } catch {
            if !Task.isCancelled { delivery.logger.error("outbox not read", metadata: ["error": "\(type(of: error))"]) }
            return []
        }
    }

    private func deliver(_ item: OutboxItem) async {
        // A task of its own isn't cancelled with this one: what was begun is finished.
        await Task { await delivery.deliver(item) }.value
        running[item.channel, default: 1] -= 1
        tick.yield()
    }
}
