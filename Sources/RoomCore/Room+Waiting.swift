import SignalingProtocol

/// What somebody waiting can do: ring, say what they have ready, change their name.
extension Room {
    /// Rings again, once in a while.
    mutating func ring(_ knock: Knock, by guest: Member, at now: Instant) -> [Effect] {
        if let last = guest.knockedAt, now < last + limits.knockInterval {
            let wait = last + limits.knockInterval - now
            return [.reply(.error(Refusal(.rateLimited, "a host was told just now", retryAfterMs: wait.milliseconds)))]
        }
        advance()
        update(guest.id) { guest in
            guest.knockedAt = now
            guest.note = knock.note ?? guest.note
        }
        return tellDeciders(.waitingUpdated(WaitingUpdate(id: guest.id, note: knock.note, knocked: true))) + [.done]
    }

    mutating func note(_ readiness: Readiness, of guest: Member) -> [Effect] {
        guard readiness != guest.readiness else { return [.done] }
        advance()
        update(guest.id) { $0.readiness = readiness }
        return tellDeciders(.waitingUpdated(WaitingUpdate(id: guest.id, readiness: readiness))) + [.done]
    }

    /// Another name, which nobody else here may have (H2). Hosts learn of a change in the waiting room, everybody of one in
    /// the session.
    mutating func rename(_ member: Member, to name: DisplayName) -> [Effect] {
        guard name != member.record.displayName else { return [.done] }
        guard !isTaken(name, except: member.id) else {
            return [.reply(.error(Rejection.nameTaken.refusal))]
        }
        advance()
        update(member.id) { $0.record.displayName = name }
        let news =
            member.isWaiting
            ? tellDeciders(.waitingUpdated(WaitingUpdate(id: member.id, displayName: name)))
            : tellAdmitted(.participantUpdated(ParticipantUpdate(id: member.id, displayName: name)))
        return news + [.done]
    }
}
