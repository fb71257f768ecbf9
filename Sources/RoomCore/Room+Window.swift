import SignalingProtocol

/// When the session may be entered, and when it is over.
extension Room {
    /// How far a host may push the end beyond the plan, or beyond now if that is later.
    static let longestExtension: Duration = .seconds(4 * 3600)

    /// Entry stays open until the end (W4a). After it there is nothing to open: a host would be told that people can come.
    mutating func reopen(at now: Instant) -> [Effect] {
        switch record.ended?.cause {
        case .cancelled: return [.refusal(.bookingCancelled, "nobody enters any more")]
        case .endedByHost, .hardEnd: return [.refusal(.conflict, "the session has ended")]
        case nil: break
        }
        guard !record.isReopened else { return [.done] }
        advance()
        updateRoom { $0.isReopened = true }
        return tellTimes() + [.done]
    }

    /// A later end. The same again changes nothing, so a repetition is harmless.
    mutating func extend(until: Instant, at now: Instant) -> [Effect] {
        guard until != record.extendedUntil else { return [.done] }
        let latest = max(now, record.terms.endsAt) + Self.longestExtension
        guard record.ended == nil || record.ended?.cause == .hardEnd, until > now, until > record.endsAt, until <= latest else {
            return [.refusal(.notExtendable, "later than now and the end, by 4 hours at most")]
        }
        advance()
        updateRoom { room in
            room.extendedUntil = until
            room.ended = nil
        }
        lastWarning = nil
        return tellTimes() + [.done]
    }

    /// A host ends the session for everybody (H7).
    mutating func endForAll(_ end: End, at now: Instant) -> [Effect] {
        [.done] + close(.endedByHost, .ended, .ended, words: end.reason, at: now)
    }

    /// Everybody is told, and nobody stays. What was cancelled stays cancelled.
    mutating func close(
        _ cause: RoomRecord.Ending.Cause, _ code: CloseCode, _ farewell: Farewell, words: String?, at now: Instant
    ) -> [Effect] {
        advance()
        if record.ended?.cause != .cancelled {
            let reason = farewell == .hostAbsent ? farewell.rawValue : words
            updateRoom { $0.ended = .init(cause: cause, reason: reason, at: now) }
        }
        return (admitted + queue).flatMap { sendOff($0, code, farewell, words: words, at: now) }
    }

    /// The end for one of them.
    mutating func sendOff(_ member: Member, _ code: CloseCode, _ farewell: Farewell, words: String?, at now: Instant) -> [Effect] {
        if screenHolder == member.id { screenHolder = nil }
        update(member.id) { member in
            member.record.state = .ended
            member.record.since = now
            member.hangUp()
        }
        return [
            .send(.roomClosed(Reasoned(reason: words)), to: member.session, rev: revision),
            Self.over(member.session, code, farewell, message: words),
        ]
    }

    /// Ten, five and one minute before the end.
    var nextWarning: Instant? {
        let instants = [600, 300, 60].map { record.endsAt - .seconds($0) }
        return instants.first { warning in lastWarning.map { warning > $0 } ?? true }
    }

    /// One warning for those in the session; one that would come a minute late or more is left out.
    mutating func warn(at now: Instant) -> [Effect] {
        var due: Instant?
        while let next = nextWarning, next <= now {
            due = next
            lastWarning = next
        }
        guard record.ended == nil, let due, now - due < .seconds(60) else { return [] }
        let ending = RoomEnding(endsAt: record.endsAt, hardEnd: record.hardEnd)
        return admitted.map { .send(.roomEnding(ending), to: $0.session, rev: nil) }
    }
}
