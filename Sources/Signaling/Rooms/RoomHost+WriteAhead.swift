import Logging
import NIOCore
import RoomCore
import SignalingProtocol

extension RoomHost {
    /// A decision that is not true yet: it is when its changes are committed.
    struct Pending: Sendable {
        let input: Room.Input
        let decidedAt: Instant
        let room: Room
        /// The record first.
        let effects: [Room.Effect]
        let asker: Asker
        /// Something was said meanwhile that this copy has not heard.
        var isOutdated = false
    }

    /// How long an event that nobody asked for waits before it is tried again. Default 1 s.
    static let retryTime: Duration = .seconds(1)

    /// Has a copy of the room decide. If there is something to record, that is committed before anything is announced, and
    /// the copy takes the room's place after it.
    func decide(_ input: Room.Input, asker: Asker) {
        var copy = room
        let now = core.now()
        let effects = copy.handle(input, at: now)
        guard case .record(let changes)? = effects.first else {
            room = copy
            perform(effects, asker: asker)
            return
        }
        pending = Pending(input: input, decidedAt: now, room: copy, effects: effects, asker: asker)
        let start = ContinuousClock.now
        Task {
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await core.journal.record(changes, in: id))
            } catch {
                outcome = .failure(error)
            }
            settle(outcome, after: start.duration(to: .now))
        }
    }

    /// Talk between the admitted: the committed room decides at once.
    func talk(_ message: ClientMessage, from session: SessionID, asker: Asker) {
        guard !repeated(asker) else { return }
        isBusy = true
        let effects = room.handle(.received(message, from: session), at: core.now())
        if message.kind != .signal { pending?.isOutdated = true }
        perform(effects, asker: asker)
        isBusy = false
    }

    private func settle(_ outcome: Result<Void, any Error>, after time: Duration) {
        guard let decision = pending else { return }
        pending = nil
        isBusy = true
        switch outcome {
        case .success:
            core.metrics.committed(after: time)
            let (room, effects) = adopted(decision)
            self.room = room
            perform(effects.filter { !$0.isRecord }, asker: decision.asker)
        case .failure(let error):
            core.metrics.commitFailed()
            failed(decision, error)
        }
        isBusy = false
        drain()
    }

    /// The room as it is after a committed decision. If people talked meanwhile it is decided once more, on the room that heard
    /// them, so that nothing is lost and everybody counts changes alike; what is on record does not depend on talk.
    private func adopted(_ decision: Pending) -> (Room, [Room.Effect]) {
        guard decision.isOutdated else { return (decision.room, decision.effects) }
        var copy = room
        let effects = copy.handle(decision.input, at: decision.decidedAt)
        guard effects.first == decision.effects.first else {
            core.logger.critical("talk changed what is on record", metadata: ["room.id": "\(id)"])
            return (decision.room, decision.effects)
        }
        return (copy, effects)
    }

    private func failed(_ decision: Pending, _ error: any Error) {
        let isSpent = (error as? ErrorCode) == .tokenSpent
        if !isSpent { core.logger.error("a change of a room was not committed", metadata: ["room.id": "\(id)"]) }
        switch decision.asker {
        case .session, .outside:
            answer(decision.asker, .error(Refusal(.upstreamUnavailable, "not recorded, nothing changed", retryAfterMs: 1000)))
        case .hello(let connection, let request):
            let refusal =
                isSpent
                ? Refusal(.tokenSpent, "the token was used before")
                : Refusal(.upstreamUnavailable, "not recorded, try again", retryAfterMs: 1000)
            connections.removeValue(forKey: connection)?.socket
                .perform(.refuse(refusal, request: request, close: refusal.code.helloCloseCode))
        case .command(let done): done(.failure(error))
        case .nobody: retry(decision.input)
        }
    }

    /// Tries again what happened by itself: it can't be refused, and must not be forgotten.
    private func retry(_ input: Room.Input) {
        retries += 1
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Self.retryTime.milliseconds)) {
            self.assumeIsolated { host in
                host.retries -= 1
                host.receive(.happened(input))
            }
        }
    }
}

extension Room.Effect {
    fileprivate var isRecord: Bool { if case .record = self { true } else { false } }
}
