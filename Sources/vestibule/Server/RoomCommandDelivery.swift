import Logging
import Signaling
import SignalingProtocol
import Storage

/// Hands what the portal wrote to the rooms: each room hears of things in the order in which they happened, and none waits
/// for another.
///
/// A command that its room can't take (its record can't be read, its change can't be committed) is put aside in the journal,
/// with everything that comes for that room after it, and tried again each time. A process that starts finds it there.
struct RoomCommandDelivery: Sendable {
    let portal: PortalStore
    let journal: JournalStore
    /// Told first of all when access ends: who says hello from now on is refused; who did before is on record.
    let shutOut: @Sendable (Access, PracticeID, _ at: Instant) -> Void
    /// Returns when the room has taken the command.
    let deliver: @Sendable (RoomCommand, RoomID) async throws -> Void
    let logger: Logger

    /// Remembers whose access ended while tokens from before may still be about: a process that starts has forgotten it, although
    /// the rooms took it up long ago.
    ///
    /// - Throws: A failure of the portal's database.
    func recall(at now: Instant) async throws {
        for stored in try await portal.commands(writtenAfter: now - RoomGrant.longestUse) { withdraw(stored) }
    }

    /// Takes up what was written since the last time, and tries again what is held.
    ///
    /// - Throws: A failure of either database: then nothing moves on, and it all comes again.
    func takeUp() async throws {
        var commands = try await portal.commands(after: try await journal.consumedCommand())
        while let last = commands.last {
            for stored in commands {
                for room in try await rooms(for: stored) { try await pass(HeldCommand(stored, for: room)) }
                try await journal.markConsumed(stored.sequence)
            }
            commands = try await portal.commands(after: last.sequence)
        }
        var stuck: Set<RoomID> = []
        for held in try await journal.heldCommands() where !stuck.contains(held.room) {
            if await attempt(held) == nil { try await journal.release(held) } else { stuck.insert(held.room) }
        }
    }

    private func rooms(for stored: StoredRoomCommand) async throws -> [RoomID] {
        withdraw(stored)
        if let room = stored.room { return [room] }
        guard case .subjectRevoked(let subject) = stored.command else { return [] }
        return try await journal.rooms(of: subject, in: stored.practice)
    }

    private func withdraw(_ stored: StoredRoomCommand) {
        switch stored.command {
        case .subjectRevoked(let subject): shutOut(.subject(subject), stored.practice, stored.writtenAt)
        case .linkRevoked(let link): shutOut(.link(link), stored.practice, stored.writtenAt)
        case .changed, .cancelled, .reopened, .clinicianAlerted: break
        }
    }

    private func pass(_ command: HeldCommand) async throws {
        if try await journal.isHolding(for: command.room, of: command.practice) { return try await journal.hold(command) }
        guard let error = await attempt(command) else { return }
        try await journal.hold(command)
        logger.error(
            "room command held back",
            metadata: ["room": "\(command.room)", "sequence": "\(command.sequence)", "error": "\(type(of: error))"])
    }

    /// - Returns: Why the room didn't take it; `nil` if it did.
    private func attempt(_ command: HeldCommand) async -> (any Error)? {
        do {
            try await deliver(command.command, command.room)
            return nil
        } catch {
            return error
        }
    }
}
