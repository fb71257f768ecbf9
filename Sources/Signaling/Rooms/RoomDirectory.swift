import Logging
import NIOCore
import RoomCore
import SignalingProtocol

/// Which room is where: opens rooms when somebody comes, lets go of them when nobody is left and nothing is to be waited for.
///
/// In one process every room is here. It is the seam for many: room → owner and fencing epoch.
actor RoomDirectory {
    private let core: SignalingCore
    private let queue: StaffQueue
    private(set) var hosts: [RoomID: RoomHost] = [:]
    private var opening: [RoomID: Task<RoomHost?, any Error>] = [:]

    init(core: SignalingCore, queue: StaffQueue) {
        self.core = core
        self.queue = queue
    }

    /// Tells a room something, opening it if need be: from the journal, else as the booking stands, else on the terms offered.
    func enter(
        _ room: RoomID, offered terms: RoomTerms, preferring eventLoop: any EventLoop, _ event: @Sendable () -> RoomHost.Event
    ) async throws -> RoomHost {
        while true {
            guard let host = try await host(of: room, offered: terms, preferring: eventLoop) else { continue }
            if await host.enter(event()) { return host }
            forget(host)
        }
    }

    /// Tells a room something if it is open, on record or booked.
    ///
    /// - Returns: `nil` if there is no such room.
    func enterIfKnown(_ room: RoomID, _ event: @Sendable () -> RoomHost.Event) async throws -> RoomHost? {
        if hosts[room] == nil, try await core.journal.load(room) == nil, let terms = try await core.terms(room) {
            return try await enter(room, offered: terms, preferring: core.eventLoops.any(), event)
        }
        return try await enterIfOnRecord(room, event)
    }

    /// Tells a room something if it is open or on record.
    ///
    /// - Returns: `nil` if nobody ever entered it.
    func enterIfOnRecord(
        _ room: RoomID, preferring eventLoop: (any EventLoop)? = nil, _ event: @Sendable () -> RoomHost.Event
    ) async throws -> RoomHost? {
        while let host = try await host(of: room, offered: nil, preferring: eventLoop ?? core.eventLoops.any()) {
            if await host.enter(event()) { return host }
            forget(host)
        }
        return nil
    }

    /// What is known about a room: from the open room, the journal, or its booking.
    func record(of room: RoomID) async throws -> RoomRecord? {
        if let host = hosts[room] { return await host.room.record }
        if let snapshot = try await core.journal.load(room) { return snapshot.room }
        return try await core.terms(room).map { RoomRecord(terms: $0) }
    }

    /// Opens every room in which somebody is on record as waiting or in, so that its timers run. One that can't be read stays
    /// closed, and keeps no other from opening.
    func restore() async throws {
        for room in try await core.journal.openRooms() {
            do {
                _ = try await host(of: room, offered: nil, preferring: core.eventLoops.next())
            } catch {
                core.logger.error("room not restored", metadata: ["room": "\(room)", "error": "\(type(of: error))"])
            }
        }
    }

    private func host(of room: RoomID, offered: RoomTerms?, preferring eventLoop: any EventLoop) async throws -> RoomHost? {
        if let host = hosts[room] { return host }
        if let task = opening[room] { return try await task.value }
        // Entered in the books before the task is done: who waits for it and finds no room asks anew, and must not find it here.
        let task = Task<RoomHost?, any Error> {
            defer { opening[room] = nil }
            guard let host = try await open(room, offered: offered, on: eventLoop) else { return nil }
            hosts[room] = host
            core.metrics.roomOpened()
            await host.wake()
            return host
        }
        opening[room] = task
        return try await task.value
    }

    private func open(_ id: RoomID, offered: RoomTerms?, on eventLoop: any EventLoop) async throws -> RoomHost? {
        var room: Room
        if let snapshot = try await core.journal.load(id) {
            room = Room(id: id, restoring: snapshot, limits: core.limits, at: core.now())
        } else if let offered {
            // A room of the portal's own is never founded on what a token says, also while the portal can't be read.
            let booked = try await core.terms(id)
            room = Room(id: id, terms: booked ?? offered, limits: core.limits)
        } else {
            return nil
        }
        // Each opening counts its changes anew, so each has an epoch of its own, later than the one before.
        room.epoch = Int(core.now().milliseconds)
        return RoomHost(room, core: core, queue: queue, on: eventLoop) { [weak self] host in
            Task { await self?.forget(host) }
        }
    }

    private func forget(_ host: RoomHost) {
        guard hosts[host.id] === host else { return }
        hosts[host.id] = nil
        core.metrics.roomClosed()
    }
}
