import SignalingProtocol

/// What somebody waiting can do: ring, say what they have ready, change their name.
extension Room {
    /// Rings again, once in a while, and says whether a host in the room hears it.
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
        let outcome = KnockOutcome(heard: deciders.contains(where: \.isConnected))
        return tellDeciders(.waitingUpdated(WaitingUpdate(id: guest.id, note: knock.note, knocked: true, knockedAt: now)))
            + [.reply(.ok(.knock(outcome)))]
    }

    /// The clinician was told of everybody who waited at a moment: each of them learns so, and it stays on record (H8). Told
    /// again, or of an earlier time, they learn nothing new.
    mutating func alerted(at moment: Instant) -> [Effect] {
        let told = queue.filter { waitingSince($0) <= moment && $0.record.alertedAt.map { $0 < moment } ?? true }
        return told.compactMap { guest in
            update(guest.id) { $0.record.alertedAt = moment }
            return members[guest.id].map { .send(.waitingStatus(status(for: $0)), to: $0.session, rev: nil) }
        }
    }

    mutating func note(_ readiness: Readiness, of guest: Member) -> [Effect] {
        guard readiness != guest.readiness else { return [.done] }
        advance()
        update(guest.id) { $0.readiness = readiness }
        return tellDeciders(.waitingUpdated(WaitingUpdate(id: guest.id, readiness: readiness))) + [.done]
    }

    /// Another name. In the session one that is taken is refused; in the waiting room it gets a number, and the answer is the same.
    mutating func rename(_ member: Member, to name: DisplayName) -> [Effect] {
        guard name != member.record.displayName else { return [.done] }
        let isVouched = member.vouches(for: name)
        let circle = member.isAdmitted ? Circle.session : .hosts
        if member.isAdmitted, !isFree(name, for: member.id, isVouched: isVouched, in: circle) {
            return [.refusal(.nameTaken, "somebody else here has that name")]
        }
        let (given, news) = settle(name, of: member.id, isVouched: isVouched, in: circle)
        guard given != member.record.displayName else { return [.done] }
        advance()
        update(member.id) { $0.record.displayName = given }
        return news + tellName(of: member, given) + [.done]
    }
}
