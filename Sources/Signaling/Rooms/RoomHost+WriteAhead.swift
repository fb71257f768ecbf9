import Logging
import NIOCore
import RoomCore
import SignalingProtocol

extension RoomHost {
    /// What the room made of one input.
    struct Decision: Sendable {
        let input: Room.Input
        let decidedAt: Instant
        /// The record first, if there is one.
        let effects: [Room.Effect]
        let asker: Asker
        /// The hello it answers, to be taken once more.
        let hello: Event?
    }

    /// Decisions that are not true yet: they are when their changes are committed, all or none.
    struct Pending: Sendable {
        var decisions: [Decision]
        /// The room as they leave it.
        var room: Room
        /// Something was said meanwhile that this copy has not heard.
        var isOutdated = false
    }

    /// How long an event that nobody asked for waits before it is tried again. Default 1 s.
    static let retryTime: Duration = .seconds(1)
    /// How many people who come at once share a commit. Default 64: a room holds fewer.
    static let maximumBatch = 64

    /// Has a copy of the room decide. If there is something to record, that is committed before anything is announced, and
    /// the copy takes the room's place after it. Hellos that wait behind a hello are decided and committed with it.
    func decide(_ input: Room.Input, asker: Asker, of hello: Event? = nil) {
        var copy = pending?.room ?? room
        let now = core.now()
        let effects = copy.handle(input, at: now)
        let decision = Decision(input: input, decidedAt: now, effects: effects, asker: asker, hello: hello)
        if pending != nil {
            pending?.decisions.append(decision)
            pending?.room = copy
            return
        }
        let isAlone = hello == nil || aloneInFuture > 0
        if hello != nil, aloneInFuture > 0 { aloneInFuture -= 1 }
        guard effects.first?.isRecord == true else {
            room = copy
            perform(effects, asker: asker)
            publish()
            return
        }
        pending = Pending(decisions: [decision], room: copy)
        if !isAlone { gather() }
        commit()
    }

    /// Decides about the hellos at the head of the line too.
    private func gather() {
        while let count = pending?.decisions.count, count < Self.maximumBatch, let next = inbox.first, next.isHello {
            inbox.removeFirst()
            take(next)
        }
    }

    private func commit() {
        let changes = pending?.decisions.flatMap { $0.effects.flatMap(\.recorded) } ?? []
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
        publish()
        isBusy = false
    }

    private func settle(_ outcome: Result<Void, any Error>, after time: Duration) {
        guard let batch = pending else { return }
        pending = nil
        isBusy = true
        switch outcome {
        case .success:
            core.metrics.committed(after: time)
            deadlinesRestUntil = nil
            let (room, effects) = adopted(batch)
            self.room = room
            for (decision, effects) in zip(batch.decisions, effects) {
                perform(effects.filter { !$0.isRecord }, asker: decision.asker)
                withdrawAgain(decision.input)
            }
            publish()
        case .failure(let error):
            core.metrics.commitFailed()
            if batch.decisions.count == 1, let decision = batch.decisions.first {
                failed(decision, error)
            } else {
                takeOneByOne(batch.decisions)
            }
        }
        isBusy = false
        drain()
    }

    /// Whoever was shut out while their hello was being committed was on no record yet when rooms were looked for that know them: this
    /// one tells itself, until it is committed.
    private func withdrawAgain(_ input: Room.Input) {
        guard case .arrived(let arrival) = input, let command = core.shutOuts.withdrawal(of: arrival.grant) else { return }
        inbox.append(.happened(.commanded(command)))
    }

    /// The room as it is after committed decisions. If people talked meanwhile they are made once more, on the room that heard
    /// them, so that nothing is lost and everybody counts changes alike; what is on record does not depend on talk.
    private func adopted(_ batch: Pending) -> (Room, [[Room.Effect]]) {
        let before = batch.decisions.map(\.effects)
        guard batch.isOutdated else { return (batch.room, before) }
        var copy = room
        let effects = batch.decisions.map { copy.handle($0.input, at: $0.decidedAt) }
        guard effects.map({ $0.flatMap(\.recorded) }) == before.map({ $0.flatMap(\.recorded) }) else {
            core.logger.critical("talk changed what is on record", metadata: ["room.id": "\(id)"])
            return (batch.room, before)
        }
        return (copy, effects)
    }

    /// One that can't be committed (a token used before) must not cost the others their place.
    private func takeOneByOne(_ decisions: [Decision]) {
        let hellos = decisions.compactMap(\.hello)
        aloneInFuture = hellos.count
        for hello in hellos.reversed() { inbox.prepend(hello) }
    }

    private func failed(_ decision: Decision, _ error: any Error) {
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
        case .nobody where decision.input == .deadlinePassed: deadlinesRestUntil = core.now() + Self.retryTime
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
    fileprivate var recorded: [RoomChange] { if case .record(let changes) = self { changes } else { [] } }
}

extension RoomHost.Event {
    fileprivate var isHello: Bool {
        switch self {
        case .arrived, .returned: true
        default: false
        }
    }
}
