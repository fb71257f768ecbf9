import Logging
import ServiceLifecycle
import Signaling
import SignalingProtocol
import Storage

/// Carries what the portal wrote for rooms to the rooms, in order: at once when this process wrote it, within a second
/// when another did (the command line).
struct RoomCommandFeed: Service {
    private let portal: PortalStore
    private let journal: JournalStore
    private let signaling: Signaling
    private let wakeUps: AsyncStream<Void>
    private let logger: Logger

    /// - Parameter wakeUps: Yields when this process has written commands.
    init(portal: PortalStore, journal: JournalStore, signaling: Signaling, wakeUps: AsyncStream<Void>, logger: Logger) {
        self.portal = portal
        self.journal = journal
        self.signaling = signaling
        self.wakeUps = wakeUps
        self.logger = logger
    }

    func run() async throws {
        let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { for await _ in wakeUps { tick.yield() } }
                group.addTask { while (try? await Task.sleep(for: .seconds(1))) != nil { tick.yield() } }
                group.addTask { for await _ in ticks { await deliver() } }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// A command that can't be delivered now stays first in line: rooms hear of things in the order in which they happened.
    private func deliver() async {
        do {
            let commands = try await portal.commands(after: try await journal.consumedCommand())
            for command in commands {
                // First of all: who says hello from now on is refused; who did before is on record.
                if case .subjectRevoked(let subject) = command.command {
                    signaling.shutOut(subject, of: command.practice, at: command.writtenAt)
                }
                let rooms: [RoomID] =
                    if let room = command.room { [room] } else if case .subjectRevoked(let subject) = command.command {
                        try await journal.rooms(of: subject, in: command.practice)
                    } else { [] }
                for room in rooms { try await signaling.deliver(command.command, to: room) }
                try await journal.markConsumed(command.sequence)
            }
        } catch {
            logger.error("room commands not delivered", metadata: ["error": "\(type(of: error))"])
        }
    }
}
