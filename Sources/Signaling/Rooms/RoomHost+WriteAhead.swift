import Logging
import NIOCore
import RoomCore
import SignalingProtocol

extension RoomHost {
    /// A decision that is not true yet: it is when its changes are committed.
    struct Pending: Sendable {
        var room: Room
        let input: Room.Input
        let effects: [Room.Effect]
        let asker: Asker
    }

    /// How long an event that nobody asked for waits before it is tried again. Default 1 s.
    static let retryTime: Duration = .seconds(1)

    /// Has a copy of the room decide. If there is something to record, that is committed before anything is announced, and
    /// the copy takes the room's place after it.
    func decide(_ input: Room.Input, asker: Asker) {
        var copy = room
        var effects = copy.handle(input, at: core.now())
        guard case .record(let changes)? = effects.first else {
            room = copy
            perform(effects, asker: asker)
            return
        }
        effects.removeFirst()
        pending = Pending(room: copy, input: input, effects: effects, asker: asker)
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

    /// Talk between the admitted. The committed room decides at once; the one that waits to be committed hears of it too, so
    /// that it lacks nothing when it takes over.
    func talk(_ message: ClientMessage, from session: SessionID, asker: Asker) {
        guard !repeated(asker) else { return }
        let now = core.now()
        _ = pending?.room.handle(.received(message, from: session), at: now)
        isBusy = true
        let effects = room.handle(.received(message, from: session), at: now)
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
            room = decision.room
            perform(decision.effects, asker: decision.asker)
        case .failure(let error):
            core.metrics.commitFailed()
            failed(decision, error)
        }
        isBusy = false
        drain()
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
