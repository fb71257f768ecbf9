import SignalingProtocol

/// A hello with a room token: who may come in, and where to.
extension Room {
    mutating func arrived(_ arrival: Arrival, at now: Instant) -> [Effect] {
        let grant = arrival.grant
        guard grant.room == id, isSameBooking(grant.terms) else { return [refuse(arrival.connection, .notThisRoom)] }
        // What the booking says now wins over what a token says; a token that knows more brings the news.
        let news = changed(grant.terms, at: now)
        let replaced = member(for: grant.subject)?.session
        do {
            let effects = try take(arrival, at: now)
            return news.filter { !$0.isMessage(to: replaced) } + effects
        } catch {
            return news + [refuse(arrival.connection, error)]
        }
    }

    func refuse(_ connection: ConnectionID, _ rejection: Rejection) -> Effect {
        .refuse(connection, rejection.refusal, close: rejection.close)
    }

    func isSameBooking(_ terms: RoomTerms) -> Bool {
        terms.practice == record.terms.practice && terms.booking == record.terms.booking
    }

    private mutating func take(_ arrival: Arrival, at now: Instant) throws(Rejection) -> [Effect] {
        let grant = arrival.grant
        let known = member(for: grant.subject)
        try checkGrant(grant)
        try checkEnding(for: grant.role, known)
        try checkBlock(known, grant.link)
        let destination = destination(of: grant, known)
        try checkWindow(for: grant.role, known, at: now)
        try checkDuplicate(arrival.hello, known)
        try checkPlaces(destination, for: grant.role, known)

        unrecorded.note(spent: grant.id, expiresAt: grant.expiresAt)
        // Here among everybody that hosts see: who waits under a host's name loses it when the host comes. Entering settles it
        // once more, among those there.
        let recordName = known.map { $0.isPresent ? $0.record.verifiedName : grant.verifiedName } ?? grant.verifiedName
        let isVouched = grant.displayName.isVouched(byRecord: recordName, as: grant.role)
        let (name, news) = settle(
            grant.displayName, of: known?.id, isVouched: isVouched, in: known?.isAdmitted == true ? .session : .hosts)
        return news.filter { !$0.isMessage(to: known?.session) } + enter(arrival, known, as: name, to: destination, at: now)
    }

    private func checkGrant(_ grant: RoomGrant) throws(Rejection) {
        guard grant.role != .cohost, grant.entry == .wait || grant.role.isStaff else { throw .notForThisRole }
        if revocations.cover(grant) { throw .revoked }
        // Owners and admins host without being listed (H4); whoever was listed once and is no more came by the booking.
        let wasListed = grant.role == .host && grant.terms.hosts.contains(grant.subject)
        if wasListed, !record.terms.hosts.contains(grant.subject) { throw .notHost }
    }

    /// Over is over, but for a host after the hard end (W4) and for staff still in a cancelled session.
    func checkEnding(for role: Role, _ known: Member?) throws(Rejection) {
        guard let ending = record.ended else { return }
        switch ending.cause {
        case .cancelled: throw .cancelled
        case .endedByHost: throw .ended
        case .hardEnd: if role != .host { throw .ended }
        }
    }

    /// Nobody who is kept out, and nobody new by a direct link whose visitor is: another browser makes another person of them.
    private func checkBlock(_ known: Member?, _ link: LinkID?) throws(Rejection) {
        if let known {
            guard known.record.isBlocked else { return }
            throw known.record.state == .removed ? .removed : .denied
        }
        guard let link else { return }
        if members.values.contains(where: { $0.record.isBlocked && $0.record.link == link }) { throw .denied }
    }

    /// The window gates first entry alone: those here, and those admitted once, come back until the hard end, and after it
    /// while a host is in; hosts come at any time. The opening instant is inside, the closing instant outside (W2, W4).
    func checkWindow(for role: Role, _ known: Member?, at now: Instant) throws(Rejection) {
        guard role != .host else { return }
        if now >= record.hardEnd, !isHostAdmitted { throw .ended }
        if let known, known.isPresent || known.record.wasAdmitted { return }
        if now < record.terms.opensAt { throw .notOpenYet }
        if now >= record.entryClosesAt { throw .closed }
    }

    /// A live connection of the same person: the same tab replaces it silently, another one has to say so.
    private func checkDuplicate(_ hello: Hello, _ known: Member?) throws(Rejection) {
        guard let known, known.isPresent, known.isConnected, hello.onDuplicate != .takeover else { return }
        guard let instance = hello.instance, instance == known.instance else { throw .elsewhere }
    }

    func checkPlaces(_ destination: Destination, for role: Role, _ known: Member?) throws(Rejection) {
        switch destination {
        case .session: if known?.isAdmitted != true, freePlaces(for: role) <= 0 { throw .full }
        case .waitingRoom: if known?.isWaiting != true, waitingCount >= limits.waiting { throw .full }
        }
    }
}

/// Where a hello leads.
enum Destination: Equatable {
    case waitingRoom, session
}

extension Room {
    /// Straight in go those admitted before, and staff with a token that says so: hosts always, others unless the room is
    /// locked or a host sent them back. Everybody else waits for a host's decision (V11).
    private func destination(of grant: RoomGrant, _ known: Member?) -> Destination {
        if known?.isAdmitted == true { return .session }
        if grant.entry == .direct, grant.role == .host { return .session }
        if known?.isWaiting == true { return .waitingRoom }
        if known?.record.wasAdmitted == true { return .session }
        return grant.entry == .direct && grant.role.isStaff && !record.isLocked ? .session : .waitingRoom
    }
}
