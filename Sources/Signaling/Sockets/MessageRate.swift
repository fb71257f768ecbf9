import SignalingProtocol

/// What one connection may send: every frame counts, and a host's decisions count once more.
struct MessageRate: Sendable {
    enum Verdict: Equatable, Sendable {
        case pass
        /// Not taken; the client may try again after this long.
        case refused(Duration)
        /// It went on and on: the connection is closed.
        case excessive
    }

    private var frames: TokenBucket
    private var decisions: TokenBucket
    /// As many may be refused as may pass, at once and by the second; beyond that it is a flood.
    private var refusals: TokenBucket

    init(limits: Limits, at now: Instant) {
        frames = TokenBucket(limits.messageRate, at: now)
        decisions = TokenBucket(limits.hostRate, at: now)
        refusals = TokenBucket(limits.messageRate, at: now)
    }

    mutating func frame(at now: Instant) -> Verdict {
        guard let wait = frames.take(at: now) else { return .pass }
        return refusals.take(at: now) == nil ? .refused(wait) : .excessive
    }

    mutating func message(_ message: ClientMessage, at now: Instant) -> Verdict {
        guard message.isHostDecision, let wait = decisions.take(at: now) else { return .pass }
        return .refused(wait)
    }
}

extension ClientMessage {
    /// What hosts decide about others.
    var isHostDecision: Bool {
        switch self {
        case .waitingAdmit, .waitingDeny, .waitingMessage, .participantMute, .participantAskUnmute, .participantSetPerms,
            .participantSetRole, .participantRemove, .participantUnblock, .roomLock, .roomReopen, .roomExtend, .roomEnd:
            true
        default: false
        }
    }
}
