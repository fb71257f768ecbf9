import Foundation
import SignalingProtocol
import Synchronization
import Testing

@testable import vestibule

@Suite("Readiness")
struct ServerReadinessTests {
    /// A disk that a test fills and empties, at a time that it sets.
    private final class Disk: Sendable {
        struct State {
            var isWritable = true
            var isOpen = true
            var trials = 0
            var now = Instant(seconds: 1_000)
        }
        let state = Mutex(State())

        func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

        var readiness: ServerReadiness {
            ServerReadiness(
                isOpen: { self.state.withLock { $0.isOpen } },
                tryDisk: {
                    self.state.withLock { state in
                        state.trials += 1
                        return state.isWritable
                    }
                },
                now: { self.state.withLock { $0.now } })
        }
    }

    @Test func `however many ask, the disk is tried once a second`() async {
        let disk = Disk()
        let readiness = disk.readiness
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1_000 { group.addTask { await readiness.isReady } }
            for await isReady in group { #expect(isReady) }
        }
        #expect(disk.state.withLock { $0.trials } == 1)
        disk.set { $0.now = $0.now + .milliseconds(999) }
        #expect(await readiness.isReady)
        #expect(disk.state.withLock { $0.trials } == 1)
    }

    @Test func `a server is not ready while nothing can be written, and ready again when it can`() async {
        let disk = Disk()
        let readiness = disk.readiness
        for isWritable in [true, false, true] {
            disk.set { state in
                state.isWritable = isWritable
                state.now = state.now + .seconds(1)
            }
            #expect(await readiness.isReady == isWritable)
        }
    }

    @Test func `a server that stops is not ready at once, whatever was said of the disk before`() async {
        let disk = Disk()
        let readiness = disk.readiness
        #expect(await readiness.isReady)
        disk.set { $0.isOpen = false }
        #expect(await !readiness.isReady)
        #expect(disk.state.withLock { $0.trials } == 1)
    }
}
