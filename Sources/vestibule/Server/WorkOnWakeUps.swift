import ServiceLifecycle

/// Works at the start, whenever it is woken, and once a second besides, since what another process wrote wakes nobody here. One
/// turn at a time, until a graceful shutdown.
func work(on wakeUps: AsyncStream<Void>, _ turn: @escaping @Sendable () async -> Void) async {
    let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await cancelWhenGracefulShutdown {
        await withTaskGroup { group in
            group.addTask { for await _ in wakeUps { tick.yield() } }
            group.addTask { repeat { tick.yield() } while (try? await Task.sleep(for: .seconds(1))) != nil }
            group.addTask { for await _ in ticks { await turn() } }
            await group.next()
            group.cancelAll()
        }
    }
}
