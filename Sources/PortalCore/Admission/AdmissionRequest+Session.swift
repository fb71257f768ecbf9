import SignalingProtocol

extension AdmissionRequest {
    /// The reasons that lie in the session: for those alone whose session it is.
    public func reasonsInSession(now: Instant) -> [RefusalReason] {
        let room = roomAsBookedNow(now: now)
        var reasons: [RefusalReason] = []
        if booking.isCancelled { reasons.append(.bookingCancelled) }
        if let reason = reasonInMoment(room, now: now) { reasons.append(reason) }
        if hasEnded(room, now: now) { reasons.append(.sessionEnded) }
        if isBlocked { reasons.append(.blocked) }
        return reasons
    }

    /// On record as waiting, admitted, or admitted before: may come back until the hard end, window or not (W4, H11).
    var isReturning: Bool {
        guard let participant, !participant.isBlocked else { return false }
        return switch participant.state {
        case .waiting, .admitted: true
        case .left, .ended: participant.wasAdmitted
        case .removed, .denied: false
        }
    }

    private func reasonInMoment(_ room: RoomRecord?, now: Instant) -> RefusalReason? {
        if case .staff = person { return nil }
        let window = practice.joinWindow(for: booking)
        let phase = window.phase(at: now)
        if mayComeBack(in: phase) || (phase == .after && room?.isReopened == true) {
            return now < hardEnd(room, window) ? nil : .windowClosed
        }
        return switch phase {
        case .before: .windowNotOpen
        case .open: nil
        case .after: .windowClosed
        }
    }

    /// Somebody who left a session that was then moved to another day waits for the new window like everybody.
    private func mayComeBack(in phase: JoinWindow.Phase) -> Bool {
        guard isReturning else { return false }
        return switch participant?.state {
        case .left, .ended: phase != .before
        default: true
        }
    }

    /// Later than the window's where a host extended the session.
    func hardEnd(_ room: RoomRecord?, _ window: JoinWindow) -> Instant {
        guard let extended = room?.extendedUntil else { return window.hardEnd }
        return max(window.hardEnd, extended + .minutes(practice.graceMinutes))
    }

    /// Hosts come back to a room that only its time has ended (W4), nobody to one that a host ended.
    private func hasEnded(_ room: RoomRecord?, now: Instant) -> Bool {
        switch (room?.ended?.cause, person) {
        case (.endedByHost, _): true
        case (_, .staff): false
        case (.hardEnd, _): true
        // Whether it is cancelled the booking itself says.
        case (.cancelled, _), (nil, _): now >= hardEnd(room, practice.joinWindow(for: booking))
        }
    }

    private var isBlocked: Bool {
        if participant?.isBlocked == true { return true }
        guard case .visitor(let visit?) = person else { return false }
        return visit.isLinkBlocked && !isReturning
    }

    /// The room's record as it will be once the room has heard of the booking's newest terms: what was reopened, extended or
    /// ended was the session as it was agreed on then. Rooms decide alike when they hear of it.
    private func roomAsBookedNow(now: Instant) -> RoomRecord? {
        let terms = practice.terms(of: booking, hostName: hostName)
        guard var room, terms.revision > room.terms.revision else { return room }
        let isMoved = terms.startsAt != room.terms.startsAt
        if isMoved { room.isReopened = false }
        if isMoved || terms.endsAt != room.terms.endsAt { room.extendedUntil = nil }
        room.terms = terms
        switch room.ended?.cause {
        case .endedByHost: if let ending = room.ended, terms.startsAt > ending.at { room.ended = nil }
        case .hardEnd: if hardEnd(room, practice.joinWindow(for: booking)) > now { room.ended = nil }
        case .cancelled, nil: break
        }
        return room
    }
}
